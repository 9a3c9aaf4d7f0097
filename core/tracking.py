"""How far messages have come: what the sender sees, and the list for a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from core import audit, clock, doorbell
from core.acting import Actor
from core.channels import reference_number
from core.models import Delivery, DeliveryStatus


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery as its sender may see it. Opened by a person is not acknowledged; that stands on the receipt."""

    delivery_id: int
    message_id: int
    event: str
    payload: dict[str, object]
    recipient_id: int
    channel: str
    status: str
    reference: str
    created_at: datetime
    sent_at: datetime | None
    opened_at: datetime | None
    held_at: datetime | None
    last_error: str


def told_in_case(case_key: int) -> list[Told]:
    """Every delivery of a case, in the order of its messages. One query."""
    return _told(Delivery.objects.filter(message__case_key=case_key))


def held_deliveries() -> list[Told]:
    """The list for a person: deliveries that were stopped, oldest first. One query."""
    return _told(Delivery.objects.filter(status=DeliveryStatus.HELD))


def release_delivery(delivery_id: int, *, acting: Actor) -> bool:
    """Try a held delivery again after a person has seen to the cause. False if it is not held."""
    with transaction.atomic():
        held = Delivery.objects.filter(status=DeliveryStatus.HELD)
        row = held.select_for_update().filter(pk=delivery_id).first()
        if row is None:
            return False
        row.status = DeliveryStatus.QUEUED
        row.attempts = 0
        row.held_at = None
        row.due_at = row.rung_at = clock.now()
        row.save(update_fields=["status", "attempts", "held_at", "due_at", "rung_at"])
        audit.record(acting, "delivery.release", row, {"last_error": (row.last_error, "")})
        doorbell.ring_on_commit(doorbell.DELIVER, row.pk)
    return True


def _told(rows: QuerySet[Delivery]) -> list[Told]:
    return [
        Told(
            delivery_id=row.pk,
            message_id=row.message_id,
            event=row.message.event,
            payload=row.message.payload,
            recipient_id=row.recipient_id,
            channel=row.channel,
            status=row.status,
            reference=reference_number(row),
            created_at=row.created_at,
            sent_at=row.sent_at,
            opened_at=row.opened_at,
            held_at=row.held_at,
            last_error=row.last_error,
        )
        for row in rows.select_related("message").order_by("message_id", "pk")
    ]
