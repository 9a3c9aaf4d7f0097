"""Several relays and several workers at once: each message is handled once, in order, and each delivery sent once."""

import threading
import time
from collections import defaultdict

import pytest

from core import channels, clock, delivery, relay
from core.delivery import Outcome
from core.handlers import Recipient
from core.models import Channel, Delivery, OutboxMessage
from tests.concurrency.together import together
from tests.core.doubles import handling

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES, CASES = 60, 6


def messages() -> None:
    now = clock.now()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(event="case.ready", case_key=number % CASES, created_at=now, next_attempt_at=now)
        for number in range(MESSAGES)
    )


class Seen:
    """A handler that notes which messages of each case it was given, and which of a case were in hand together."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.order: defaultdict[int, list[int]] = defaultdict(list)
        self.in_hand: set[int] = set()
        self.overlaps = 0

    def __call__(self, message: OutboxMessage) -> tuple[Recipient, ...]:
        case = message.case_key or 0
        with self.lock:
            self.overlaps += case in self.in_hand
            self.in_hand.add(case)
            self.order[case].append(message.pk)
        time.sleep(0.003)
        with self.lock:
            self.in_hand.discard(case)
        return (Recipient(case + 1),)


@pytest.mark.parametrize("relays", [2, 4])
def test_relays_share_the_messages_and_keep_the_order_of_each_case(relays):
    messages()
    seen = Seen()
    with handling("case.ready", seen):
        # A relay that finds every case in another's hands goes home: the loop of the process looks again.
        while OutboxMessage.objects.open().exists():
            together(relays, relay.drain)
    handled = [pk for order in seen.order.values() for pk in order]
    assert len(handled) == len(set(handled)) == MESSAGES
    assert all(order == sorted(order) for order in seen.order.values())
    assert seen.overlaps == 0
    assert Delivery.objects.count() == MESSAGES


def test_control_without_the_claim_messages_are_handled_twice(monkeypatch):
    """The same relays with a plain look at the table: the test above can fail."""

    def look() -> OutboxMessage | None:
        return OutboxMessage.objects.open().order_by("pk").first()

    monkeypatch.setattr(relay, "_claim", look)
    messages()
    seen = Seen()
    with handling("case.ready", seen):
        together(4, relay.drain)
    handled = [pk for order in seen.order.values() for pk in order]
    assert len(handled) > len(set(handled))


class Sent:
    """A channel that takes its time and notes what it was given."""

    def __init__(self) -> None:
        self.taken: list[int] = []

    def __call__(self, row: Delivery) -> None:
        self.taken.append(row.pk)
        time.sleep(0.05)


@pytest.fixture
def sent():
    channel = Sent()
    before = channels.replace(Channel.EMAIL, channel)
    yield channel
    channels.replace(Channel.EMAIL, before)


@pytest.fixture
def mail() -> Delivery:
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="case.ready", created_at=now, next_attempt_at=now, done_at=now
    )
    return Delivery.objects.create(
        message=message,
        recipient_id=1,
        channel=Channel.EMAIL,
        address="natt@prov.example",
        created_at=now,
        due_at=now,
    )


def test_a_delivery_that_many_workers_are_rung_for_is_sent_once(sent, mail):
    outcomes = together(8, lambda: delivery.attempt(mail.pk))
    assert sent.taken == [mail.pk]
    assert sorted(outcomes) == [Outcome.NOT_NOW] * 7 + [Outcome.SENT]


def test_control_without_the_lease_it_is_sent_several_times(sent, mail, monkeypatch):
    """The same workers with a plain look at the row: the test above can fail."""
    monkeypatch.setattr(delivery, "_take", lambda pk: Delivery.objects.queued().filter(pk=pk).first())
    together(8, lambda: delivery.attempt(mail.pk))
    assert len(sent.taken) > 1
