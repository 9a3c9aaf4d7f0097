"""Giving up a held message: a person decides that it shall not be sent, and says why by a code."""

from typing import Final

from django.db import transaction

from core import audit, clock
from core.acting import Actor
from core.models import Delivery, DeliveryStatus, OutboxMessage

REASONS: Final = {
    "told_otherwise": "Mottagaren har fått veta på annat sätt",
    "no_longer_true": "Det som meddelandet gäller är inte längre aktuellt",
    "no_recipient": "Mottagaren finns inte längre",
}
"""Why, in codes: free words could name a person."""


def message(message_id: int, *, reason: str, acting: Actor) -> bool:
    """Take a held message off the list for good. False if it is not held. Raises KeyError for an unknown reason."""
    _known(reason)
    with transaction.atomic():
        row = OutboxMessage.objects.held().select_for_update().filter(pk=message_id).first()
        if row is None:
            return False
        row.held_at, row.done_at = None, clock.now()
        row.last_error = f"given_up.{reason}"
        row.save(update_fields=["held_at", "done_at", "last_error"])
        audit.record(acting, "outbox.give_up", row, {"reason": (None, reason)})
    return True


def delivery(delivery_id: int, *, reason: str, acting: Actor) -> bool:
    """Take a held delivery off the list for good. False if it is not held. Raises KeyError for an unknown reason."""
    _known(reason)
    with transaction.atomic():
        held = Delivery.objects.filter(status=DeliveryStatus.HELD)
        row = held.select_for_update().filter(pk=delivery_id).first()
        if row is None:
            return False
        row.status = DeliveryStatus.GIVEN_UP
        row.last_error = f"given_up.{reason}"
        row.save(update_fields=["status", "last_error"])
        audit.record(acting, "delivery.give_up", row, {"reason": (None, reason)})
    return True


def _known(reason: str) -> str:
    return REASONS[reason]
