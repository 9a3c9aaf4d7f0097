"""How far messages have come: what the sender sees, and the list for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from core import audit, clock, doorbell, lines
from core.acting import Actor
from core.channels import reference_number
from core.models import Channel, Delivery, DeliveryStatus, OutboxMessage

__all__ = ["Channel", "DeliveryStatus", "Told"]


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
    rank: int = 0
    due_at: datetime | None = None
    fetched_at: datetime | None = None
    refused_at: datetime | None = None
    refused_code: str = ""
    recalled_at: datetime | None = None
    address: str = ""


def told_in_case(case_key: int) -> list[Told]:
    """Every delivery of a case, in the order of its messages. One query."""
    return _told(Delivery.objects.filter(message__case_key=case_key))


def told_in_cases(case_keys: Iterable[int]) -> list[Told]:
    """The same of several cases. One query."""
    return _told(Delivery.objects.filter(message__case_key__in=list(case_keys)))


def told_by(delivery_id: int) -> Told | None:
    """One delivery; None when there is none. One query."""
    found = _told(Delivery.objects.filter(pk=delivery_id))
    return found[0] if found else None


def by_reference(reference: UUID, *, recipient_id: int) -> Told | None:
    """The delivery of this reference to this party; None when it is another's. One query."""
    found = _told(Delivery.objects.filter(reference=reference, recipient_id=recipient_id))
    return found[0] if found else None


def fetched(delivery_id: int) -> None:
    """The party's own system has taken the content. The first time counts; nobody has opened it by that."""
    Delivery.objects.filter(pk=delivery_id, fetched_at=None).update(fetched_at=clock.now())


def refuse(delivery_id: int, *, code: str) -> bool:
    """A negative receipt: the party's system says no, and why, in a code. The sender is told. False the second time."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update().filter(pk=delivery_id, refused_at=None).first()
        if row is None:
            return False
        now = clock.now()
        row.refused_at, row.refused_code = now, code[:40]
        row.save(update_fields=["refused_at", "refused_code"])
        lines.reopen_after(row, now)
        lines.tell(lines.REFUSED, row)
    return True


def opened_in_case(case_key: int, item_ids: Iterable[int], *, recipient_id: int, user_id: int) -> int:
    """A person of the party has seen these items of a case: their deliveries to the inbox are opened."""
    waiting = Delivery.objects.filter(
        message__case_key=case_key,
        message__payload__item__in=list(item_ids),
        recipient_id=recipient_id,
        channel=Channel.INBOX,
        opened_at=None,
    )
    return waiting.update(opened_at=clock.now(), opened_by_id=user_id)


def handed_over(*, case_key: int, item_id: int, recipient_id: int, at: datetime, acting: Actor) -> int:
    """A person has handed the message over: what waited for that is delivered. Returns how many."""
    waiting = Delivery.objects.filter(
        message__case_key=case_key,
        message__payload__item=item_id,
        recipient_id=recipient_id,
        status=DeliveryStatus.MANUAL,
    )
    rows = list(waiting.select_for_update(of=("self",)))
    for row in rows:
        row.status, row.sent_at, row.opened_at = DeliveryStatus.SENT, at, at
        row.save(update_fields=["status", "sent_at", "opened_at"])
        audit.record(acting, "delivery.handed_over", row)
    return len(rows)


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
SELECT d.channel,
       count(*) FILTER (WHERE d.status = 'queued'),
       min(d.created_at) FILTER (WHERE d.status = 'queued'),
       count(*) FILTER (WHERE d.status = 'held'),
       count(*) FILTER (WHERE d.sent_at > %(since)s),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM d.sent_at - m.created_at))
           FILTER (WHERE d.sent_at > %(since)s)
  FROM core_delivery d JOIN core_outboxmessage m ON m.id = d.message_id
 WHERE d.status IN ('queued', 'held') OR d.sent_at > %(since)s
 GROUP BY d.channel
"""


def channel_figures(now: datetime) -> list[ChannelFigures]:
    """Every channel, those with nothing to tell too, in their own order; times are from the commit of what is told.

    One query.
    """
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
            rank=row.rank,
            due_at=row.due_at,
            fetched_at=row.fetched_at,
            refused_at=row.refused_at,
            refused_code=row.refused_code,
            recalled_at=row.recalled_at,
            address=row.address,
        )
        for row in rows.select_related("message").order_by("message_id", "pk")
    ]
