"""What all addresses of the API share: token, limits, and refusals with a code and what to do."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from actors.acting import Acting
from core import clock, limits
from core.access_log import AccessLogUnavailable
from core.conflicts import Conflict
from core.idempotency import KeyReused
from core.invalid import Invalid
from integrations.authentication import Caller, SystemTokenAuthentication
from transitions.locks import NotFound

LARGEST_BODY = 1024 * 1024
"""Bytes. A notice is a few thousand."""

RETRY_AFTER_SECONDS = 30


class TooLarge(exceptions.APIException):
    """The body is larger than any notice."""

    status_code = 413
    default_code = "too_large"
    default_detail = "Meddelandet är större än 1 MB. Korta texten."


class HasToken(BasePermission):
    """The request came with a token that holds."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether it did."""
        return isinstance(request.auth, Caller)


class TokenInSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """How the token is told in the OpenAPI description."""

    target_class = "integrations.authentication.SystemTokenAuthentication"
    name = "systemToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Nyckel från make_token, bunden till en enhet.",
        }


class SystemThrottle(BaseThrottle):
    """So many requests a minute for each token, counted exactly (`core.limits`); a request without one is refused
    elsewhere.
    """

    limit = limits.Limit("api", times=600, seconds=60)
    _wait = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether this one is still within the rate."""
        if not isinstance(request.auth, Caller):
            return True
        counted = limits.hit(self.limit, f"token:{request.auth.token_id}")
        self._wait = counted.retry_after
        return counted.allowed

    def wait(self) -> float:
        """Seconds until it begins anew."""
        return self._wait


_SAID: dict[type[Exception], tuple[int, str, str]] = {
    Http404: (404, "not_found", "Det finns inget sådant ärende för er enhet."),
    NotFound: (404, "not_found", "Det finns inget sådant ärende för er enhet."),
    exceptions.NotFound: (404, "not_found", "Det finns inget sådant ärende för er enhet."),
    PermissionDenied: (403, "may_not", "Enheten som nyckeln hör till får inte göra detta."),
    exceptions.PermissionDenied: (403, "may_not", "Enheten som nyckeln hör till får inte göra detta."),
    exceptions.NotAuthenticated: (401, "no_token", "Skicka nyckeln i huvudet Authorization: Bearer …"),
    exceptions.AuthenticationFailed: (
        401,
        "bad_token",
        "Nyckeln gäller inte. Kontrollera den, eller be om en ny.",
    ),
    exceptions.ParseError: (
        400,
        "not_json",
        "Innehållet är inte giltig JSON. Kontrollera det och skicka igen.",
    ),
    exceptions.UnsupportedMediaType: (
        415,
        "not_json",
        "Skicka innehållet som JSON, med huvudet Content-Type: application/json.",
    ),
    exceptions.NotAcceptable: (406, "only_json", "Svaret finns bara som JSON."),
    exceptions.MethodNotAllowed: (
        405,
        "no_such_method",
        "Adressen tar inte emot det anropet. Se /api/docs/.",
    ),
    exceptions.Throttled: (429, "too_many", "För många anrop. Vänta en stund och försök igen."),
    RequestDataTooBig: (413, "too_large", "Meddelandet är större än 1 MB. Korta texten."),
    TooLarge: (413, "too_large", "Meddelandet är större än 1 MB. Korta texten."),
    KeyReused: (
        422,
        "key_reused",
        "Nyckeln i Idempotency-Key har använts med ett annat innehåll. Ta en ny nyckel för ett nytt meddelande.",
    ),
    AccessLogUnavailable: (503, "unavailable", "Loggen kan inte skrivas just nu. Försök igen om en stund."),
}

_CONFLICTS = {
    "already_admitted": "Patienten är redan inskriven på avdelningen. Hämta ärendet i stället.",
    "before_admission": "Händelsen ligger före inskrivningen. Kontrollera tiderna.",
    "episode_ended": "Vårdtillfället är redan avslutat.",
}


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as `{code, message}` in Swedish; what nobody foresaw goes on and becomes a 500."""
    if isinstance(error, exceptions.ValidationError):
        body = {
            "code": "invalid",
            "message": "Några uppgifter saknas eller är fel. Se fields.",
            "fields": error.detail,
        }
        return Response(body, status=400)
    if isinstance(error, Conflict):
        message = error.message or _CONFLICTS.get(error.code, "Ärendet har ändrats. Hämta det på nytt.")
        return Response({"code": error.code, "message": message, "current": error.current}, status=409)
    if isinstance(error, Invalid):
        return Response(invalid(error), status=422)
    for kind in type(error).__mro__:
        if kind in _SAID:
            status, code, message = _SAID[kind]
            return Response(
                {"code": code, "message": message}, status=status, headers=_headers(error, status)
            )
    return None


def invalid(error: Invalid) -> dict[str, str]:
    """What a service could not take, as the API says it."""
    return {"code": error.code, "message": error.message, "field": error.field}


def _headers(error: Exception, status: int) -> dict[str, str]:
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if status == 503:
        return {"Retry-After": str(RETRY_AFTER_SECONDS)}
    wait = getattr(error, "wait", None)
    return {"Retry-After": str(max(1, round(wait)))} if wait else {}


@method_decorator(csrf_exempt, name="dispatch")
class SystemView(APIView):
    """An address for systems with a token. A session of the web opens nothing here."""

    authentication_classes = (SystemTokenAuthentication,)
    permission_classes = (HasToken,)
    throttle_classes = (SystemThrottle,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that is too large before it is read."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > LARGEST_BODY:
            raise TooLarge
        super().initial(request, *args, **kwargs)

    @property
    def caller(self) -> Caller:
        """The calling system."""
        assert isinstance(self.request.auth, Caller)
        return self.request.auth

    @property
    def acting(self) -> Acting:
        """For whom the system acts."""
        return self.caller.acting

    @property
    def received_at(self) -> Any:
        """When the server received the request."""
        return getattr(self.request, "received_at", None) or clock.now()

    def get_exception_handler(self) -> Any:
        """Refusals in our own form."""
        return refuse
