"""allauth's pages where ours ask for more: who may add a way in, and that the last one is not removed."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, presenters, selectors_access, services_factors
from actors.adapters_mfa import FactorAdapter
from actors.views_base import ActionView
from core import clock
from core.invalid import Invalid


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """An address of allauth's that Hemväg does not have. Raises Http404."""
    raise Http404


class WaysInView(IndexView):  # type: ignore[misc]  # allauth has no types
    """How I log in, with the buttons of those who may add a way."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`may_add`: as the pages behind the buttons ask."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"may_add": services_factors.may_add_factor(self.request.user)}


class _Adding:
    """A page that adds a factor: for those who may, and with what the first one opens."""

    request: HttpRequest
    kind: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever has no factor and no time to add the first one."""
        if request.user.is_authenticated and not services_factors.may_add_factor(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Add it, and let the session be worth it."""
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if self.request.user.is_authenticated:
            services_factors.factor_added(self.request, self.request.user, self.kind)
        return answer


class ActivateAppView(_Adding, ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Adds an app for codes."""

    kind = Authenticator.Type.TOTP


class AddPasskeyView(_Adding, AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Adds a passkey."""

    kind = Authenticator.Type.WEBAUTHN


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Removes a passkey, unless it is the last way in."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if services_factors.is_last_factor(self.get_object()):
            messages.error(self.request, FactorAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        answer: HttpResponse = super().form_valid(form)
        return answer


class OpenLoginView(ActionView):
    """Open log-in by password for a person of the unit; the password is shown once, on this page."""

    action = permissions.CHANGE_ACCESS

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Ask."""
        row = self._row(assignment_id)
        context = {
            "heading": f"Öppna inloggning med lösenord för {row.user.name}",
            "text": "Gör det för den som saknar SITHS-kort, har tappat telefonen eller glömt lösenordet. Personen "
            "får ett nytt lösenord och har ett dygn på sig att lägga till en kodapp eller en passernyckel. Lösenord, "
            "kodapp och passernycklar som personen har nu slutar gälla, och personen loggas ut överallt.",
            "facts": presenters.access_facts(row, today=clock.today()),
            "submit": "Öppna inloggningen",
            "cancel_url": reverse("assignment", args=[row.pk]),
        }
        return render(request, "components/confirm_page.html", context)

    def post(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Open it, and show the password."""
        row = self._row(assignment_id)
        try:
            user, password = services_factors.open_login(acting=self.acting, assignment_id=row.pk)
        except Invalid as error:
            messages.error(request, error.message)
            return redirect("assignment", assignment_id=row.pk)
        context = {
            "person": user,
            "password": password,
            "assignment_id": row.pk,
            "hours": services_factors.OPEN_HOURS,
        }
        return render(request, "actors/login_opened.html", context)

    def _row(self, assignment_id: int) -> Any:
        found = selectors_access.assignment_kept_by(self.acting, assignment_id)
        if found is None:
            raise Http404
        return found
