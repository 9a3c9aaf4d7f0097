"""When more is asked than can be answered: what may wait is turned away, so that the core of the work goes on."""

import random
import re
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from core import conf, load

log = structlog.get_logger(__name__)


class ShedMiddleware:
    """503 with a time to come back, before anything is asked, to a request that has waited too long for a thread.

    `CORE_FLOWS` (the list, a case, to acknowledge) are given much longer. Whoever is turned away costs a millisecond,
    so the line is soon short again; the times to come back differ, so that not all come at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._core = re.compile("|".join(conf.value("CORE_FLOWS")))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waited = load.waited()
        of_the_core = self._core.fullmatch(request.path_info) is not None
        if waited <= conf.value("SHED_CORE_AFTER_SECONDS" if of_the_core else "SHED_AFTER_SECONDS"):
            return self.get_response(request)
        log.warning("shed", waited=round(waited, 1), of_the_core=of_the_core)
        return busy_response(request)


def busy_response(request: HttpRequest) -> HttpResponse:
    """The answer; its page asks neither database nor session."""
    shortest = int(conf.value("SHED_RETRY_SECONDS"))
    seconds = random.randint(shortest, 3 * shortest)  # noqa: S311 - only so that they do not all come at once
    if request.path_info.startswith("/api/"):
        response: HttpResponse = JsonResponse({"code": "busy"}, status=503)
    else:
        response = HttpResponse(render_to_string("core/busy.html", {"seconds": seconds}), status=503)
    response.headers["Retry-After"] = str(seconds)
    return response
