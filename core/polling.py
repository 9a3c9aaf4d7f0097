"""What an open page asks by itself, answered without the database: who asks stands in the cache.

A page that polls is remembered when it is drawn, under a check sum of its session's key, for as long as the log-in then
had left. While the entry stands, a handler registered for the address may answer from the cache; without it, or when
the handler has no answer, the request goes the ordinary way, where a log-in that is over is refused. An answer from
here holds no personal data and prolongs nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from core import clock

log = structlog.get_logger(__name__)

ASSIGNMENT_HEADER: Final = "X-Hemvag-Assignment"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who has the page open. `until` is when the log-in ends unless something is done, `drawn` when the page
    was: seconds since 1970.
    """

    user_id: int
    user_name: str
    assignment_id: int
    unit_id: int
    until: float
    drawn: float


Handler = Callable[[HttpRequest, Asker], HttpResponse | None]

_handlers: dict[str, Handler] = {}


def register(path: str, handler: Handler) -> None:
    """Let `handler` answer polls of this address; None from it means that the database must be asked."""
    _handlers[path] = handler


def remember(request: HttpRequest, seconds: float) -> None:
    """The page that is being drawn will ask for itself; the log-in has so many seconds left. Never raises."""
    acting: Any = getattr(request, "acting", None)
    key = request.session.session_key
    if acting is None or acting.user_id is None or not key or seconds <= 0:
        return
    now = _now()
    asker = Asker(acting.user_id, acting.user_name, acting.assignment_id, acting.unit_id, now + seconds, now)
    try:
        cache.set(_entry(key), asdict(asker), timeout=int(seconds) + 1)
    except Exception as error:  # noqa: BLE001 - the poll then asks the database
        log.warning("poll_unwritable", error=type(error).__name__)


def forget_user(user_id: int, seconds: int) -> None:
    """Log-ins are ended, or what they open has changed: the person's open pages ask the database. Never raises."""
    try:
        cache.set(_ended(user_id), _now(), timeout=seconds)
    except Exception as error:  # noqa: BLE001 - the entries end by themselves
        log.warning("poll_unwritable", error=type(error).__name__)


def answer(request: HttpRequest) -> HttpResponse | None:
    """The answer to a poll, or None: go the ordinary way."""
    handler = _handlers.get(request.path_info)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if handler is None or not key or request.method != "GET":
        return None
    try:
        kept = cache.get(_entry(key))
        if kept is None:
            return None
        asker = Asker(**kept)
        drawn_for = request.headers.get(ASSIGNMENT_HEADER, "")
        if asker.until <= _now() or (drawn_for and drawn_for != str(asker.assignment_id)):
            return None
        if cache.get(_ended(asker.user_id), 0) >= asker.drawn:
            return None
        return handler(request, asker)
    except Exception as error:  # noqa: BLE001 - as above
        log.warning("poll_unreadable", error=type(error).__name__)
        return None


class PollMiddleware:
    """Before sessions and everything that asks the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answer(request) or self.get_response(request)


def _now() -> float:
    return clock.machine_now().timestamp()


def _entry(session_key: str) -> str:
    return f"poll:{hashlib.sha256(session_key.encode()).hexdigest()}"


def _ended(user_id: int) -> str:
    return f"poll-ended:{user_id}"
