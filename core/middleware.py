"""For each request: a number, a time of receipt, what the browser may do, and honest refusals."""

from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from core import clock, request_id
from core.access_log import AccessLogUnavailable
from core.conflicts import Conflict
from core.throttle import TooOften

log = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = 30

# Nothing of the device is asked for, but the key that logs the person in.
_PERMISSIONS: Final = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "encrypted-media",
                "fullscreen",
                "geolocation",
                "gyroscope",
                "hid",
                "local-fonts",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "screen-wake-lock",
                "serial",
                "usb",
                "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


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


class BrowserHeadersMiddleware:
    """What Django has no header for: no feature of the device, and no other site may load what we answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class BodySizeMiddleware:
    """413 before a byte of too large a body is read, on memory or on disk.

    `MAX_BODY_BYTES` holds for all; `MAX_FILE_BYTES` for the addresses of `FILE_ADDRESSES`, to somebody logged in.
    A body without a length is not read at all (WSGI gives none of it).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) > self._most(request):
            return refusal_page(request, "too_large", "413.html", 413)
        return self.get_response(request)

    @staticmethod
    def _most(request: HttpRequest) -> int:
        for_files = (
            request.path_info.startswith(tuple(settings.FILE_ADDRESSES)) and request.user.is_authenticated
        )
        return int(settings.MAX_FILE_BYTES if for_files else settings.MAX_BODY_BYTES)


class RefusalMiddleware:
    """A rule's refusal that no view took care of is a 409 with what blocked, what is done too often a 429; a look
    that cannot be logged is a 503.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to the three exceptions; anything else goes on to Django."""
        if isinstance(exception, Conflict):
            return conflict_response(request, exception)
        if isinstance(exception, TooOften):
            log.warning("too_often", limit=exception.name)
            return too_often_response(request, exception)
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


def too_often_response(request: HttpRequest, refused: TooOften) -> HttpResponse:
    """429 with the seconds to wait, told in minutes on the page."""
    minutes = -(-refused.retry_after // 60)
    response = refusal_page(request, "too_many", "429.html", 429, {"minutes": minutes})
    response.headers["Retry-After"] = str(refused.retry_after)
    return response


def refusal_page(
    request: HttpRequest, code: str, template: str, status: int, context: dict[str, object] | None = None
) -> HttpResponse:
    """A refusal that is the same for every address: JSON for a machine, else a page."""
    if _wants_json(request):
        return JsonResponse({"code": code}, status=status)
    return render(request, template, context, status=status)


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
