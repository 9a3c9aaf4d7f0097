"""The ladder from the sending of a message to the telephone call: each step once, in time, and not a step too many."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from django.core.management import call_command

from actors.models import Duty, StaffedHours
from core import clock, relay, ways
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import Delivery, OutboxMessage
from tests.concurrency.together import together
from tests.factories.region import Region, add_cases, build, send_new_date
from transitions import services
from transitions.locks import NotFound
from transitions.models import Escalation, Item, PhoneCall, Task
from transitions.notifications import system_acting
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Counting, Ladder, Step, Why
from transitions.rules.tasks import TaskKind
from transitions.selectors import ladder as selectors
from transitions.services import ladder
from transitions.tasks import climb_ladder

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
SHORT = Ladder(30, 60, 90, 120, Counting.CLOCK)


@pytest.fixture
def region(settings, tmp_path) -> Region:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    # A Thursday before the weekend on which the clocks go back.
    clock.set_now(datetime(2026, 10, 22, 9, tzinfo=UTC))
    return build()


def climb(after: timedelta = timedelta()) -> int:
    clock.set_offset(clock.offset() + after)
    return ladder.climb(acting=system_acting(), now=clock.now())


def steps(item: Item, unit: int) -> list[tuple[str, str]]:
    rows = Escalation.objects.filter(item=item, unit_id=unit, done_at__isnull=False)
    return [(row.step, row.why) for row in rows.order_by("due_at")]


def everybody(**changes: object) -> None:
    ladder.save_setting(acting=system_acting(), unit_id=None, kind="", ladder=replace(SHORT, **changes))


def test_each_step_is_taken_once_within_a_minute_through_the_weekend_of_the_long_hour(region):
    """Every minute from Thursday to Monday; the office is staffed on weekdays, and its Friday afternoon is short."""
    for day in range(5):
        StaffedHours.objects.create(
            unit_id=region.id("office"), day=day, opens="08:00", closes="16:00" if day < 4 else "12:00"
        )
    everybody(remind=60, on_duty=299, manager=600, phone=900, counting=Counting.STAFFED)
    item = send_new_date(region)
    taken: dict[Step, datetime] = {}
    begins = clock.now()
    waits = sorted(Escalation.objects.filter(done_at=None).values_list("due_at", flat=True))
    for now in (begins + minutes * MINUTE for minutes in range(5 * 24 * 60)):
        # A sweep that finds nothing is not made: nothing falls due at any minute but these.
        if not waits or waits[0] > now:
            continue
        waits = [at for at in waits if at > now]
        clock.set_now(now)
        ladder.climb(acting=system_acting(), now=now)
        for row in Escalation.objects.filter(item=item, unit_id=region.id("office"), done_at=now):
            assert row.step not in taken
            taken[Step(row.step)] = row.due_at
            assert timedelta() <= now - row.due_at < MINUTE
    shown = {step: f"{clock.local(at):%a %H.%M}" for step, at in taken.items()}
    # Sent Thursday 11.00: five hours that day, four on Friday, the rest on Monday.
    assert shown == {
        "remind": "Thu 12.00",
        "on_duty": "Thu 15.59",
        "manager": "Mon 09.00",
        "phone": "Mon 14.00",
    }
    told = OutboxMessage.objects.filter(event__startswith="escalation", payload__unit=region.id("office"))
    assert sorted(told.values_list("event", flat=True)) == sorted(f"escalation.{step}" for step in Step)


def test_the_ladder_stops_at_the_receipt(region):
    everybody()
    item = send_new_date(region)
    assert climb(31 * MINUTE) == 2
    services.acknowledge(
        acting=region.person_acting("office"), episode_id=region.episode.pk, item_id=item.pk, at=clock.now()
    )
    climb(3 * 60 * MINUTE)
    assert steps(item, region.id("office")) == [
        ("remind", ""),
        *((step, Why.ACKNOWLEDGED) for step in ("on_duty", "manager", "phone")),
    ]
    assert steps(item, region.id("vc")) == [(step, "") for step in Step]


def test_the_steps_turn_to_whoever_is_on_duty_and_to_the_manager(region):
    everybody()
    now = clock.now()
    Duty.objects.create(
        unit_id=region.id("office"),
        name="Jo Urhavande",
        phone="070-123 45 67",
        starts_at=now,
        ends_at=now + 9 * 60 * MINUTE,
    )
    manager, _ = region.person("management", role="manager")
    item = send_new_date(region)
    climb(2 * 60 * MINUTE)
    told = dict(Escalation.objects.filter(item=item, unit_id=region.id("office")).values_list("step", "told"))
    assert told == {"remind": "", "on_duty": "Jo Urhavande", "manager": manager.name, "phone": ""}
    relay.drain()
    reached = set(
        Delivery.objects.filter(message__event="escalation.manager").values_list("recipient_id", flat=True)
    )
    assert region.id("management") in reached


def reminders(step: Step, unit: int) -> list[tuple[str, str, int]]:
    """The ways by which a step was told to a unit, in their order."""
    rows = Delivery.objects.filter(message__event=f"escalation.{step}", recipient_id=unit).order_by(
        "rank", "pk"
    )
    return [(row.channel, row.address, row.rank) for row in rows]


def test_reminders_go_by_the_units_own_ways_in_its_order(region, settings):
    """T10: SMS and a link as the unit wants them; a manager's unit and the sender are never sent the message itself."""
    settings.SMS_GATEWAY_URL = "https://sms.example/"
    everybody()
    office, ward = region.id("office"), region.id("ward")
    for channel, address, always in (
        ("sms", "+46701740605", True),
        ("webhook", "", False),
        ("email", "handlaggare@prov.example", False),
    ):
        ways.add(
            acting=system_acting(),
            recipient_id=office,
            event="",
            channel=channel,
            address=address,
            always=always,
        )
    ways.add(
        acting=system_acting(),
        recipient_id=ward,
        event="",
        channel="link",
        address="a@prov.example",
        always=True,
    )
    now = clock.now()
    Duty.objects.create(
        unit_id=office,
        name="Jo Urhavande",
        phone="070-174 06 09",
        starts_at=now,
        ends_at=now + 9 * 60 * MINUTE,
    )
    send_new_date(region)
    for _ in range(4):
        climb(30 * MINUTE)
        relay.drain()
    chosen = [("webhook", "", 1), ("email", "handlaggare@prov.example", 2)]
    assert reminders(Step.REMIND, office) == [("inbox", "", 0), ("sms", "+46701740605", 0), *chosen]
    assert reminders(Step.ON_DUTY, office) == [("sms", "+46701740609", 0), ("inbox", "", 0), *chosen]
    assert set(reminders(Step.PHONE, ward)) == {("inbox", "", 0)}, (
        "one for each receiver that has not answered"
    )


def test_a_unit_may_want_reminders_another_way_than_messages(region, settings):
    settings.SMS_GATEWAY_URL = "https://sms.example/"
    everybody()
    office = region.id("office")
    for event, channel, address in (("", "email", "a@prov.example"), ("escalation", "sms", "+46701740605")):
        ways.add(
            acting=system_acting(),
            recipient_id=office,
            event=event,
            channel=channel,
            address=address,
            always=True,
        )
    item = send_new_date(region)
    climb(30 * MINUTE)
    relay.drain()
    assert reminders(Step.REMIND, office) == [("inbox", "", 0), ("sms", "+46701740605", 0)]
    told = Delivery.objects.filter(message__event=f"item.{item.kind}", recipient_id=office)
    assert {row.channel for row in told} == {"inbox", "email"}


def test_one_that_does_not_log_in_is_reminded_by_link_and_never_on_paper(region):
    everybody()
    office = region.id("office")
    ways.set_logs_in(acting=system_acting(), recipient_id=office, value=False)
    ways.add(
        acting=system_acting(),
        recipient_id=office,
        event="",
        channel="link",
        address="a@prov.example",
        always=False,
    )
    send_new_date(region)
    climb(30 * MINUTE)
    relay.drain()
    assert reminders(Step.REMIND, office) == [("link", "a@prov.example", 1)]


def test_the_sender_telephones_and_records_who_took_it(region):
    everybody()
    item = send_new_date(region)
    ward, office = region.person_acting("ward"), region.id("office")
    climb(2 * 60 * MINUTE)
    call = Task.objects.get(kind=TaskKind.PHONE, item=item)
    assert call.unit_id == region.id("ward")
    said = {
        "acting": ward,
        "episode_id": region.episode.pk,
        "item_id": item.pk,
        "unit_id": office,
        "at": clock.now(),
    }
    services.record_call(**said, reached=False, note="Ingen svarade")
    assert Task.objects.filter(kind=TaskKind.PHONE, item=item).exists(), "nobody has taken it"
    services.record_call(**said, reached=True, taken_by="Eva Prov", read_back="Hem den 25 oktober klockan 14")
    services.record_call(
        **{**said, "unit_id": region.id("vc")}, reached=True, taken_by="Bo Prov", read_back="Den 25"
    )
    assert not Task.objects.filter(kind=TaskKind.PHONE, item=item).exists()
    assert (item.pk, office) in selectors.awaited([item.pk]), "the unit's own receipt is still awaited"
    assert PhoneCall.objects.filter(item=item).count() == 3


def test_a_taken_call_ends_the_ladder_before_its_time(region):
    everybody()
    item = send_new_date(region)
    services.record_call(
        acting=region.person_acting("ward"),
        episode_id=region.episode.pk,
        item_id=item.pk,
        unit_id=region.id("office"),
        at=clock.now(),
        reached=True,
        taken_by="Eva Prov",
        read_back="Den 25 oktober",
    )
    climb(2 * 60 * MINUTE)
    assert {why for _, why in steps(item, region.id("office"))} == {Why.TAKEN_BY_PHONE}
    assert Task.objects.filter(kind=TaskKind.PHONE, item=item).count() == 1, (
        "the vårdcentral's call is still to be made"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"at": timedelta(minutes=5)}, "call_time"),
        ({"at": -timedelta(days=1)}, "call_time"),
        ({"taken_by": " "}, "call_incomplete"),
        ({"read_back": ""}, "call_incomplete"),
    ],
)
def test_a_call_that_cannot_be_is_refused(region, changes, code):
    item = send_new_date(region)
    said = {"at": timedelta(), "taken_by": "Eva Prov", "read_back": "Den 25", **changes}
    with pytest.raises(Invalid) as refused:
        services.record_call(
            acting=region.person_acting("ward"),
            episode_id=region.episode.pk,
            item_id=item.pk,
            unit_id=region.id("office"),
            reached=True,
            **{**said, "at": clock.now() + said["at"]},
        )
    assert refused.value.code == code


def test_only_the_sender_of_a_message_that_waits_records_a_call_about_it(region):
    item = send_new_date(region)
    said = {
        "episode_id": region.episode.pk,
        "item_id": item.pk,
        "at": clock.now(),
        "reached": True,
        "taken_by": "Eva Prov",
        "read_back": "Den 25",
    }
    with pytest.raises(NotFound):
        services.record_call(acting=region.person_acting("vc"), unit_id=region.id("office"), **said)
    with pytest.raises(Conflict):
        services.record_call(acting=region.person_acting("ward"), unit_id=region.id("home"), **said)


def test_the_nearest_setting_holds(region):
    def saved(unit: str | None, kind: str, phone: int) -> None:
        setting = Ladder(None, None, None, phone, Counting.CLOCK)
        ladder.save_setting(
            acting=system_acting(), unit_id=region.id(unit) if unit else None, kind=kind, ladder=setting
        )

    kind = ItemKind.EXPECTED_DISCHARGE_CHANGED
    office, vc = region.id("office"), region.id("vc")
    found = []
    for unit, of, phone in ((None, "", 400), (None, kind, 300), ("office", "", 200), ("office", kind, 100)):
        saved(unit, of, phone)
        now = selectors.in_force([office, vc], kind)
        found.append((now[office].phone, now[vc].phone))
    assert found == [(400, 400), (300, 300), (200, 300), (100, 300)]
    assert selectors.in_force([office], ItemKind.DISCHARGED)[office].phone == 200
    ladder.remove_setting(acting=system_acting(), unit_id=office, kind="")
    assert selectors.in_force([office], ItemKind.DISCHARGED)[office].phone == 400


def test_a_message_without_a_ladder_is_found_and_given_one(region):
    item = send_new_date(region)
    Escalation.objects.filter(item=item).delete()
    clock.set_offset(clock.offset() + 2 * MINUTE)
    assert ladder.plan_forgotten(now=clock.now()) >= 8
    assert ladder.plan_forgotten(now=clock.now()) == 0
    assert Escalation.objects.filter(item=item).count() == 8


def test_a_clock_that_jumps_a_day_writes_to_each_unit_once_a_step_and_sounds_the_alarm(region, monkeypatch):
    """Row 22: hundreds of steps fall due at once; what leaves the system is counted by units, not by messages."""
    everybody()
    for name in ("office", "vc"):
        region.units[name].notify_email = f"{name}@prov.example"
        region.units[name].save()
    monkeypatch.setattr(ladder, "AT_A_TIME", 20)
    add_cases(region, 12)
    waiting = Task.objects.filter(kind=TaskKind.ACKNOWLEDGE).values_list("item_id", flat=True)
    planned = ladder.plan(list(waiting))
    assert planned > 50
    clock.set_offset(clock.offset() + timedelta(days=1))
    rounds = 0
    with structlog.testing.capture_logs() as lines:
        climb()
    assert [line["log_level"] for line in lines if line["event"] == "ladder_late"] == ["error"]
    while (taken := climb()) > 0:
        assert taken <= ladder.AT_A_TIME
        rounds += 1
        relay.drain(budget_seconds=60)
    assert rounds + 1 >= planned // ladder.AT_A_TIME
    assert not Escalation.objects.filter(done_at=None, due_at__lte=clock.now()).exists()
    by_mail = Delivery.objects.filter(message__event__startswith="escalation", channel="email")
    assert by_mail.count() <= 2 * len(Step), "two units have an address"
    assert by_mail.exists()


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_the_same_moment_take_each_step_once(region):
    everybody()
    item = send_new_date(region)
    clock.set_offset(clock.offset() + 2 * 60 * MINUTE)
    now = clock.now()
    together(3, lambda: ladder.climb(acting=system_acting(), now=now))
    told = OutboxMessage.objects.filter(event__startswith="escalation", payload__item=item.pk)
    assert sorted(told.values_list("event", "payload__unit")) == sorted(
        (f"escalation.{step}", region.id(unit)) for step in Step for unit in ("office", "vc")
    )


def test_the_sweep_of_each_minute_climbs(region):
    everybody()
    send_new_date(region)
    clock.set_offset(clock.offset() + 31 * MINUTE)
    assert climb_ladder() == 2
    call_command("relay", once=True)
    assert Delivery.objects.filter(message__event="escalation.remind").count() == 2
