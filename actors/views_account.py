"""allauth's pages where ours ask for more: who may add a way in, and that the last one is not removed."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from actors import services_factors
from actors.adapters_mfa import FactorAdapter


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """An address of allauth's that Hemväg does not have. Raises Http404."""
    raise Http404


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
