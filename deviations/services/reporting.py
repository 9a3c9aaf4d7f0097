"""Reporting a deviation."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.models import Deviation
from deviations.rules.kinds import Category, EntryKind, Law, Outcome, Severity, Voice
from deviations.services.common import may_be_anonymous, note, save, tell
from deviations.services.proposing import settle_sent
from deviations.services.routing import route
from transitions.locks import lock_episode
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

Choice = TypeVar("Choice", bound=StrEnum)

# Without letters and figures that are mistaken for each other when read out on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@scope.atomic
def report(
    *,
    acting: Acting,
    at: datetime,
    category: str,
    about_id: int,
    severity: str,
    episode_id: int | None = None,
    reported_by_id: int | None = None,
    ref: str | None = None,
    text: str = "",
    happened_at: datetime | None = None,
    measure: str = "",
    law: str = "",
    outcome: str = "",
    person_agrees: bool = False,
    own_words: str = "",
    own_words_by: str = "",
    anonymous: bool = False,
    proposal: UUID | None = None,
    version: int | None = None,
) -> Deviation:
    """Report what went wrong, to the one recipient who answers for it (A1, A2).

    `reported_by_id` is for history, where one unit enters another's report. `version` is the case's. `proposal`: the
    draft that it was written from. Raises Invalid: `category`, `severity`, `law`, `outcome`, `about`, `about_self`,
    `no_text`, `happened_later`, `own_words`, `anonymous`; NotFound for a draft of others; Conflict `stale`, `settled`
    for a draft that has been decided on, and `repeated` or `changed` for a known `ref`.
    """
    permissions.require_report(acting)
    chosen = _read(Category, category, "category", "Välj vad det gäller.")
    grade = _read(Severity, severity, "severity", "Välj hur allvarligt det är.")
    reporter_id = reported_by_id if reported_by_id is not None and acting.importing else acting.unit_id
    units = actors.units_by_id({about_id, reporter_id})
    if about_id not in units or reporter_id not in units:
        raise Invalid("about", "Välj en enhet som finns i listan.", "about")
    closed = {} if acting.importing else actors.in_place_of([about_id], on=clock.local_date(at))
    ended = units[about_id] if about_id in closed else None
    if ended is not None and closed[about_id] is not None:
        about_id = closed[about_id] or about_id
        units |= actors.units_by_id([about_id])
    if not acting.importing:
        _check(at=at, about_id=about_id, reporter_id=reporter_id, text=text, happened_at=happened_at)
    if anonymous and not may_be_anonymous(reporter_id):
        raise Invalid("anonymous", "Er rutin tillåter inte anonyma avvikelser. Ta bort krysset.", "anonymous")
    if own_words.strip() and not own_words_by:
        raise Invalid("own_words", "Ange vems egna ord det är.", "own_words_by")
    episode = lock_episode(acting, episode_id) if episode_id is not None else None
    if version is not None and episode is not None and version != episode.version:
        raise Conflict(Verdict.no("stale", version=episode.version))
    about = units[about_id]
    held = route(
        about,
        category=chosen,
        registered_in_id=episode.registered_in_id if episode else None,
        acting=acting,
        on=clock.local_date(at),
    )
    row = Deviation(
        ref=ref or _new_ref(),
        episode_id=episode_id,
        category=chosen,
        severity=grade,
        law=_read(Law, law, "law", "Välj lag.") if law else "",
        outcome=_read(Outcome, outcome, "outcome", "Välj risk eller skada.") if outcome else "",
        text=text.strip(),
        happened_at=happened_at,
        measure=measure.strip(),
        person_agrees=person_agrees,
        own_words=own_words.strip(),
        own_words_by=_read(Voice, own_words_by, "own_words_by", "Ange vems egna ord det är.")
        if own_words.strip()
        else "",
        anonymous=anonymous,
        reported_by_id=reporter_id,
        reporter_id=acting.user_id,
        reporter_name=acting.user_name,
        about_id=about_id,
        routed_to_id=held.unit_id,
        function=held.function,
        holder_id=held.holder_id,
        substitute_id=held.substitute_id,
        routed_at=at,
        reported_at=at,
    )
    if episode is None:
        _require_new(row.ref, "repeated")
        save(row, acting)
    row.item_id = tell(
        row,
        acting=acting,
        kind=ItemKind.DEVIATION_REPORTED,
        at=at,
        to={about_id, row.routed_to_id, reporter_id},
        data={
            "category": str(chosen),
            "severity": str(grade),
            "reported_by": units[reporter_id].code,
            "about": about.code,
        },
    )
    if episode is not None:
        _require_new(row.ref, "changed")
        save(row, acting)
    if ended is not None:
        now_it = f" {about.name} har tagit över." if about.id != ended.id else ""
        text = f"Rapporten gällde {ended.name}, som har upphört.{now_it}"
        note(row, acting=acting, kind=EntryKind.HOLDER, at=at, text=text)
    if not acting.importing:
        settle_sent(row, acting=acting, at=at, public_id=proposal)
    audit.record(
        acting, "deviation.reported", row, {"category": (None, str(chosen)), "about": (None, about_id)}
    )
    return row


def _check(*, at: datetime, about_id: int, reporter_id: int, text: str, happened_at: datetime | None) -> None:
    if about_id == reporter_id:
        message = (
            "Välj den enhet som avvikelsen gäller. Det som rör bara den egna enheten hanterar ni själva."
        )
        raise Invalid("about_self", message, "about")
    if not text.strip():
        raise Invalid("no_text", "Beskriv vad som hände.", "text")
    if happened_at is not None and happened_at > at:
        raise Invalid("happened_later", "Ange en tid som har passerat.", "happened_at")


def _require_new(ref: str, code: str) -> None:
    if Deviation.objects.filter(ref=ref).exists():
        raise Conflict(Verdict.no(code))


def _read(kind: type[Choice], value: str, field: str, message: str) -> Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise Invalid(field, message, field) from error


def _new_ref() -> str:
    """Nine signs that say nothing about whom it concerns: `A-7KQ2-M4XP`."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"A-{signs[:4]}-{signs[4:]}"
