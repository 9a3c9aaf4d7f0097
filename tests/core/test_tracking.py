import pytest

from core import clock, delivery, tracking
from core.models import AuditRow, Delivery, OutboxMessage
from tests.core.doubles import Somebody, channel

pytestmark = pytest.mark.django_db


def told(case: int, unit: int, kind: str = "inbox") -> Delivery:
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="item.discharged", case_key=case, created_at=now, next_attempt_at=now, done_at=now
    )
    address = "" if kind == "inbox" else "natt@prov.example"
    return Delivery.objects.create(
        message=message, recipient_id=unit, channel=kind, address=address, created_at=now, due_at=now
    )


def test_the_sender_sees_sent_and_opened_with_their_times(django_assert_num_queries):
    first, second, _ = told(5, 2), told(5, 3), told(6, 2)
    delivery.attempt(first.pk)
    delivery.opened([first.message_id], recipient_id=2, user_id=7)
    with django_assert_num_queries(1):
        one, two = tracking.told_in_case(5)
    assert (one.recipient_id, one.status, one.event) == (2, "sent", "item.discharged")
    assert one.sent_at is not None
    assert one.opened_at is not None
    assert (two.delivery_id, two.status, two.sent_at, two.opened_at) == (second.pk, "queued", None, None)


def test_a_held_delivery_is_on_the_list_until_a_person_lets_it_go_on():
    row = told(5, 2, "email")
    with channel("email", ValueError("broken address")):
        delivery.attempt(row.pk)
    [held] = tracking.held_deliveries()
    assert (held.delivery_id, held.last_error) == (row.pk, "ValueError")
    assert tracking.release_delivery(row.pk, acting=Somebody())
    assert not tracking.release_delivery(row.pk, acting=Somebody())
    assert tracking.held_deliveries() == []
    assert delivery.attempt(row.pk) == "sent"
    assert AuditRow.objects.get().action == "delivery.release"
