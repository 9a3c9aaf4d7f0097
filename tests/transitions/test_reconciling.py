"""The comparison of each night finds what was taken away by hand, and settles what agrees again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from core import clock, delivery, reconciling, relay
from core.models import Delivery, OutboxMessage, ReconciliationFinding
from tests.core.doubles import Somebody
from tests.factories.region import Region, add_cases, build, send_new_date
from transitions.models import CareEpisode, Escalation, Item, Task
from transitions.rules.tasks import TaskKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(settings, tmp_path) -> Item:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    region: Region = build()
    add_cases(region, 6)
    sent = send_new_date(region)
    for pk in Delivery.objects.values_list("pk", flat=True):
        delivery.attempt(pk)
    clock.set_offset(timedelta(minutes=15))
    return sent


def found() -> set[str]:
    reconciling.run()
    return {finding.code for finding in reconciling.standing()}


def test_what_agrees_is_told_as_such(item: Item, capsys) -> None:
    assert found() == set()
    call_command("reconcile")
    assert "Mottagare utan rad i inkorgen: 1 jämförda" in capsys.readouterr().out


def _lose_inbox(item: Item) -> None:
    Delivery.objects.filter(message__payload__item=item.pk, channel="inbox").order_by("pk")[:1].get().delete()


def _lose_message(item: Item) -> None:
    Delivery.objects.filter(message__payload__item=item.pk).delete()
    OutboxMessage.objects.filter(event=f"item.{item.kind}", payload__item=item.pk).delete()


def _stop_message(item: Item) -> None:
    message = OutboxMessage.objects.get(event=f"item.{item.kind}", payload__item=item.pk)
    OutboxMessage.objects.filter(pk=message.pk).update(done_at=None)


def _stop_delivery(item: Item) -> None:
    row = Delivery.objects.filter(message__payload__item=item.pk).first()
    Delivery.objects.filter(pk=row.pk).update(status="queued", sent_at=None)


def _hide_task(item: Item) -> None:
    Task.objects.filter(item=item, kind=TaskKind.ACKNOWLEDGE).first().delete()


def _change_state(item: Item) -> None:
    CareEpisode.objects.filter(pk=item.episode_id).update(phase="admitted")


def _lose_ladder(item: Item) -> None:
    Escalation.objects.filter(item=item).delete()


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (_lose_inbox, "inbox_missing"),
        (_lose_message, "item_without_message"),
        (_stop_message, "message_late"),
        (_stop_delivery, "delivery_late"),
        (_hide_task, "tasks_differ"),
        (_change_state, "state_differs"),
        (_lose_ladder, "ladder_missing"),
    ],
)
def test_each_planted_fault_is_found(item: Item, plant: Callable[[Item], None], code: str) -> None:
    plant(item)
    assert code in found()
    first = reconciling.standing()[0].found_at
    clock.set_offset(clock.offset() + timedelta(days=1))
    assert code in found()
    assert reconciling.standing()[0].found_at == first, "one finding, however many nights"
    with pytest.raises(CommandError, match="stämmer inte"):
        call_command("reconcile")


def test_a_lost_row_is_handed_out_again_and_the_finding_settles(item: Item) -> None:
    before = Delivery.objects.filter(message__payload__item=item.pk).count()
    _lose_inbox(item)
    found()
    [finding] = reconciling.standing()
    assert reconciling.hand_out_again(finding.pk, acting=Somebody())
    assert not reconciling.hand_out_again(finding.pk, acting=Somebody()), "it is on its way"
    relay.drain()
    assert Delivery.objects.filter(message__payload__item=item.pk).count() == before
    assert found() == set()
    assert ReconciliationFinding.objects.get().settled_at is not None
