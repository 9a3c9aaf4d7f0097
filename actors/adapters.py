"""Who gets an account: those whom an administrator gives one. Nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up, neither here nor through a log-in by another party (which asks this one)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
