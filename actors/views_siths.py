"""Logging in by SITHS: to the identity provider, and back with a code (OpenID Connect, authorization code flow)."""

from dataclasses import asdict
from typing import Any, Final

import structlog
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.internal import statekit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views import View

from actors import oidc, services_sessions, services_siths
from actors.middleware import SESSION_KEY
from actors.oidc import Attempt, Conversation, Fault, Registration
from actors.services_siths import OPENED_KEY, PROVIDER, Denied, Entered
from core import clock
from core.proxies import client_address

log = structlog.get_logger(__name__)

IDP_SESSION: Final = "idp_session"
"""Session key: the provider's name for its session, by which it may end ours."""

PLAIN_HTTP: Final = frozenset({"demo", "test"})
RETRY_AFTER_SECONDS: Final = "30"


def registration() -> Registration:
    """How this installation is known to the identity provider. Raises Http404 where none is set."""
    if not (settings.SITHS_ISSUER and settings.SITHS_CLIENT_ID):
        raise Http404
    return Registration(
        issuer=settings.SITHS_ISSUER,
        client_id=settings.SITHS_CLIENT_ID,
        client_secret=settings.SITHS_CLIENT_SECRET,
        discovery=settings.SITHS_DISCOVERY_URL
        or f"{settings.SITHS_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        plain_http=settings.HEMVAG_ENVIRONMENT in PLAIN_HTTP,
    )


class SithsStartView(View):
    """Sends the browser to the identity provider. `again`: the person shows the card anew, though logged in there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Remember what to expect back, in this browser's session alone."""
        registered = registration()
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return redirect("account_login")
        attempt = Attempt.new(again="again" in request.GET)
        try:
            with Conversation(registered) as talk:
                description = talk.description()
        except oidc.Refusal as refusal:
            return _refused(request, refusal.fault.value)
        except oidc.Unavailable as error:
            return _unavailable(request, error)
        state = {"attempt": asdict(attempt), "issuer": registered.issuer, "next": _next(request)}
        state_id = statekit.stash_state(request, provider_id=PROVIDER, state=state)
        return redirect(
            oidc.authorization_address(
                registered, description, attempt=attempt, state=state_id, callback=_callback(request)
            )
        )


class SithsCallbackView(View):
    """The browser is back: what it brings is believed only when all of it holds."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Log in, or say why not."""
        registered = registration()
        try:
            state = self._state(request, registered)
            with Conversation(registered) as talk:
                id_token, more = self._claims(request, talk, registered, Attempt(**state["attempt"]))
        except oidc.Refusal as refusal:
            return _refused(request, refusal.fault.value)
        except oidc.Unavailable as error:
            return _unavailable(request, error)
        found = services_siths.enter(issuer=registered.issuer, id_token=id_token, more=more)
        if isinstance(found, Denied):
            return _refused(request, found.reason, denied=found)
        return self._enter(request, registered, found, id_token, state["next"])

    @staticmethod
    def _state(request: HttpRequest, registered: Registration) -> dict[str, Any]:
        """What this browser was sent away with: used once, whatever comes of it."""
        state: dict[str, Any] | None = statekit.unstash_state(
            request, provider_id=PROVIDER, state_id=request.GET.get("state", "")
        )
        if state is None or state.get("issuer") != registered.issuer:
            raise oidc.Refusal(Fault.STATE)
        if request.GET.get("iss", registered.issuer) != registered.issuer:
            raise oidc.Refusal(Fault.ISSUER)
        if "error" in request.GET:
            cancelled = request.GET["error"] == "access_denied"
            raise oidc.Refusal(Fault.CANCELLED if cancelled else Fault.PROVIDER)
        if not request.GET.get("code"):
            raise oidc.Refusal(Fault.PROVIDER)
        return state

    @staticmethod
    def _claims(
        request: HttpRequest, talk: Conversation, registered: Registration, attempt: Attempt
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        description = talk.description()
        if description.names_itself and "iss" not in request.GET:
            raise oidc.Refusal(Fault.ISSUER)
        token, access_token = talk.exchange(
            description, code=request.GET["code"], attempt=attempt, callback=_callback(request)
        )
        id_token = oidc.verified(registered, token, talk.keys(description), attempt=attempt)
        if "employeeHsaId" in id_token and ("allCommissions" in id_token or "commissionHsaId" in id_token):
            return id_token, {}
        return id_token, talk.userinfo(description, access_token, subject=id_token["sub"])

    @staticmethod
    def _enter(
        request: HttpRequest,
        registered: Registration,
        found: Entered,
        id_token: dict[str, Any],
        target: str,
    ) -> HttpResponse:
        # When the card was shown, which may be long ago where the provider's own session lasts; never ahead of us.
        shown = id_token.get("auth_time")
        shown_at = min(shown, clock.machine_now().timestamp()) if isinstance(shown, int) else 0.0
        adapter = account_adapter(request)
        if request.user.is_authenticated and request.user.pk != found.user.pk:
            adapter.logout(request)
        record_authentication(
            request,
            found.user,
            "socialaccount",
            provider=PROVIDER,
            uid=services_siths.uid(registered.issuer, found.subject),
            at=shown_at,
        )
        adapter.login(request, found.user)
        idp_session = id_token.get("sid") if isinstance(id_token.get("sid"), str) else ""
        request.session[OPENED_KEY] = list(found.assignment_ids)
        goes_on = request.session.get(SESSION_KEY) in found.assignment_ids
        if not goes_on:
            request.session.pop(SESSION_KEY, None)
        request.session[IDP_SESSION] = idp_session
        request.session[services_sessions.AUTH_TIME] = shown_at
        services_siths.note(
            outcome=services_siths.Outcome.IN,
            issuer=registered.issuer,
            subject=found.subject,
            user=found.user,
            assignments=found.assignment_ids,
            idp_session=str(idp_session),
            address=_address(request),
        )
        if goes_on and target:
            return redirect(target)
        choice = reverse("choose_assignment")
        return redirect(f"{choice}?{urlencode({'next': target})}" if target else choice)


def _refused(request: HttpRequest, reason: str, *, denied: Denied | None = None) -> HttpResponse:
    """A page that says why, and a row that keeps it."""
    services_siths.note(
        outcome=services_siths.Outcome.REFUSED,
        reason=reason,
        issuer=settings.SITHS_ISSUER,
        subject=denied.subject if denied else "",
        user=denied.user if denied else None,
        address=_address(request),
    )
    log.info("siths_refused", reason=reason)
    return render(request, "account/siths_refused.html", {"reason": reason}, status=403)


def _unavailable(request: HttpRequest, error: oidc.Unavailable) -> HttpResponse:
    """The provider is away: said within seconds, with what there is to do meanwhile."""
    log.warning("siths_unavailable", reason=str(error))
    response = render(request, "account/siths_refused.html", {"reason": "unavailable"}, status=503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _callback(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("siths_callback"))


def _address(request: HttpRequest) -> str | None:
    address = client_address(request)
    return None if address == "-" else address


def _next(request: HttpRequest) -> str:
    target = request.GET.get("next") or ""
    return (
        target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else ""
    )
