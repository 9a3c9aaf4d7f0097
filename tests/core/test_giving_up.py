"""A held message that a person gives up is never sent, and why stands in the audit log."""

import pytest

from core import clock, delivery, giving_up, outbox, tracking
from core.models import AuditRow, Delivery, OutboxMessage
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db


def held_message() -> OutboxMessage:
    now = clock.now()
    return OutboxMessage.objects.create(
        event="item.discharged", created_at=now, next_attempt_at=now, held_at=now, last_error="ValueError"
    )


def test_a_message_given_up_leaves_the_list_for_good() -> None:
    row = held_message()
    assert giving_up.message(row.pk, reason="no_longer_true", acting=Somebody())
    assert not giving_up.message(row.pk, reason="no_longer_true", acting=Somebody())
    assert not outbox.release(row.pk, acting=Somebody())
    assert outbox.held_count() == 0
    audit = AuditRow.objects.get()
    assert (audit.action, audit.changes) == ("outbox.give_up", {"reason": [None, "no_longer_true"]})


def test_a_delivery_given_up_is_not_sent() -> None:
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="item.discharged", created_at=now, next_attempt_at=now, done_at=now
    )
    row = Delivery.objects.create(
        message=message,
        recipient_id=2,
        channel="email",
        address="natt@prov.example",
        created_at=now,
        due_at=now,
        status="held",
        held_at=now,
    )
    assert giving_up.delivery(row.pk, reason="no_recipient", acting=Somebody())
    assert not tracking.release_delivery(row.pk, acting=Somebody())
    assert tracking.held_deliveries() == []
    assert delivery.attempt(row.pk) != "sent"
    row.refresh_from_db()
    assert (row.status, row.sent_at, row.last_error) == ("given_up", None, "given_up.no_recipient")


def test_a_reason_outside_the_list_is_refused() -> None:
    with pytest.raises(KeyError):
        giving_up.message(held_message().pk, reason="Kalle är hemma", acting=Somebody())
    assert outbox.held_count() == 1
