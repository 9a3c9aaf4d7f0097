"""Polls of the list and of an open case that are answered from the cache alone (core/polling.py)."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from core import polling, versions
from core.polling import Asker
from transitions import presence

CHANGES: Final = "/att-gora/andringar/"
PRESENCE: Final = "/arenden/narvaro/"


def unchanged(request: HttpRequest, asker: Asker) -> HttpResponse | None:
    """204 while the unit's list is as the page was drawn; otherwise the view counts what has changed."""
    mark = versions.current(asker.unit_id)
    if mark and mark != request.GET.get("v", ""):
        return None
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def present(request: HttpRequest, asker: Asker) -> HttpResponse | None:
    """Who else in the unit has the case open."""
    return presence.answer(request, unit_id=asker.unit_id, user_id=asker.user_id, user_name=asker.user_name)


def register() -> None:
    """Called when the app is ready."""
    polling.register(CHANGES, unchanged)
    polling.register(PRESENCE, present)
