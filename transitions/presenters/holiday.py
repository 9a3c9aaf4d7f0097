"""The holiday view (T30): who comes home on non-working days, who is there, what has to be decided before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse

from actors.calendar import swedish_calendar
from actors.names import ShownNames
from actors.presenters_places import duty_lines
from actors.rules.hours import Staffing
from actors.rules.hours_text import spans_text
from actors.selectors import UnitRef
from actors.selectors_duty import OnDuty
from core import formats
from core.clock import STOCKHOLM
from core.ui import Status, Tone
from transitions.models import Addressee
from transitions.personal_numbers import formatted
from transitions.presenters.words import ITEMS, TASKS
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.free_days import FreeSpell
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.tasks import TaskKind
from transitions.selectors.day import DayCase


def spell_text(spell: FreeSpell, now: datetime) -> str:
    """ "lördag 21–söndag 22 nov", "torsdag 24 dec till söndag 27 dec"."""
    if spell.first == spell.last:
        return formats.weekday_text(spell.first, now)
    return f"{formats.weekday_text(spell.first, now)} till {formats.weekday_text(spell.last, now)}"


def spell_tabs(spells: Sequence[FreeSpell], chosen: int, now: datetime) -> list[dict[str, Any]]:
    """The coming free days to choose between."""
    return [
        {
            "label": f"{formats.day_text(spell.first, now)}–{formats.day_text(spell.last, now)}"
            if spell.first != spell.last
            else formats.day_text(spell.first, now),
            "url": f"{reverse('day_holiday')}?helg={number}",
            "current": number == chosen,
        }
        for number, spell in enumerate(spells)
    ]


def decisions(
    cases: Iterable[DayCase], sent: Mapping[int, list[Addressee]], *, now: datetime
) -> list[dict[str, Any]]:
    """What each case lacks before the free days: the unit's own tasks, and who has not acknowledged it."""
    found = []
    for case in cases:
        own = [
            {
                "text": _task(task.kind, task.item.kind if task.item else ""),
                "due": task.due_at,
            }
            for task in case.tasks
            if task.kind != TaskKind.WAIT
        ]
        silent = _silent(sent.get(case.episode.pk, []))
        patient = case.episode.patient
        found.append(
            {
                "url": reverse("case", args=[case.episode.public_id]),
                "person": patient.name,
                "personal_number": formatted(patient.personal_number),
                "protected": patient.protection != Protection.NONE,
                "day": formats.weekday_text(case.day, now) if case.day else "",
                "own": own,
                "silent": silent,
                "status": Status("Klart inför helgen", Tone.SUCCESS)
                if not own and not silent
                else Status(f"{len(own) + len(silent)} att avgöra", Tone.WARNING),
            }
        )
    return sorted(found, key=lambda row: not (row["own"] or row["silent"]))


def _silent(sent: Iterable[Addressee]) -> list[str]:
    """Who has not acknowledged what, a line a unit."""
    found: dict[str, list[str]] = {}
    for row in sent:
        informed = informs_only(ItemKind(row.item.kind), named=row.named)
        if row.acknowledged_at is None and needs_receipt(ItemKind(row.item.kind)) and not informed:
            words = found.setdefault(row.unit.name, [])
            if (word := formats.in_sentence(ITEMS[ItemKind(row.item.kind)])) not in words:
                words.append(word)
    return [f"{unit}: {', '.join(words)}" for unit, words in sorted(found.items())]


def _task(kind: str, item_kind: str) -> str:
    if kind == TaskKind.ACKNOWLEDGE and item_kind:
        return f"Kvittera: {formats.in_sentence(ITEMS[ItemKind(item_kind)])}"
    return TASKS.get(TaskKind(kind), "Kvittera")


def there(
    units: Iterable[UnitRef],
    spell: FreeSpell,
    *,
    own_id: int,
    staffing: Mapping[int, Staffing],
    duty: Mapping[int, list[OnDuty]],
    names: ShownNames,
    now: datetime,
) -> list[dict[str, Any]]:
    """Each unit's hours on the free days and its duty list; the own unit first, then those where nobody is."""
    rows = []
    for unit in units:
        said = staffing[unit.id]
        on_duty = duty_lines(duty.get(unit.id, []), names, now)
        hours = [
            {
                "day": formats.weekday_text(day, now),
                "hours": spans_text(said.spans_on(day, swedish_calendar())),
            }
            for day in spell.days
        ]
        closed = said.stated and not any(said.spans_on(day, swedish_calendar()) for day in spell.days)
        rows.append(
            {
                "url": reverse("unit", args=[unit.id]),
                "name": unit.name,
                "own": unit.id == own_id,
                "phone": unit.phone,
                "hours": [] if said.round_the_clock or not said.stated else hours,
                "round_the_clock": said.round_the_clock,
                "duty": on_duty,
                "duty_url": reverse("unit_duty", args=[unit.id]) if unit.id == own_id else "",
                "nobody": closed and not on_duty,
            }
        )
    return sorted(rows, key=lambda row: (not row["own"], not row["nobody"], row["name"]))


def window(spell: FreeSpell) -> tuple[datetime, datetime]:
    """From midnight before the first free day to midnight after the last."""
    return (
        datetime.combine(spell.first, time(0), STOCKHOLM),
        datetime.combine(spell.last + timedelta(days=1), time(0), STOCKHOLM),
    )
