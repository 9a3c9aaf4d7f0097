"""Units in words: whether somebody is there, who is on duty, what is about to change (T17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from actors.calendar import swedish_calendar
from actors.models import Unit
from actors.names import ShownNames
from actors.presenters import ROLE_LABELS, UNIT_KIND_LABELS, sentence
from actors.rules import hours
from actors.rules.hours import StaffedDay, Staffing
from actors.rules.hours_text import DAY_NAMES, spans_text
from actors.rules.kinds import UnitKind
from actors.selectors_duty import OnDuty
from core import formats
from core.clock import local_date
from core.ui import Status, Tone


def staffed_status(staffing: Staffing, at: datetime) -> Status | None:
    """Whether somebody is there now, and until or from when; None for a unit that has said nothing."""
    if not staffing.stated:
        return None
    calendar = swedish_calendar()
    if hours.is_staffed(staffing, calendar, at):
        until = hours.staffed_until(staffing, calendar, at)
        if until is None:
            return Status("Bemannad dygnet runt", Tone.SUCCESS)
        day = "" if local_date(until) == local_date(at) else f"{formats.relative_day_text(until, at)} "
        return Status(f"Bemannad till {day}kl. {formats.clock_text(until)}", Tone.SUCCESS)
    opens = hours.next_staffed(staffing, calendar, at)
    if opens is None:
        return Status("Stängd", Tone.WARNING, "lock")
    return Status(
        f"Öppnar {formats.relative_day_text(opens, at)} kl. {formats.clock_text(opens)}",
        Tone.WARNING,
        "clock",
    )


def week_rows(staffing: Staffing, at: datetime) -> list[dict[str, object]]:
    """The week, a row a day; today is marked."""
    if not staffing.stated:
        return []
    today = local_date(at)
    holiday = swedish_calendar().is_holiday(today)
    now = StaffedDay.HOLIDAY if holiday else StaffedDay(today.weekday())
    return [
        {
            "day": sentence(DAY_NAMES[day]),
            "hours": spans_text(staffing.week.get(day, ())),
            "today": day is now and today not in staffing.days,
        }
        for day in StaffedDay
    ]


def differing_days(staffing: Staffing, at: datetime) -> list[dict[str, object]]:
    """Single days from today on that differ, and holidays of the coming fortnight."""
    today, calendar = local_date(at), swedish_calendar()
    days = {day for day in staffing.days if day >= today}
    if staffing.stated:
        coming = (today + timedelta(days=n) for n in range(14))
        days |= {day for day in coming if calendar.is_holiday(day)}
    return [
        {"day": formats.weekday_text(day, at), "hours": spans_text(staffing.spans_on(day, calendar))}
        for day in sorted(days)
    ]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Somebody on duty as it is printed."""

    id: int
    name: str
    title: str
    phone: str
    when: str
    now: bool
    instead_of: str
    face: str = ""
    """Address of the person's picture; most have none."""


def duty_lines(
    found: Iterable[OnDuty], names: ShownNames, at: datetime, faces: Mapping[int, str] | None = None
) -> list[DutyLine]:
    """A duty list in words; names of protected colleagues as the reader may see them, `faces` by user."""
    return [
        DutyLine(
            id=one.duty_id,
            name=names.of(one.name),
            title=one.title or (sentence(ROLE_LABELS[one.role]) if one.role else ""),
            phone=one.phone,
            when=duty_when(one.since, one.until, at),
            now=one.since <= at < one.until,
            instead_of=names.of(one.instead_of),
            face=(faces or {}).get(one.user_id or 0, ""),
        )
        for one in found
    ]


def duty_when(since: datetime, until: datetime, at: datetime) -> str:
    """ "till kl. 16.30" for what goes on, else "fredag 27 nov kl. 16.00–22.00"."""
    same_day = local_date(since) == local_date(until)
    if since <= at < until:
        day = "" if local_date(until) == local_date(at) else f"{formats.relative_day_text(until, at)} "
        return f"till {day}kl. {formats.clock_text(until)}"
    begin = f"{formats.relative_day_text(since, at)} kl. {formats.clock_text(since)}"
    if same_day:
        return f"{begin}–{formats.clock_text(until)}"
    return f"{begin} till {formats.relative_day_text(until, at)} kl. {formats.clock_text(until)}"


def change_of(unit: Unit, today: date) -> str:
    """What is about to happen to a unit, or has just happened, in a sentence; "" for nothing."""
    if unit.ended_at is not None or (unit.valid_to is not None and unit.valid_to < today):
        last = unit.valid_to or today
        after = f" {unit.successor.name} tog över." if unit.successor else ""
        return f"Stängde {_day(last, today)}.{after}"
    parts = []
    if unit.valid_from is not None and unit.valid_from > today:
        parts.append(f"Öppnar {_day(unit.valid_from, today)}.")
    elif unit.valid_from is not None and (today - unit.valid_from).days <= 30:
        parts.append(f"Ny sedan {_day(unit.valid_from, today)}.")
    if unit.valid_to is not None:
        parts.append(f"Stänger: sista dagen är {_day(unit.valid_to, today)}.")
        if unit.successor:
            parts.append(f"{unit.successor.name} tar över.")
    return " ".join(parts)


def _day(day: date, today: date) -> str:
    return f"{day.day} {formats.MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")


def directory_rows(
    found: Iterable[Unit],
    *,
    staffing: Mapping[int, Staffing],
    duty: Mapping[int, list[OnDuty]],
    names: ShownNames,
    at: datetime,
) -> list[dict[str, object]]:
    """The lines of the directory."""
    return [
        {
            "url": reverse("unit", args=[unit.pk]),
            "name": unit.name,
            "kind": UNIT_KIND_LABELS[UnitKind(unit.kind)],
            "organisation": unit.organisation.name,
            "phone": unit.phone,
            "hours": "" if unit.pk in staffing and staffing[unit.pk].round_the_clock else unit.hours,
            "status": staffed_status(staffing[unit.pk], at) if unit.pk in staffing else None,
            "duty": duty_lines(duty.get(unit.pk, []), names, at),
            "change": change_of(unit, local_date(at)),
        }
        for unit in found
    ]
