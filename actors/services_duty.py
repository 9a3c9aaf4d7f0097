"""Writes of staffed hours, duty lists, absences and people without log-in: kept by the unit itself (T17)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors import permissions, selectors, selectors_access
from actors.acting import Acting
from actors.models import (
    Absence,
    Assignment,
    Duty,
    HoursException,
    RegisteredPerson,
    StaffedHours,
    Unit,
)
from actors.rules.hours import Span, StaffedDay
from actors.rules.hours_text import week_text
from actors.rules.phones import PhoneUnreadable, mobile_number
from actors.services_access import NotFound
from core import audit, clock
from core.invalid import Invalid

LONGEST_DUTY_DAYS = 31
"""A duty is a shift or a period of stand-by, not an employment."""


def _kept(acting: Acting, unit_id: int) -> Unit:
    """The unit's row, locked, when the one who acts keeps its page. Raises NotFound, PermissionDenied, Invalid."""
    permissions.require(acting, permissions.KEEP_DUTY)
    row = Unit.objects.select_for_update().filter(pk=unit_id).first()
    if row is None:
        raise NotFound
    if not selectors_access.keeps_duty_of(acting, unit_id):
        raise PermissionDenied(permissions.KEEP_DUTY)
    if row.ended_at is not None:
        raise Invalid("ended", "Enheten har upphört och kan inte ändras.")
    return row


@transaction.atomic
def set_hours(
    *, acting: Acting, unit_id: int, week: Mapping[StaffedDay, tuple[Span, ...]], phone: str | None = None
) -> bool:
    """Say when a unit is staffed, the whole week at once, and its direct number. Returns whether anything changed.

    The hours in words go to the unit's line of the directory, and so to its Historik. `phone` None leaves the
    number as it stands. Raises NotFound,
    PermissionDenied, Invalid.
    """
    unit = _kept(acting, unit_id)
    stood: dict[int, tuple[Span, ...]] = {}
    for row in StaffedHours.objects.filter(unit=unit).order_by("day", "opens"):
        stood[row.day] = (*stood.get(row.day, ()), Span(row.opens, row.closes))
    wanted = {int(day): tuple(sorted(spans)) for day, spans in week.items() if spans}
    changes: dict[str, tuple[object, object]] = {}
    if phone is not None and phone != unit.phone:
        changes["phone"], unit.phone = (unit.phone, phone), phone
    if stood != wanted:
        StaffedHours.objects.filter(unit=unit).delete()
        for day, spans in wanted.items():
            for span in spans:
                StaffedHours.objects.create(unit=unit, day=day, opens=span.opens, closes=span.closes)
        changes["hours"], unit.hours = (unit.hours, week_text(wanted)), week_text(wanted)
    if changes:
        unit.save(update_fields=list(changes))
        audit.record(acting, "unit.hours_changed", unit, changes)
    return bool(changes)


@transaction.atomic
def load_hours(
    *, weeks: Mapping[int, Mapping[StaffedDay, tuple[Span, ...]]], phones: Mapping[int, str]
) -> None:
    """Hours and numbers of many units at once, by unit id; what they had is replaced. Five queries.

    For the first filling of a directory: no audit row, no Historik for each unit.
    """
    StaffedHours.objects.filter(unit_id__in=weeks).delete()
    StaffedHours.objects.bulk_create(
        StaffedHours(unit_id=unit, day=int(day), opens=span.opens, closes=span.closes)
        for unit, week in weeks.items()
        for day, spans in week.items()
        for span in spans
    )
    units = list(Unit.objects.filter(pk__in={*weeks, *phones}))
    for unit in units:
        unit.hours = (
            week_text({int(day): spans for day, spans in weeks[unit.pk].items()})
            if unit.pk in weeks
            else unit.hours
        )
        unit.phone = phones.get(unit.pk, unit.phone)
    Unit.objects.bulk_update(units, ["hours", "phone"])


@transaction.atomic
def set_day(
    *, acting: Acting, unit_id: int, day: date, opens: time | None, closes: time | None, reason: str = ""
) -> HoursException:
    """Say what holds on a single day instead; without a span the unit is closed. Saying it again changes it.

    Raises NotFound, PermissionDenied, Invalid.
    """
    unit = _kept(acting, unit_id)
    if day < clock.today():
        raise Invalid("day", "Dagen har varit. Ange i dag eller en senare dag.", "day")
    if (opens is None) is not (closes is None):
        raise Invalid("span", "Ange både från och till, eller lämna båda tomma om det är stängt.", "opens")
    wanted = {"opens": opens, "closes": closes, "reason": reason.strip()}
    row, made = HoursException.objects.get_or_create(unit=unit, day=day, defaults=wanted)
    changes = {
        name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value
    }
    for name, value in wanted.items():
        setattr(row, name, value)
    if made or changes:
        row.save()
        audit.record(acting, "unit.day_changed", row, {"day": (None, day)})
    return row


@transaction.atomic
def clear_day(*, acting: Acting, unit_id: int, exception_id: int) -> bool:
    """Take away what was said of a single day; the week holds again. Returns whether anything changed.

    Raises NotFound, PermissionDenied, Invalid.
    """
    unit = _kept(acting, unit_id)
    row = HoursException.objects.filter(unit=unit, pk=exception_id).first()
    if row is None:
        return False
    audit.record(acting, "unit.day_cleared", row, {"day": (row.day, None)})
    row.delete()
    return True


@transaction.atomic
def add_duty(
    *,
    acting: Acting,
    unit_id: int,
    starts_at: datetime,
    ends_at: datetime,
    assignment_id: int | None = None,
    name: str = "",
    phone: str = "",
    title: str = "",
) -> Duty:
    """Put somebody on the duty list: a colleague, or a name with a number. The same again makes no second row.

    Raises NotFound, PermissionDenied, Invalid.
    """
    unit = _kept(acting, unit_id)
    name, phone, title = name.strip(), phone.strip(), title.strip()
    if ends_at <= starts_at:
        raise Invalid("ends_at", "Jouren måste sluta efter att den börjar.", "ends_at")
    if (ends_at - starts_at).days > LONGEST_DUTY_DAYS:
        raise Invalid("ends_at", f"Lägg in högst {LONGEST_DUTY_DAYS} dygn i taget.", "ends_at")
    if ends_at <= clock.now():
        raise Invalid("ends_at", "Den tiden har varit. Ange en tid som inte är slut.", "ends_at")
    if assignment_id is None and not (name and phone):
        raise Invalid("person", "Välj en kollega, eller ange både namn och direktnummer.", "assignment")
    if assignment_id is not None:
        _colleague(unit, assignment_id, clock.local_date(starts_at), "assignment")
        name = ""
    standing = Duty.objects.filter(
        unit=unit, name=name, starts_at=starts_at, ends_at=ends_at, ended_at__isnull=True
    )
    same = (
        standing.filter(assignment__isnull=True)
        if assignment_id is None
        else standing.filter(assignment_id=assignment_id)
    ).first()
    if same is not None:
        return same
    row = Duty.objects.create(
        unit=unit,
        assignment_id=assignment_id,
        name=name,
        phone=phone,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    audit.record(acting, "duty.added", row, {"assignment": (None, assignment_id)})
    return row


def _colleague(unit: Unit, assignment_id: int, day: date, field: str) -> Assignment:
    row = Assignment.objects.filter(selectors.valid_on(day), unit=unit, pk=assignment_id).first()
    if row is None:
        raise Invalid(field, "Välj en person som har behörighet i enheten den dagen.", field)
    return row


@transaction.atomic
def remove_duty(*, acting: Acting, unit_id: int, duty_id: int) -> bool:
    """Take somebody off the duty list. The row stays, with who did it. Returns whether anything changed.

    Raises NotFound, PermissionDenied, Invalid.
    """
    unit = _kept(acting, unit_id)
    row = Duty.objects.filter(unit=unit, pk=duty_id).first()
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        return False
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    audit.record(acting, "duty.removed", row, {"assignment": (row.assignment_id, None)})
    return True


@transaction.atomic
def record_absence(
    *, acting: Acting, assignment_id: int, first_day: date, last_day: date, substitute_id: int | None
) -> Absence:
    """Say that somebody is away from day to day, and who takes over. Raises NotFound, PermissionDenied, Invalid."""
    person = Assignment.objects.select_related("unit").filter(pk=assignment_id).first()
    if person is None:
        raise NotFound
    unit = _kept(acting, person.unit_id)
    if last_day < first_day:
        raise Invalid("last_day", "Sista dagen kan inte ligga före den första.", "last_day")
    if last_day < clock.today():
        raise Invalid("last_day", "Dagarna har varit. Ange en sista dag som inte har varit.", "last_day")
    _colleague(unit, assignment_id, max(first_day, clock.today()), "assignment")
    if substitute_id is not None:
        if substitute_id == assignment_id:
            raise Invalid("substitute", "Välj någon annan som ersättare.", "substitute")
        _colleague(unit, substitute_id, max(first_day, clock.today()), "substitute")
    standing = Absence.objects.filter(assignment=person, ended_at__isnull=True)
    same = standing.filter(first_day=first_day, last_day=last_day, substitute_id=substitute_id).first()
    if same is not None:
        return same
    if standing.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise Invalid(
            "overlap", "Personen är redan anmäld som frånvarande då. Ta bort den anmälan först.", "first_day"
        )
    row = Absence.objects.create(
        assignment=person, substitute_id=substitute_id, first_day=first_day, last_day=last_day
    )
    audit.record(acting, "absence.recorded", row, {"substitute": (None, substitute_id)})
    return row


@transaction.atomic
def end_absence(*, acting: Acting, unit_id: int, absence_id: int) -> bool:
    """The person is back, or never went. Returns whether anything changed. Raises NotFound, PermissionDenied."""
    unit = _kept(acting, unit_id)
    return _end(acting, Absence.objects.filter(assignment__unit=unit, pk=absence_id).first(), "absence.ended")


@transaction.atomic
def register_person(*, acting: Acting, unit_id: int, name: str, phone: str) -> RegisteredPerson:
    """Say that a telephone may get one-time codes for a unit's messages. The same number again: the same row.

    Raises NotFound, PermissionDenied, Invalid.
    """
    unit = _kept_registered(acting, unit_id)
    try:
        number = mobile_number(phone)
    except PhoneUnreadable:
        raise Invalid("phone", "Ange ett mobilnummer, till exempel 070-123 45 67.", "phone") from None
    standing = RegisteredPerson.objects.filter(unit=unit, phone=number, ended_at__isnull=True).first()
    if standing is not None:
        if standing.name == name.strip():
            return standing
        raise Invalid("phone", f"Numret är redan registrerat för {standing.name}.", "phone")
    row = RegisteredPerson.objects.create(unit=unit, name=name.strip(), phone=number, since=clock.now())
    audit.record(acting, "registered_person.added", row)
    return row


@transaction.atomic
def unregister_person(*, acting: Acting, unit_id: int, person_id: int) -> bool:
    """No more codes to this telephone, at once. Returns whether anything changed. Raises NotFound, PermissionDenied."""
    unit = _kept_registered(acting, unit_id)
    return _end(
        acting, RegisteredPerson.objects.filter(unit=unit, pk=person_id).first(), "registered_person.removed"
    )


def _end(acting: Acting, row: Absence | RegisteredPerson | None, event: str) -> bool:
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        return False
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    audit.record(acting, event, row)
    return True


def _kept_registered(acting: Acting, unit_id: int) -> Unit:
    permissions.require(acting, permissions.KEEP_REGISTERED)
    row = Unit.objects.select_for_update().filter(pk=unit_id).first()
    if row is None:
        raise NotFound
    if not selectors_access.keeps_registered_of(acting, unit_id):
        raise PermissionDenied(permissions.KEEP_REGISTERED)
    return row
