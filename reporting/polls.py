"""Polls of the dashboard that are answered from the cache alone (core/polling.py)."""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from core import clock, polling, versions
from core.polling import Asker

CHANGES: Final = "/rapporter/laget/andringar/"
ANEW_SECONDS: Final = 300
"""What was in time becomes late with the clock alone: so often the page is counted anew, whatever has happened."""


def mark(now: datetime) -> str:
    """The same while nothing has happened on any chain, for five minutes at most."""
    return f"{int(now.timestamp()) // ANEW_SECONDS}.{versions.current(versions.ANYWHERE)}"


def unchanged(request: HttpRequest, asker: Asker) -> HttpResponse | None:
    """204 while the dashboard is as it was drawn; otherwise the view counts."""
    if mark(clock.now()) != request.GET.get("v", ""):
        return None
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def register() -> None:
    """Called when the app is ready."""
    polling.register(CHANGES, unchanged)
