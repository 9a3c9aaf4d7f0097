"""One transaction for each request, told who acts: what a page reads and writes is one state of the world."""

from collections.abc import Callable
from contextlib import nullcontext

import structlog
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse

from core import memo, scope
from core.middleware import unavailable_response

log = structlog.get_logger(__name__)

# Answered by what stands outside the database, or about the database itself.
WITHOUT_DATABASE = ("/healthz", "/readyz", "/static/")


class ScopeMiddleware:
    """The view and its template run in one transaction, in the scope of whoever acts.

    The log of who looked is stored before the answer goes out: when it cannot be, there is no answer (503). After an
    error nothing of the request is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_DATABASE):
            return self.get_response(request)
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
            log.error("commit_failed", error=type(error).__name__)  # noqa: TRY400 - its message quotes values
            return unavailable_response(request)
        return response
