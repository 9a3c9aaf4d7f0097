"""Home care hears of every home-coming by itself (T8): unchanged insatser, Friday 17:00, nobody at the office."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from actors import selectors as actors
from actors.rules.kinds import UnitKind
from core import clock, relay
from core.models import Channel, Delivery, OutboxMessage
from tests.factories.region import Region, build
from transitions import services
from transitions.models import Addressee, Item, Task
from transitions.rules.kinds import Certainty, DischargedTo, ItemKind
from transitions.rules.tasks import TaskKind

pytestmark = pytest.mark.django_db

FRIDAY_17 = datetime(2026, 3, 13, 17, 0, tzinfo=clock.STOCKHOLM)


@pytest.fixture(autouse=True)
def _friday_evening() -> Iterator[None]:
    """It is Friday evening, for the worker too."""
    with clock.moved_to(FRIDAY_17 + timedelta(minutes=10)):
        yield


@pytest.fixture
def region() -> Region:
    """A patient with day home care and night patrol, admitted on the Wednesday."""
    return build(start=FRIDAY_17 - timedelta(days=2))


def known_providers(region: Region) -> None:
    """The office has said on admission who helps at home."""
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=region.start + timedelta(hours=3),
        providers=[region.id("home"), region.id("night")],
    )


def ready(region: Region, at: datetime) -> Item:
    """The ward sends utskrivningsklar."""
    return services.send_discharge_ready(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=at,
        to=[region.id("office"), region.id("vc")],
        doctor_name="Dr Test",
        judged_at=at,
    )


def told(region: Region, unit: str) -> list[str]:
    """The causes of which a unit has been told, in order."""
    rows = Addressee.objects.filter(unit_id=region.id(unit), item__kind=ItemKind.HOME_CARE_NOTIFIED).order_by(
        "item__at", "item_id"
    )
    return [row.item.data["cause"] for row in rows.select_related("item")]


def test_discharge_on_friday_evening_reaches_the_night_patrol(region: Region) -> None:
    """Unchanged insatser, nobody at the office: the worker tells day and night in one go."""
    known_providers(region)
    ready(region, FRIDAY_17 - timedelta(hours=2))
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=FRIDAY_17, to=DischargedTo.HOME
    )
    relay.drain(budget_seconds=20)
    for unit in ("home", "night"):
        assert told(region, unit) == ["discharge_ready_sent", "discharged"]
    inbox = Delivery.objects.filter(recipient_id=region.id("night"), channel=Channel.INBOX)
    assert inbox.count() >= 2
    assert not Item.objects.filter(by_unit_id=region.id("office"), at__gte=FRIDAY_17).exists()
    waiting = Task.objects.filter(unit_id=region.id("night"), kind=TaskKind.ACKNOWLEDGE)
    assert {task.item.kind for task in waiting} >= {ItemKind.HOME_CARE_NOTIFIED}


def test_a_new_date_and_a_withdrawal_reach_them_too(region: Region) -> None:
    """Each change, once."""
    known_providers(region)
    ward = region.acting("ward")
    services.change_expected_discharge(
        acting=ward,
        episode_id=region.episode.pk,
        at=FRIDAY_17,
        expected_discharge=date(2026, 3, 16),
        certainty=Certainty.SURE,
    )
    ready(region, FRIDAY_17 + timedelta(minutes=1))
    services.withdraw_discharge_ready(
        acting=ward, episode_id=region.episode.pk, at=FRIDAY_17 + timedelta(minutes=2), note="Sämre."
    )
    relay.drain(budget_seconds=20)
    assert told(region, "night") == [
        "expected_discharge_changed",
        "discharge_ready_sent",
        "discharge_ready_withdrawn",
    ]


def test_telling_twice_tells_once(region: Region) -> None:
    """The handler may run again after a crash: still one item for each cause."""
    known_providers(region)
    item = ready(region, FRIDAY_17)
    relay.drain(budget_seconds=20)
    OutboxMessage.objects.filter(payload__item=item.pk).update(
        done_at=None, attempts=0, next_attempt_at=FRIDAY_17
    )
    relay.drain(budget_seconds=20)
    assert told(region, "home") == ["discharge_ready_sent"]


def test_unknown_providers_become_the_offices_task(region: Region) -> None:
    """Nobody is told, and the handläggare and the ward are."""
    ready(region, FRIDAY_17)
    relay.drain(budget_seconds=20)
    assert told(region, "home") == []
    kinds = set(Task.objects.filter(unit_id=region.id("office")).values_list("kind", flat=True))
    assert TaskKind.NAME_PROVIDERS in kinds
    known_providers_late(region)
    kinds = set(Task.objects.filter(unit_id=region.id("office")).values_list("kind", flat=True))
    assert TaskKind.NAME_PROVIDERS not in kinds


def known_providers_late(region: Region) -> None:
    """The office answers after the fact."""
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=FRIDAY_17 + timedelta(minutes=5),
        providers=[region.id("night")],
    )
    relay.drain(budget_seconds=20)


def test_providers_named_late_hear_what_they_missed(region: Region) -> None:
    """The standing news is told as soon as somebody says who they are."""
    ready(region, FRIDAY_17)
    relay.drain(budget_seconds=20)
    known_providers_late(region)
    assert told(region, "night") == ["discharge_ready_sent"]


def test_history_that_is_loaded_tells_nobody(region: Region) -> None:
    """events.md: importing sends nothing."""
    known_providers(region)
    before = OutboxMessage.objects.count()
    services.record_discharge(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        at=FRIDAY_17,
        to=DischargedTo.HOME,
    )
    assert OutboxMessage.objects.count() == before


def test_the_present_providers_are_one_row_for_each_part_of_the_day(region: Region) -> None:
    """What is said replaces what was known; the earlier row ends, it is not rewritten."""
    known_providers(region)
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=FRIDAY_17,
        providers=[region.id("night")],
    )
    rows = {(row.unit_id, row.slot): row.until for row in region.episode.patient.home_care.all()}
    assert rows[(region.id("home"), "day")] == FRIDAY_17
    assert rows[(region.id("night"), "night")] is None
    assert actors.units_by_id([region.id("night")])[region.id("night")].kind is UnitKind.NIGHT_PATROL


def test_one_item_and_one_receipt_for_each_piece_of_news(region: Region) -> None:
    """Home care is not told twice of the same: neither of the date nor of the discharge."""
    known_providers(region)
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=FRIDAY_17,
        expected_discharge=date(2026, 3, 16),
        certainty=Certainty.SURE,
        note="Taxi är bokad.",
    )
    relay.drain(budget_seconds=20)
    tasks = Task.objects.filter(unit_id=region.id("night"), kind=TaskKind.ACKNOWLEDGE)
    assert [(task.item.kind, task.item.note) for task in tasks] == [
        (ItemKind.HOME_CARE_NOTIFIED, "Taxi är bokad.")
    ]


def test_one_who_got_an_order_hears_what_follows(region: Region) -> None:
    """A new provider is told of later changes like the present ones."""
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=FRIDAY_17 - timedelta(hours=3),
        to=[region.id("home")],
        starts_at=FRIDAY_17 + timedelta(days=3),
    )
    ready(region, FRIDAY_17)
    relay.drain(budget_seconds=20)
    assert told(region, "home") == ["order", "discharge_ready_sent"]
