"""Rows of the plumbing. Private to core: other apps use its functions."""

from core.models.access import AccessLogRow
from core.models.audit import AuditRow
from core.models.delivery import Channel, Delivery, DeliveryStatus
from core.models.idempotency import IdempotencyKey
from core.models.outbox import OutboxMessage

__all__ = [
    "AccessLogRow",
    "AuditRow",
    "Channel",
    "Delivery",
    "DeliveryStatus",
    "IdempotencyKey",
    "OutboxMessage",
]
