"""For each request: a number, a time of receipt, answers that no cache keeps, and two honest refusals."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from core import clock, request_id
from core.access_log import AccessLogUnavailable
from core.conflicts import Conflict

log = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = 30


class RequestIdMiddleware:
    """Bind one id to all log lines, audit and access rows of the request, and give it back in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request_id.bind(request.headers.get("X-Request-ID"))
        response = self.get_response(request)
        response.headers["X-Request-ID"] = chosen
        return response


class ReceivedAtMiddleware:
    """`request.received_at`: when the server received the request.

    A cut-off counts from it, never from a typed time.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.received_at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class NoStoreMiddleware:
    """No cache keeps what a logged-in person saw, nor what does not itself say that it may be kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The user is absent when an outer middleware answered, as for a static file.
        user = getattr(request, "user", None)
        if (user is not None and user.is_authenticated) or not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # A page and its fragment share an address.
            patch_vary_headers(response, ["HX-Request"])
        return response


class RefusalMiddleware:
    """A rule's refusal that no view took care of is a 409 with what blocked; a look that cannot be logged is
    a 503.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to the two exceptions; anything else goes on to Django."""
        if isinstance(exception, Conflict):
            return conflict_response(request, exception)
        if isinstance(exception, AccessLogUnavailable):
            log.error("access_log_unavailable", error=type(exception.__cause__).__name__)
            return unavailable_response(request)
        return None


def conflict_response(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    """409: what blocked and how things are now; as JSON, as a fragment for htmx, or as a page."""
    if _wants_json(request):
        body = {"code": conflict.code, "message": conflict.message, "current": conflict.current}
        return JsonResponse(body, status=409)
    if request.headers.get("HX-Request") == "true":
        return render(request, "core/_conflict.html", {"conflict": conflict}, status=409)
    context = {"reason": conflict.message, "back_url": request.path, **conflict.current}
    return render(request, "409.html", context, status=409)


def unavailable_response(request: HttpRequest) -> HttpResponse:
    """503 with a time to come back. The page needs no database: it may be the database that is away."""
    if _wants_json(request):
        response: HttpResponse = JsonResponse({"code": "unavailable"}, status=503)
    else:
        response = HttpResponse(render_to_string("core/unavailable.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.get_preferred_type(
        ["text/html", "application/json"]
    ) == ("application/json")
