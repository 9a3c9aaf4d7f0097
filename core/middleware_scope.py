"""One transaction for each request, told who acts: what a page reads and writes is one state of the world."""

import random
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Final

import structlog
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from core import memo, scope, unavailable
from core.middleware import unavailable_response

log = structlog.get_logger(__name__)

# Answered by what stands outside the database, or about the database itself.
WITHOUT_DATABASE = ("/healthz", "/readyz", "/static/")
TRIES: Final = 4
"""Of one request whose transaction met another's: the first, and three more."""


class ScopeMiddleware:
    """The view and its template run in one transaction, in the scope of whoever acts.

    The log of who looked is stored before the answer goes out: when it cannot be, there is no answer (503). After an
    error nothing of the request is kept. A transaction that the database ended because it met another (a deadlock, a
    serialization failure) is begun again: nothing of it was kept, so nothing is done twice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_DATABASE):
            return self.get_response(request)
        tries = TRIES if _can_be_read_again(request) else 1
        number, before = 1, _queued(request)
        response = self._once(request)
        while request.met_another:  # type: ignore[attr-defined]
            log.warning("transactions_met", attempt=number, given_up=number == tries)
            _forget_messages(request, before)
            if number == tries:
                break
            time.sleep(random.uniform(0.01, 0.05) * number)  # noqa: S311 - only so that the two do not meet again
            number += 1
            response = self._once(request)
        return response

    def _once(self, request: HttpRequest) -> HttpResponse:
        request.met_another = False  # type: ignore[attr-defined]
        acting = getattr(request, "acting", None)
        answered = False
        looks = request.method in ("GET", "HEAD")
        try:
            with (
                scope.acting_as(acting) if acting else scope.nobody(),
                transaction.atomic(),
                memo.page() if looks else nullcontext(),
            ):
                response = self.get_response(request)
                answered = True
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        except DatabaseError as error:
            if not answered:
                raise
            request.met_another = unavailable.may_begin_again(error)  # type: ignore[attr-defined]
            log.error("commit_failed", error=type(error).__name__)  # noqa: TRY400 - its message quotes values
            return unavailable_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A view whose transaction met another's: 503 to the last one that tries, who comes back in half a minute."""
        if not unavailable.may_begin_again(exception):
            return None
        request.met_another = True  # type: ignore[attr-defined]
        return unavailable_response(request)


def _can_be_read_again(request: HttpRequest) -> bool:
    """Take the body now, before the transaction begins: a slow client holds no row, and a second try has it too.

    Files are read as they come, once.
    """
    if request.content_type == "multipart/form-data":
        return False
    try:
        return request.body is not None
    except UnreadablePostError:
        return False


def _queued(request: HttpRequest) -> int:
    return len(getattr(getattr(request, "_messages", None), "_queued_messages", ()))


def _forget_messages(request: HttpRequest, kept: int) -> None:
    """What a try that came to nothing would have told the user."""
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", None)
    if queued is not None:
        del queued[kept:]
