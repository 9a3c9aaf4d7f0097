"""The investigation: the course of events as facts, factors, cause, actions and whether they helped (PSL 3:3).

Each raises NotFound, PermissionDenied, Conflict or Invalid with the field. What is written is the own side's until
the answer carries what its holder chooses.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from actors import selectors_colleagues
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.rules.kinds import Role
from core import audit, clock, formats, outbox, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import CourseCopy, Deviation, Investigation, InvestigationAction
from deviations.rules.investigation import ActionFact, Verdict, asked_for, day_fault, known
from deviations.rules.kinds import Stage
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict as Ruling

LONGEST = 8_000
AT_A_TIME = 200
REMINDERS = {"due": "deviation.action_due", "check": "deviation.effect_due"}
REFUSALS = {
    "not_investigating": "Avvikelsen är inte under utredning. Välj Börja utreda först.",
    "deviation_closed": "Avvikelsen är avslutad. Öppna den igen om den ska utredas vidare.",
    "stale": "Någon annan ändrade utredningen medan du skrev. Det du skrev finns kvar.",
    "already_done": "Åtgärden är redan markerad som klar.",
    "not_done": "Åtgärden är inte klar än. Markera den som klar först.",
    "already_checked": "Effekten är redan kontrollerad.",
}


def _refuse(code: str) -> Conflict:
    return Conflict(Ruling.no(code), REFUSALS[code])


def _begin(acting: Acting, ref: str, at: datetime, *, writes: bool = True) -> tuple[Deviation, Investigation]:
    """Lock the deviation, ask who investigates, and find the unit's investigation or make it."""
    row = lock_deviation(acting, ref)
    if not permissions.may_investigate(acting, row):
        raise PermissionDenied("investigate")
    if row.investigating_at is None:
        raise _refuse("not_investigating")
    if writes and row.stage == Stage.CLOSED:
        raise _refuse("deviation_closed")
    mine, _ = Investigation.objects.select_for_update(of=("self",)).get_or_create(
        deviation=row, unit_id=acting.unit_id, defaults={"begun_at": at}
    )
    return row, mine


@dataclass(frozen=True, slots=True)
class Said:
    """What an investigator has written."""

    course: str = ""
    factors: Collection[str] = ()
    factors_text: str = ""
    cause: str = ""


@scope.atomic
def save(*, acting: Acting, ref: str, at: datetime, said: Said, version: int | None = None) -> Investigation:
    """Store what has been found. Raises Invalid: `nothing` (all is empty), `factors`; Conflict: `not_investigating`,
    `deviation_closed`, `stale`.
    """
    _, mine = _begin(acting, ref, at)
    if version is not None and version != mine.version:
        raise _refuse("stale")
    factors = known(said.factors)
    if set(factors) != set(said.factors):
        raise Invalid("factors", "Välj bland de bidragande orsakerna i listan.", "factors")
    text = {name: getattr(said, name).strip()[:LONGEST] for name in ("course", "factors_text", "cause")}
    if not factors and not any(text.values()):
        raise Invalid("nothing", "Skriv något av vad utredningen har kommit fram till.", "cause")
    mine.course, mine.factors_text, mine.cause = text["course"], text["factors_text"], text["cause"]
    mine.factors = factors
    mine.version += 1
    mine.save()
    audit.record(acting, "deviation.investigation_saved", mine)
    versions.bump([acting.unit_id])
    return mine


@scope.atomic
def keep_course(*, acting: Acting, ref: str, at: datetime, events: list[dict[str, Any]]) -> CourseCopy:
    """Freeze what the timeline says now, with who fetched it; an earlier copy stays.

    `events` are facts that the caller has read inside what the unit may see. The same again is no new copy.
    """
    _, mine = _begin(acting, ref, at)
    latest = mine.copies.first()
    if latest is not None and latest.events == events:
        return latest
    made = CourseCopy.objects.create(
        investigation=mine, at=at, by_id=acting.user_id, by_name=acting.user_name, events=events
    )
    audit.record(acting, "deviation.course_fetched", made)
    return made


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as typed. Days are local."""

    text: str
    function: str
    due_on: date
    check_on: date
    person_id: int | None = None


@scope.atomic
def add_action(*, acting: Acting, ref: str, at: datetime, planned: Planned) -> InvestigationAction:
    """An action with who is responsible, its last day and the day on which its effect is checked.

    Raises Invalid: `no_text`, `no_function`, `person`, `past`, `far`, `holiday` (with the next working day),
    `check_before_due`.
    """
    _, mine = _begin(acting, ref, at)
    today = clock.local_date(at)
    if not planned.text.strip():
        raise Invalid("no_text", "Skriv vad som ska göras.", "text")
    if not planned.function.strip():
        raise Invalid(
            "no_function", "Skriv vilken funktion som ansvarar, till exempel enhetschef.", "function"
        )
    people = {
        one.user_id for one in selectors_colleagues.colleagues(acting.unit_id, on=today, roles=list(Role))
    }
    if planned.person_id is not None and planned.person_id not in people:
        raise Invalid("person", "Välj någon som arbetar på er enhet, eller ange bara funktionen.", "person")
    _check_day(planned.due_on, "due_on", today)
    _check_day(planned.check_on, "check_on", today)
    if planned.check_on < planned.due_on:
        message = "Effekten kontrolleras tidigast den dag då åtgärden ska vara klar."
        raise Invalid("check_before_due", message, "check_on")
    made = InvestigationAction.objects.create(
        investigation=mine,
        text=planned.text.strip(),
        function=planned.function.strip(),
        person_id=planned.person_id,
        due_on=planned.due_on,
        check_on=planned.check_on,
    )
    audit.record(acting, "deviation.action_added", made, {"due_on": (None, planned.due_on)})
    versions.bump([acting.unit_id])
    return made


def _check_day(day: date, field: str, today: date) -> None:
    calendar = swedish_calendar()
    fault = day_fault(day, today=today, calendar=calendar)
    if fault == "past":
        raise Invalid("past", "Välj en dag som inte har passerat.", field)
    if fault == "far":
        raise Invalid("far", "Välj en dag inom två år.", field)
    if fault == "holiday":
        after = calendar.add_weekdays(day, 1, eves_are_weekdays=False)
        shown = formats.weekday_text(after, clock.now())
        raise Invalid("holiday", f"Den dagen är ledig. Välj en vardag, till exempel {shown}.", field)


def _own_action(acting: Acting, public_id: UUID) -> InvestigationAction:
    found = InvestigationAction.objects.filter(investigation__unit_id=acting.unit_id, public_id=public_id)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound
    if not permissions.may_read(acting):
        raise PermissionDenied("action")
    return row


@scope.atomic
def mark_done(*, acting: Acting, public_id: UUID, at: datetime) -> InvestigationAction:
    """The action is done, also after the answer. Raises Conflict `already_done`."""
    row = _own_action(acting, public_id)
    if row.done_on is not None:
        raise _refuse("already_done")
    row.done_on, row.done_by = clock.local_date(at), acting.user_name
    row.save()
    audit.record(acting, "deviation.action_done", row)
    versions.bump([acting.unit_id])
    return row


@scope.atomic
def check_effect(
    *, acting: Acting, public_id: UUID, at: datetime, verdict: str, text: str
) -> InvestigationAction:
    """Whether a done action helped, and how that is seen. Raises Invalid: `verdict`, `no_text`; Conflict: `not_done`,
    `already_checked`.
    """
    if verdict not in set(Verdict):
        raise Invalid("verdict", "Välj om åtgärden hjälpte.", "verdict")
    if not text.strip():
        raise Invalid("no_text", "Skriv hur det syns.", "text")
    row = _own_action(acting, public_id)
    if row.done_on is None:
        raise _refuse("not_done")
    if row.verdict:
        raise _refuse("already_checked")
    row.verdict, row.verdict_text = Verdict(verdict), text.strip()
    row.checked_on, row.checked_by = clock.local_date(at), acting.user_name
    row.save()
    audit.record(acting, "deviation.effect_checked", row, {"verdict": (None, verdict)})
    versions.bump([acting.unit_id])
    return row


@scope.atomic
def remind(*, acting: Acting, now: datetime) -> int:
    """Workers: tell the unit of actions whose day has come, and of effects to check. Each once. Returns how many."""
    today = clock.local_date(now)
    count = 0
    for wanted, told, day in (("due", "due_told_at", "due_on"), ("check", "check_told_at", "check_on")):
        waiting = InvestigationAction.objects.filter(
            **{
                f"{told}__isnull": True,
                f"{day}__lte": today,
                "done_on__isnull": wanted == "due",
                "verdict": "",
            }
        )
        rows = waiting.select_related("investigation").select_for_update(of=("self",), skip_locked=True)
        for row in rows.order_by(day, "pk")[:AT_A_TIME]:
            if asked_for(ActionFact(row.due_on, row.check_on, row.done_on), today) != wanted:
                continue
            setattr(row, told, now)
            row.skip_history_when_saving = True  # type: ignore[attr-defined]
            row.save(update_fields=[told])
            payload = {"deviation": row.investigation.deviation_id, "units": [row.investigation.unit_id]}
            outbox.emit(REMINDERS[wanted], case=None, payload=payload, acting=acting)
            count += 1
    return count
