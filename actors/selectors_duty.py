"""Who is there: on duty, away, staffed hours, managers, people without log-in (T17, T30).

Names are as recorded: a page shows them through `actors.names.shown_names`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from actors.calendar import swedish_calendar
from actors.models import Absence, Assignment, Duty, HoursException, RegisteredPerson, StaffedHours, Unit
from actors.rules import hours
from actors.rules.absences import Away, stands_in
from actors.rules.hours import Span, Staffing
from actors.rules.kinds import Role, UnitKind
from actors.selectors import valid_on
from core import clock


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who answers for a unit from `since` up to, not including, `until`.

    `assignment_id` and `user_id` are None for one without a log-in. `phone`: the duty's own number, else the unit's.
    `title` is as written ("jourläkare") and may be empty. `instead_of`: the name of the one whose duty it
    was and who is away.
    """

    duty_id: int
    unit_id: int
    name: str
    phone: str
    title: str
    role: Role | None
    since: datetime
    until: datetime
    assignment_id: int | None
    user_id: int | None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person in an assignment. `until`: the last day of standing in for somebody, else None."""

    assignment_id: int
    user_id: int
    unit_id: int
    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RegisteredRef:
    """A person without log-in and the mobile number (+46…) that may get a one-time code for a unit."""

    id: int
    unit_id: int
    name: str
    phone: str


def duties(unit_ids: Iterable[int], since: datetime, until: datetime) -> QuerySet[Duty]:
    """Duties that stand and touch [since, until), in order of time; one query."""
    return (
        Duty.objects.filter(unit_id__in=list(unit_ids), ended_at__isnull=True)
        .filter(starts_at__lt=until, ends_at__gt=since)
        .select_related("assignment__user", "unit")
        .order_by("starts_at", "pk")
    )


def on_duty(unit_id: int, at: datetime) -> list[OnDuty]:
    """Who answers for a unit at a moment; one who is away is replaced by the substitute, or left out. At most three
    queries."""
    return on_duty_in([unit_id], at).get(unit_id, [])


def on_duty_in(unit_ids: Iterable[int], at: datetime) -> dict[int, list[OnDuty]]:
    """`on_duty` of several units, by unit; those without anybody are left out. At most three queries."""
    found: dict[int, list[OnDuty]] = {}
    for each in _present(list(duties(unit_ids, at, at + timedelta(microseconds=1))), clock.local_date(at)):
        found.setdefault(each.unit_id, []).append(each)
    return found


def duty_lists(unit_ids: Iterable[int], since: datetime, until: datetime) -> dict[int, list[OnDuty]]:
    """The duties of several units that touch [since, until), as planned: absence is not looked at. One query."""
    found: dict[int, list[OnDuty]] = {}
    for row in duties(unit_ids, since, until):
        found.setdefault(row.unit_id, []).append(_on_duty(row, row.assignment, ""))
    return found


def _present(rows: list[Duty], day: date) -> list[OnDuty]:
    wanted = {row.assignment_id for row in rows if row.assignment_id is not None}
    away = _away(day) if wanted else {}
    there = {each: stands_in(away, each) for each in wanted}
    others = Assignment.objects.filter(
        valid_on(day), pk__in=[each for each in there.values() if each is not None]
    ).select_related("user")
    people = {row.pk: row for row in others} if wanted else {}
    found = []
    for row in rows:
        if row.assignment_id is None:
            found.append(_on_duty(row, None, ""))
            continue
        person = people.get(there[row.assignment_id] or 0)
        if person is not None and row.assignment is not None:
            instead = row.assignment.user.name if person.pk != row.assignment_id else ""
            found.append(_on_duty(row, person, instead))
    return found


def _on_duty(row: Duty, person: Assignment | None, instead_of: str) -> OnDuty:
    return OnDuty(
        duty_id=row.pk,
        unit_id=row.unit_id,
        name=person.user.name if person else row.name,
        phone=row.phone or row.unit.phone,
        title=row.title,
        role=Role(person.role) if person else None,
        since=row.starts_at,
        until=row.ends_at,
        assignment_id=person.pk if person else None,
        user_id=person.user_id if person else None,
        instead_of=instead_of,
    )


def _away(day: date) -> dict[int, Away]:
    rows = Absence.objects.filter(ended_at__isnull=True, first_day__lte=day, last_day__gte=day)
    # The one recorded last holds when two overlap.
    found = rows.order_by("pk").values_list("assignment_id", "substitute_id", "last_day")
    return {assignment: Away(assignment, substitute, last) for assignment, substitute, last in found}


def away(assignment_ids: Iterable[int], at: datetime) -> dict[int, Away]:
    """Those among the assignments whose person is away at the moment, with the substitute's assignment as written
    down; one query. Who is really there: `substitute_of`."""
    wanted = set(assignment_ids)
    found = _away(clock.local_date(at))
    return {each: row for each, row in found.items() if each in wanted}


def substitute_of(assignment_id: int, at: datetime) -> PersonRef | None:
    """Who stands in for a person who is away at the moment: the first in the line of substitutes who is there and
    has access. None when the person is not away, or nobody stands in. At most two queries."""
    return substitutes_of([assignment_id], at).get(assignment_id)


def substitutes_of(assignment_ids: Iterable[int], at: datetime) -> dict[int, PersonRef]:
    """`substitute_of` for several, by assignment. Two queries."""
    day = clock.local_date(at)
    found = _away(day)
    stand = {each: stands_in(found, each) for each in assignment_ids if each in found}
    wanted = [each for each in stand.values() if each is not None]
    rows = Assignment.objects.filter(valid_on(day), pk__in=wanted).select_related("user") if wanted else ()
    people = {row.pk: row for row in rows}
    return {
        each: _person(people[there], until=found[each].until)
        for each, there in stand.items()
        if there is not None and there in people
    }


def _person(row: Assignment, *, until: date | None = None) -> PersonRef:
    return PersonRef(row.pk, row.user_id, row.unit_id, row.user.name, until)


def absences_in(unit_id: int, *, on: date) -> list[Absence]:
    """Absences in a unit that are not over, in order of time; one query."""
    found = Absence.objects.filter(assignment__unit_id=unit_id, ended_at__isnull=True, last_day__gte=on)
    return list(found.select_related("assignment__user", "substitute__user"))


def staffing_of(unit_ids: Iterable[int]) -> dict[int, Staffing]:
    """What units have said of their hours, for `actors.rules.hours`; every unit asked for is there. Two queries."""
    wanted = list(dict.fromkeys(unit_ids))
    weeks: dict[int, dict[int, tuple[Span, ...]]] = {each: {} for each in wanted}
    days: dict[int, dict[date, tuple[Span, ...]]] = {each: {} for each in wanted}
    spans = StaffedHours.objects.filter(unit_id__in=wanted).order_by("unit", "day", "opens")
    for unit, day, opens, closes in spans.values_list("unit_id", "day", "opens", "closes"):
        weeks[unit][day] = (*weeks[unit].get(day, ()), Span(opens, closes))
    differing = HoursException.objects.filter(unit_id__in=wanted)
    for unit, date_, opens_, closes_ in differing.values_list("unit_id", "day", "opens", "closes"):
        days[unit][date_] = () if opens_ is None or closes_ is None else (Span(opens_, closes_),)
    return {each: Staffing(weeks[each], days[each]) for each in wanted}


def differing_in(unit_id: int, *, on: date) -> list[HoursException]:
    """Days from `on` that differ, in order; one query."""
    return list(HoursException.objects.filter(unit_id=unit_id, day__gte=on))


def is_staffed(unit_id: int, at: datetime) -> bool:
    """Somebody is there at the moment. True for a unit that has said nothing of its hours. Two queries."""
    return hours.is_staffed(staffing_of([unit_id])[unit_id], swedish_calendar(), at)


def next_staffed(unit_id: int, at: datetime) -> datetime | None:
    """The moment itself when staffed or nothing is said, else when somebody comes; None: not within a month."""
    return hours.next_staffed(staffing_of([unit_id])[unit_id], swedish_calendar(), at)


def staffed_minutes(unit_id: int, since: datetime, until: datetime) -> int:
    """Whole minutes in [since, until) when somebody is there; all of them when nothing is said. Two queries."""
    return hours.staffed_minutes(staffing_of([unit_id])[unit_id], swedish_calendar(), since, until)


def manager_of(unit_id: int, *, on: date | None = None) -> PersonRef | None:
    """The manager of a unit on a day (today): its own, else the one of its organisation's `ledning`. A manager who is
    away is replaced by the substitute. At most five queries."""
    found = managers_of(unit_id, on=on)
    return found[0] if found else None


def managers_of(unit_id: int, *, on: date | None = None) -> list[PersonRef]:
    """All of them, by name: `manager_of`."""
    day = on or clock.today()
    unit = Unit.objects.filter(pk=unit_id).values_list("organisation_id", flat=True).first()
    rows = list(
        Assignment.objects.filter(valid_on(day), role=Role.MANAGER, user__is_active=True)
        .filter(
            Q(unit_id=unit_id) | Q(unit__organisation_id=unit, unit__kind=UnitKind.ADMINISTRATION),
        )
        .select_related("user")
        .order_by("user__name", "pk")
    )
    chosen = [row for row in rows if row.unit_id == unit_id] or rows
    missing = _away(day) if chosen else {}
    present = [row for row in chosen if row.pk not in missing]
    if present:
        return [_person(row) for row in present]
    instead = [stands_in(missing, row.pk) for row in chosen]
    wanted = [each for each in instead if each is not None]
    others = Assignment.objects.filter(valid_on(day), pk__in=wanted).select_related("user") if wanted else ()
    # Nobody stands in: the manager all the same, rather than nobody.
    return [_person(row) for row in others] or [_person(row) for row in chosen]


def registered_people(unit_id: int) -> list[RegisteredRef]:
    """People without log-in who may get one-time codes for a unit's messages, by name; one query."""
    found = RegisteredPerson.objects.filter(
        unit_id=unit_id, ended_at__isnull=True, unit__organisation__practice=False
    )
    return [RegisteredRef(row.pk, row.unit_id, row.name, row.phone) for row in found]


def registered_person(person_id: int) -> RegisteredRef | None:
    """One of them while it stands, else None; one query."""
    row = RegisteredPerson.objects.filter(pk=person_id, ended_at__isnull=True).first()
    return RegisteredRef(row.pk, row.unit_id, row.name, row.phone) if row else None
