"""An identity number in an address ends up in browser history, proxies' logs and bookmarks: it is refused.

Two halves, with the middleware that sets headers between them: the outer one takes the number out of the request, so
that nothing further in can log it or redirect to it; the inner one answers.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import unquote, unquote_plus

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from core.identity_numbers import holds_number

log = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

CODE: Final = "identity_number_in_address"
_MARK: Final = "hemvag.identity_number_in_address"
# File names with a hash in them, which may look like anything.
_STATIC: Final = "/static/"
# What the address stands in: Django's own, and what the server beside it sets.
_ADDRESSES: Final = ("PATH_INFO", "RAW_URI", "REQUEST_URI", "HTTP_REFERER", "HTTP_HX_CURRENT_URL")


def _readings(text: str) -> set[str]:
    """The text as it stands and as each program on the way may decode it."""
    once = unquote(text)
    return {text, once, unquote(once), unquote_plus(text), unquote_plus(unquote_plus(text))}


def address_holds_number(request: HttpRequest) -> bool:
    """Whether path or query holds an identity number."""
    parts = [request.META.get("QUERY_STRING", "")]
    if not request.path_info.startswith(_STATIC):
        parts.append(request.path_info)
    return any(holds_number(reading) for part in parts if part for reading in _readings(part))


class IdentityNumberFinder:
    """Outermost: a request with an identity number in its address goes on without address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if address_holds_number(request):
            kind = "/api/" if request.path_info.startswith(("/api/", "/fhir/")) else "/"
            for name in _ADDRESSES:
                if name in request.META:
                    request.META[name] = kind
            request.META["QUERY_STRING"] = ""
            request.path = request.path_info = kind
            request.META[_MARK] = True
        return self.get_response(request)


class IdentityNumberRefuser:
    """Inside the middleware that sets headers: the answer 400, which repeats nothing of what was asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _MARK not in request.META:
            return self.get_response(request)
        log.warning(CODE, method=request.method)
        if request.path_info == "/api/":
            message = "Adressen innehåller ett personnummer. Skicka det i anropets innehåll."
            response: HttpResponse = JsonResponse({"code": CODE, "message": message}, status=400)
        else:
            response = HttpResponse(render_to_string("core/identity_number.html"), status=400)
        # The browser keeps the address it asked for; the page's links do not pass it on.
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
