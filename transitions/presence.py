"""Närvaro: who in the own unit has a case open just now. In the cache for a minute, never stored, never a reason to
refuse: what protects the writing is the version that a page was drawn from.
"""

import hashlib
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock

log = structlog.get_logger(__name__)

SECONDS: Final = 60
_SALT: Final = "transitions.presence"


def ticket(*, unit_id: int, episode_id: int) -> str:
    """What the page of a case asks with: the case that the unit was shown, signed."""
    return signing.dumps([unit_id, episode_id], salt=_SALT)


def note(*, unit_id: int, episode_id: int, user_id: int, user_name: str) -> list[str]:
    """The person has the case open; returns the names of the colleagues who do too. Never raises."""
    now = clock.machine_now().timestamp()
    key = f"presence:{unit_id}:{episode_id}"
    try:
        kept: dict[int, tuple[str, float]] = cache.get(key) or {}
        there = {who: row for who, row in kept.items() if now - row[1] < SECONDS}
        there[user_id] = (user_name, now)
        cache.set(key, there, timeout=SECONDS)
    except Exception as error:  # noqa: BLE001 - a page is worth more than this line on it
        log.warning("presence_unreadable", error=type(error).__name__)
        return []
    return [name for who, (name, _) in sorted(there.items()) if who != user_id]


def sentence(names: list[str]) -> str:
    """ "Anna Ek och Bo Al har ärendet öppet."; empty when nobody else has."""
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"
    return f"{listed} har ärendet öppet."


def context(*, unit_id: int, episode_id: int, user_id: int | None, user_name: str) -> dict[str, Any]:
    """What components/presence.html needs."""
    names = (
        note(unit_id=unit_id, episode_id=episode_id, user_id=user_id, user_name=user_name) if user_id else []
    )
    text = sentence(names)
    mark = hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""
    return {"ticket": ticket(unit_id=unit_id, episode_id=episode_id), "text": text, "mark": mark}


def answer(request: HttpRequest, *, unit_id: int, user_id: int, user_name: str) -> HttpResponse:
    """The poll: 204 while the sentence is as the page has it. A ticket of another unit is as none."""
    try:
        shown_to, episode_id = signing.loads(request.GET.get("arende", ""), salt=_SALT, max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if shown_to != unit_id:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    found = context(unit_id=unit_id, episode_id=episode_id, user_id=user_id, user_name=user_name)
    if found["mark"] == request.GET.get("v", ""):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(None, "components/presence.html", {"presence": found})
