"""Who is there in the demo: numbers, hours by kind of unit, duty lists where the log-ins work, what will change."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from actors import selectors as actors
from actors import selectors_access, services, services_duty
from actors.acting import Acting
from actors.rules.hours import WHOLE_DAY, Span, StaffedDay
from actors.rules.kinds import UnitKind
from core import clock
from integrations.demo.places import PHONE

Week = Mapping[StaffedDay, tuple[Span, ...]]
_WEEKDAYS = tuple(StaffedDay)[:5]
ALWAYS: Week = dict.fromkeys(StaffedDay, (WHOLE_DAY,))
OFFICE: Week = {day: (Span(time(8), time(16, 30)),) for day in _WEEKDAYS}
OPEN_CARE: Week = {day: (Span(time(8), time(12)), Span(time(13), time(17))) for day in _WEEKDAYS}
DAY_AND_EVENING: Week = {day: (Span(time(7), time(22)),) for day in StaffedDay}
NIGHT: Week = {day: (Span(time(21), time(7)),) for day in StaffedDay}
WEEKS: Mapping[UnitKind, Week] = {
    UnitKind.WARD: ALWAYS,
    UnitKind.SPECIAL_HOUSING: ALWAYS,
    UnitKind.SHORT_TERM_HOUSING: ALWAYS,
    UnitKind.ALARM: ALWAYS,
    UnitKind.OUT_OF_HOURS_CARE: ALWAYS,
    UnitKind.HOSPITAL_AT_HOME: ALWAYS,
    UnitKind.HOME_CARE: DAY_AND_EVENING,
    UnitKind.MUNICIPAL_HEALTH_CARE: DAY_AND_EVENING,
    UnitKind.HOME_RECEPTION_TEAM: DAY_AND_EVENING,
    UnitKind.NIGHT_PATROL: NIGHT,
    UnitKind.PRIMARY_CARE: OPEN_CARE,
    UnitKind.PRIMARY_CARE_REHAB: OPEN_CARE,
    UnitKind.OPEN_PSYCHIATRY: OPEN_CARE,
}

ON_CALL = (
    ("Tuula Demonen", "Ansvarig dag", 7, 16),
    ("Yusuf Demoud", "Ansvarig kväll", 14, 22),
    ("Åsa Demosson", "Ansvarig natt", 21, 31),
)
"""Name, what the person answers for, and from and to which hour of the day."""


def make_duty(people: Mapping[str, Acting]) -> None:
    """Numbers and hours of every unit; duty and absence where the log-ins work; units that open and close."""
    units = actors.units()
    services_duty.load_hours(
        weeks={unit.id: WEEKS.get(unit.kind, OFFICE) for unit in units},
        phones={unit.id: PHONE.format(number % 100) for number, unit in enumerate(units)},
    )
    midnight = datetime.combine(clock.today(), time(0), clock.STOCKHOLM)
    for unit_id, acting in {one.unit_id: one for one in people.values()}.items():
        _on_duty(acting, unit_id, midnight)
    _away(people["demo-bistand"])
    _changes(people["demo-admin"])


def _on_duty(acting: Acting, unit_id: int, midnight: datetime) -> None:
    """Day, evening and night while the unit is staffed; whoever logs in works by day, the night patrol by night."""
    own = 2 if acting.unit_kind is UnitKind.NIGHT_PATROL else 0
    week = WEEKS.get(acting.unit_kind, OFFICE)
    for number, (name, title, begins, ends) in enumerate(ON_CALL):
        for day in range(7):
            since = midnight + timedelta(days=day, hours=begins)
            until = midnight + timedelta(days=day, hours=ends)
            spans = week.get(tuple(StaffedDay)[since.weekday()], ())
            staffed = WHOLE_DAY in spans or any(_holds(span, (begins + ends) * 30) for span in spans)
            if staffed and until > clock.now():
                services_duty.add_duty(
                    acting=acting,
                    unit_id=unit_id,
                    starts_at=since,
                    ends_at=until,
                    assignment_id=acting.assignment_id if number == own else None,
                    name=name,
                    phone=PHONE.format((unit_id + number) % 100),
                    title=title,
                )


def _holds(span: Span, minute: int) -> bool:
    opens, closes = span.minutes()
    return opens <= minute < closes


def _away(acting: Acting) -> None:
    others = selectors_access.assignments_in(acting.unit_id, on=clock.today())
    colleague = next((row.pk for row in others if row.pk != acting.assignment_id), None)
    if colleague is not None and acting.assignment_id is not None:
        services_duty.record_absence(
            acting=acting,
            assignment_id=colleague,
            first_day=clock.today() + timedelta(days=2),
            last_day=clock.today() + timedelta(days=9),
            substitute_id=acting.assignment_id,
        )


def _changes(acting: Acting) -> None:
    """A provider that closes, and one that opens, as the directory announces them."""
    today = clock.today()
    private = [
        unit
        for unit in actors.units(kinds=[UnitKind.HOME_CARE])
        if unit.organisation_code.startswith("DEMO-P")
    ]
    if len(private) < 2:
        return
    closing, neighbour = private[-1], private[0]
    services.announce(unit_code=closing.code, valid_to=_month_end(today), successor_code=neighbour.code)
    services.save_unit(
        code="SE-DEMO-P13-HTJ",
        organisation_code=neighbour.organisation_code,
        kind=UnitKind.HOME_CARE,
        name="Norrskenets hemtjänst (demo)",
        phone=PHONE.format(77),
        hours="Mån–sön 7.00–22.00",
        valid_from=_month_end(today) + timedelta(days=1),
    )


def _month_end(day: date) -> date:
    first = day.replace(day=1)
    return (first + timedelta(days=62)).replace(day=1) - timedelta(days=1)
