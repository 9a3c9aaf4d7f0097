"""A worker works the result out after every item that bears on it; its failure keeps nothing from anybody."""

import pytest

from core import clock, outbox, relay
from core.models import Delivery, OutboxMessage
from liability import handlers, tasks
from liability.models import Assessment
from liability.rules.facts import EventKind
from tests.factories.region import Region, build
from transitions import services
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


def send_ready(region: Region) -> None:
    services.send_discharge_ready(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("office"), region.id("vc")],
        doctor_name="Dr Test",
    )


def test_an_item_that_bears_on_it_gives_a_result(region: Region) -> None:
    send_ready(region)
    assert not Assessment.objects.exists()
    relay.drain()
    row = Assessment.objects.get(episode=region.episode)
    assert (row.status, len(row.spells)) == ("not_yet", 1)
    assert OutboxMessage.objects.filter(event=handlers.DUE).exclude(done_at=None).count() == 1


def test_an_item_that_does_not_asks_for_nothing(region: Region) -> None:
    services.take_contact(
        acting=region.acting("office"), episode_id=region.episode.pk, at=clock.now(), applies="yes"
    )
    relay.drain()
    assert not Assessment.objects.exists()


def test_every_event_of_the_contract_but_the_admission_is_an_item_that_bears_on_it() -> None:
    kinds = {kind.value for kind in handlers.BEARS_ON_LIABILITY}
    assert {kind.value for kind in EventKind} - {"admitted"} <= kinds
    assert ItemKind.MESSAGE_CANCELLED.value in kinds


def test_a_failure_keeps_the_message_from_nobody(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("liability.services.assess_episode", fails)
    send_ready(region)
    relay.drain()
    assert Delivery.objects.filter(recipient_id=region.id("office")).exists()
    held = OutboxMessage.objects.get(event=handlers.DUE)
    assert held.done_at is None
    assert held.held_at is not None
    monkeypatch.undo()
    assert outbox.release(held.pk, acting=region.acting("management"))
    relay.drain()
    assert Assessment.objects.count() == 1


def test_the_tasks_of_the_worker(region: Region) -> None:
    assert tasks.assess(region.episode.pk) == 1
    assert tasks.recompute_open() == 1
    assert Assessment.objects.count() == 1
