"""Log-in by another party through allauth's own pages: closed."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Log-in by another party is what actors/views_siths.py does, and nothing else.

    The package's own pages for it check less of a token. They find no party here, also when a row for one was put in
    the database.
    """

    def list_apps(self, *args: Any, **kwargs: Any) -> list[Any]:
        """None."""
        return []

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Nobody comes in this way."""
        raise PermissionDenied

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """A person and the HSA-id stay together: whoever comes next with it is the same."""
        raise PermissionDenied
