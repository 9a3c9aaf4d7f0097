"""How far messages have come: what the sender sees, and the list for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from core import audit, clock, doorbell
from core.acting import Actor
from core.channels import reference_number
from core.models import Channel, Delivery, DeliveryStatus, OutboxMessage


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


@dataclass(frozen=True, slots=True)
class About:
    """A message about a row, and whether it has been handled."""

    message_id: int
    done: bool


def messages_about(name: str, *, since: datetime) -> dict[int, About]:
    """Messages of `<name>.<kind>` events written since then, by the id under `name` in their payload. One query."""
    rows = OutboxMessage.objects.filter(created_at__gte=since, event__startswith=f"{name}.")
    return {
        payload[name]: About(pk, done is not None)
        for pk, payload, done in rows.values_list("pk", "payload", "done_at")
        if isinstance(payload.get(name), int)
    }


def inboxes_of(message_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The parties in whose inbox each message lies. One query."""
    found: dict[int, set[int]] = {}
    rows = Delivery.objects.filter(message_id__in=list(message_ids), channel=Channel.INBOX)
    for message, party in rows.values_list("message_id", "recipient_id"):
        found.setdefault(message, set()).add(party)
    return {message: frozenset(parties) for message, parties in found.items()}


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """A channel now: how many wait and since when, how many are held; and of the last day how many were sent, and how
    many seconds it took for all but one in twenty (None when nothing was sent)."""

    channel: str
    label: str
    waiting: int
    oldest: datetime | None
    held: int
    sent: int
    p95_seconds: float | None


_FIGURES = """
SELECT channel,
       count(*) FILTER (WHERE status = 'queued'),
       min(created_at) FILTER (WHERE status = 'queued'),
       count(*) FILTER (WHERE status = 'held'),
       count(*) FILTER (WHERE sent_at > %(since)s),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM sent_at - created_at))
           FILTER (WHERE sent_at > %(since)s)
  FROM core_delivery
 WHERE status IN ('queued', 'held') OR sent_at > %(since)s
 GROUP BY channel
"""


def channel_figures(now: datetime) -> list[ChannelFigures]:
    """Every channel, those with nothing to tell too, in their own order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"since": now - timedelta(days=1)})
        found = {
            row[0]: ChannelFigures(
                row[0],
                Channel(row[0]).label,
                row[1],
                row[2],
                row[3],
                row[4],
                None if row[5] is None else float(row[5]),
            )
            for row in cursor.fetchall()
        }
    return [
        found.get(channel, ChannelFigures(channel, channel.label, 0, None, 0, 0, None)) for channel in Channel
    ]


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
