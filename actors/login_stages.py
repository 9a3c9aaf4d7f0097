"""The last step of every log-in: are the proofs enough?"""

from allauth.account.stages import LoginStage
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from actors import services_factors, services_guessing

NOT_ENOUGH = (
    "Lösenordet räcker inte ensamt. Du behöver också en kodapp eller en passernyckel, och tiden för att lägga till en"
    " har gått ut. Be systemförvaltningen att öppna den igen, eller logga in med SITHS-kort."
)


class EnoughStage(LoginStage):  # type: ignore[misc]  # allauth has no types
    """Refuses a password alone, with a sentence; lets everything else on."""

    key = "enough"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """allauth's answer of a stage: a response, and whether the log-in may be resumed."""
        user = self.login.user
        if services_factors.way_of(self.request, user) is not None:
            return None, True
        services_guessing.refused(
            self.request, kind="password", reason=services_guessing.REASON_NO_FACTOR, user_id=user.pk
        )
        messages.error(self.request, NOT_ENOUGH)
        return redirect("account_login"), False
