"""Outside everything else in the web that these tests start."""

import os
import signal
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class DieAfterCommit:
    """`X-Die: after_commit` kills this web process when all is stored and nothing is answered yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("X-Die") == "after_commit":
            os.kill(os.getpid(), signal.SIGKILL)
        return response
