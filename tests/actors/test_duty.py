"""Duty lists, absence and people without log-in: who keeps them, what is refused, what the selectors answer."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actors import selectors_duty, services_duty
from actors.models import Absence, Assignment, Duty, HoursException, RegisteredPerson, StaffedHours, Unit
from actors.rules.hours import WHOLE_DAY, Span, StaffedDay
from actors.rules.kinds import Role
from actors.services_access import NotFound
from core import clock
from core.invalid import Invalid
from core.models import AuditRow
from tests.factories.region import Region, build

HOUR = timedelta(hours=1)


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


def test_a_unit_says_when_it_is_staffed_and_the_directory_reads_it(region: Region) -> None:
    office = region.id("office")
    week = {StaffedDay(day): (Span(time(8), time(16, 30)),) for day in range(5)}
    assert services_duty.set_hours(acting=region.acting("office"), unit_id=office, week=week)
    assert not services_duty.set_hours(acting=region.acting("office"), unit_id=office, week=week)
    assert Unit.objects.get(pk=office).hours == "Mån–fre 8.00–16.30, lör–sön och helgdag stängt"
    friday = datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert selectors_duty.is_staffed(office, friday)
    assert not selectors_duty.is_staffed(office, friday + 6 * HOUR)
    assert selectors_duty.next_staffed(office, friday + 6 * HOUR) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert selectors_duty.staffed_minutes(office, friday, friday + 6 * HOUR) == 270
    assert AuditRow.objects.filter(action="unit.hours_changed").count() == 1


def test_a_single_day_differs_until_it_is_cleared(region: Region) -> None:
    night, acting = region.id("night"), region.acting("night")
    services_duty.set_hours(acting=acting, unit_id=night, week=dict.fromkeys(StaffedDay, (WHOLE_DAY,)))
    day = clock.today() + timedelta(days=3)
    row = services_duty.set_day(
        acting=acting, unit_id=night, day=day, opens=None, closes=None, reason="Flytt"
    )
    noon = datetime.combine(day, time(12), clock.STOCKHOLM)
    assert not selectors_duty.is_staffed(night, noon)
    services_duty.set_day(acting=acting, unit_id=night, day=day, opens=time(11), closes=time(13))
    assert selectors_duty.is_staffed(night, noon)
    assert HoursException.objects.count() == 1
    assert services_duty.clear_day(acting=acting, unit_id=night, exception_id=row.pk)
    assert not services_duty.clear_day(acting=acting, unit_id=night, exception_id=row.pk)
    with pytest.raises(Invalid, match="day"):
        services_duty.set_day(acting=acting, unit_id=night, day=date(2020, 1, 1), opens=None, closes=None)
    with pytest.raises(Invalid, match="span"):
        services_duty.set_day(acting=acting, unit_id=night, day=day, opens=time(11), closes=None)


def test_others_do_not_keep_a_unit(region: Region) -> None:
    office = region.id("office")
    for name in ("other_office", "ward", "management"):
        with pytest.raises(PermissionDenied):
            services_duty.set_hours(acting=region.acting(name), unit_id=office, week={})
    kept = region.acting("management", role=Role.ADMINISTRATOR)
    services_duty.set_hours(acting=kept, unit_id=office, week={StaffedDay.MONDAY: (WHOLE_DAY,)})
    assert StaffedHours.objects.count() == 1
    with pytest.raises(NotFound):
        services_duty.set_hours(acting=kept, unit_id=0, week={})


def on_call(region: Region, unit: str, assignment: Assignment | None = None, **more: object) -> Duty:
    """Somebody on duty at the unit, from an hour ago to seven hours from now."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    wanted = {"starts_at": now - HOUR, "ends_at": now + 7 * HOUR, **more}
    return services_duty.add_duty(
        acting=region.acting(unit),
        unit_id=region.id(unit),
        assignment_id=assignment.pk if assignment else None,
        **wanted,
    )


def test_who_is_on_duty_now(region: Region) -> None:
    _, colleague = region.person("night")
    first = on_call(region, "night", colleague, title="Nattsköterska")
    assert on_call(region, "night", colleague).pk == first.pk
    on_call(region, "night", name="Kim Jour", phone="070-123 45 67")
    now = clock.now()
    found = selectors_duty.on_duty(region.id("night"), now)
    assert [(one.name, one.phone, one.title) for one in found] == [
        ("Person night", "08-123 456 78", "Nattsköterska"),
        ("Kim Jour", "070-123 45 67", ""),
    ]
    assert found[0].assignment_id == colleague.pk
    assert selectors_duty.on_duty(region.id("night"), first.ends_at) == []
    assert len(selectors_duty.on_duty(region.id("night"), first.starts_at)) == 2
    acting = region.acting("night")
    assert services_duty.remove_duty(acting=acting, unit_id=region.id("night"), duty_id=first.pk)
    assert not services_duty.remove_duty(acting=acting, unit_id=region.id("night"), duty_id=first.pk)
    assert [one.name for one in selectors_duty.on_duty(region.id("night"), now)] == ["Kim Jour"]
    with pytest.raises(NotFound):
        services_duty.remove_duty(
            acting=region.acting("office"), unit_id=region.id("office"), duty_id=first.pk
        )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}, "ends_at"),
        ({"starts_at": datetime(2020, 1, 1, tzinfo=UTC)}, "ends_at"),
        ({"name": "Kim", "phone": ""}, "person"),
        ({"name": "", "phone": "070"}, "person"),
    ],
)
def test_a_duty_that_cannot_be(region: Region, more: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        on_call(region, "night", **more)
    assert not Duty.objects.exists()


def test_only_a_colleague_of_the_unit_is_on_its_list(region: Region) -> None:
    _, stranger = region.person("office")
    with pytest.raises(Invalid, match="assignment"):
        on_call(region, "night", stranger)


def test_who_is_away_is_replaced_on_the_duty_list(region: Region) -> None:
    _, ill = region.person("office")
    user, other = region.person("office")
    on_call(region, "office", ill)
    today, now = clock.today(), clock.now()
    assert selectors_duty.substitute_of(ill.pk, now) is None
    absence = services_duty.record_absence(
        acting=region.acting("office"),
        assignment_id=ill.pk,
        first_day=today,
        last_day=today + timedelta(days=4),
        substitute_id=other.pk,
    )
    found = selectors_duty.substitute_of(ill.pk, now)
    assert found is not None
    assert (found.assignment_id, found.user_id) == (other.pk, user.pk)
    assert found.until == today + timedelta(days=4)
    assert selectors_duty.substitute_of(ill.pk, now + timedelta(days=5)) is None
    assert list(selectors_duty.away([ill.pk, other.pk], now)) == [ill.pk]
    (duty,) = selectors_duty.on_duty(region.id("office"), now)
    assert (duty.assignment_id, duty.instead_of) == (other.pk, ill.user.name)
    assert services_duty.end_absence(
        acting=region.acting("office"), unit_id=region.id("office"), absence_id=absence.pk
    )
    assert selectors_duty.on_duty(region.id("office"), now)[0].assignment_id == ill.pk


def test_an_absence_that_cannot_be(region: Region) -> None:
    _, ill = region.person("office")
    _, stranger = region.person("ward")
    today = clock.today()

    def record(**more: object) -> Absence:
        wanted = {"first_day": today, "last_day": today, "substitute_id": None, **more}
        return services_duty.record_absence(acting=region.acting("office"), assignment_id=ill.pk, **wanted)

    for more, code in (
        ({"last_day": today - timedelta(days=1)}, "last_day"),
        ({"substitute_id": ill.pk}, "substitute"),
        ({"substitute_id": stranger.pk}, "substitute"),
    ):
        with pytest.raises(Invalid, match=code):
            record(**more)
    assert record().pk == record().pk
    with pytest.raises(Invalid, match="overlap"):
        record(last_day=today + timedelta(days=1))


def test_only_manager_and_administrator_register_a_telephone(region: Region) -> None:
    home = region.id("home")
    for name, role in (("home", None), ("office", Role.ADMINISTRATOR), ("management", Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            services_duty.register_person(
                acting=region.acting(name, role=role), unit_id=home, name="Kim", phone="070-123 45 67"
            )
    manager = region.acting("home", role=Role.MANAGER)
    row = services_duty.register_person(acting=manager, unit_id=home, name="Kim", phone="070-123 45 67")
    again = services_duty.register_person(acting=manager, unit_id=home, name="Kim", phone="+46701234567")
    assert again.pk == row.pk
    assert [(one.name, one.phone) for one in selectors_duty.registered_people(home)] == [
        ("Kim", "+46701234567")
    ]
    with pytest.raises(Invalid, match="phone"):
        services_duty.register_person(acting=manager, unit_id=home, name="Kim", phone="08-123 456 78")
    assert services_duty.unregister_person(acting=manager, unit_id=home, person_id=row.pk)
    assert selectors_duty.registered_people(home) == []
    assert selectors_duty.registered_person(row.pk) is None
    assert RegisteredPerson.objects.count() == 1


def test_the_manager_of_a_unit(region: Region) -> None:
    assert selectors_duty.manager_of(region.id("office")) is None
    _, chief = region.person("management", role=Role.MANAGER)
    found = selectors_duty.manager_of(region.id("office"))
    assert found is not None
    assert found.assignment_id == chief.pk
    assert selectors_duty.manager_of(region.id("ward")) is None
    _, own = region.person("office", role=Role.MANAGER)
    _, deputy = region.person("office", role=Role.MANAGER)
    services_duty.record_absence(
        acting=region.acting("office"),
        assignment_id=own.pk,
        first_day=clock.today(),
        last_day=clock.today(),
        substitute_id=deputy.pk,
    )
    found = selectors_duty.manager_of(region.id("office"))
    assert found is not None
    assert found.assignment_id == deputy.pk
