"""Log-in by password, as allauth asks: who gets an account, how often one may try, what a log-in opens."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from actors import services_factors, services_guessing
from actors.models import User
from actors.rules.ways import Way


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up, neither here nor through a log-in by another party (which asks this one).

    Guessing is counted by `services_guessing`; allauth's own counters, which are not exact, are off.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Användarnamnet eller lösenordet är fel.",
        "incorrect_password": "Lösenordet är fel.",
        "account_inactive": "Kontot är stängt. Vänd dig till systemförvaltningen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_stages(self) -> list[str]:
        """allauth's, then the question whether it was enough."""
        return [*super().get_login_stages(), "actors.login_stages.EnoughStage"]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, or None. Raises ValidationError when there have been too many attempts."""
        username = str(credentials.get("username") or "")
        attempt = services_guessing.begin_password(request, username)
        if not attempt.allowed:
            if attempt.first_refusal:
                services_guessing.refused(
                    request, kind="password", reason=services_guessing.REASON_TOO_MANY, username=username
                )
            raise ValidationError(services_guessing.sentence(attempt), code="too_many_login_attempts")
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            services_guessing.was_right(attempt)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: counted above."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep the refusal."""
        services_guessing.refused(
            request,
            kind="password",
            reason=services_guessing.REASON_PASSWORD,
            username=str(credentials.get("username") or ""),
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, and write in the session what the log-in is worth; without enough proof, nothing."""
        way = services_factors.way_of(request, user)
        super().login(request, user)
        if way is None:
            return
        services_factors.keep_way(request, user, way)
        # Who came in by card is kept together with what the card said, by that log-in.
        if way is not Way.SITHS:
            services_guessing.let_in(request, kind=way, user=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the page where a second factor is added, for whoever has none."""
        if services_factors.session_way(request.session) is Way.ENROL:
            return reverse("mfa_index")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the ways in."""
        return reverse("mfa_index")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted by."""
        return services_guessing.address_of(request)
