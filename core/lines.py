"""The line of ways to one party: the next is taken when the one before has failed or does not get through in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from core import clock, conf, doorbell, outbox, versions
from core.acting import SYSTEM
from core.handlers import Recipient
from core.models import Channel, Delivery, DeliveryStatus, OutboxMessage
from core.models.delivery import WITHOUT_ADDRESS

UNREACHED = "delivery.unreached"
"""No way got through, or the last is print: a person at the sender's has to see to it."""
REFUSED = "delivery.refused"
"""The receiver's system said no, and why."""


def start(message: OutboxMessage, recipients: Iterable[Recipient], now: datetime) -> None:
    """Store the deliveries of a message; once for each party and channel however often it is called.

    What goes to an inbox is there by that: the row is the notice, and it comes together with the message's mark of
    done. The rest waits for a worker.
    """
    rows = [_row(message, one, now) for one in recipients]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    versions.bump(row.recipient_id for row in rows if row.status == DeliveryStatus.SENT)


def _row(message: OutboxMessage, one: Recipient, now: datetime) -> Delivery:
    row = Delivery(
        message=message,
        recipient_id=one.recipient_id,
        channel=one.channel,
        address="" if one.channel in WITHOUT_ADDRESS else one.address,
        rank=one.rank,
        status=DeliveryStatus.QUEUED if one.rank < 2 else DeliveryStatus.STANDBY,
        created_at=now,
        # The second in line comes in when the first has had its time; further ones when they are reached.
        due_at=now + (_patience() * (one.rank - 1) if one.rank > 1 else timedelta()),
        rung_at=now,
    )
    if one.channel == Channel.INBOX and one.rank == 0:
        row.status, row.sent_at, row.attempts = DeliveryStatus.SENT, now, 1
    return row


def next_after(delivery: Delivery, now: datetime) -> Delivery | None:
    """The delivery's way has failed, or is slow: let the next in line go at once. None at the end of the line.

    Called inside the transaction that holds the delivery's row.
    """
    line = Delivery.objects.of_line(delivery).select_for_update().order_by("rank")
    following = [row for row in line if row.rank > delivery.rank and row.status == DeliveryStatus.STANDBY]
    if not following:
        return None
    first, *rest = following
    first.status, first.due_at, first.rung_at = DeliveryStatus.QUEUED, now, now
    first.save(update_fields=["status", "due_at", "rung_at"])
    for place, row in enumerate(rest, 1):
        row.due_at = now + _patience() * place
        row.save(update_fields=["due_at"])
    doorbell.ring_on_commit(doorbell.DELIVER, first.pk)
    return first


def reopen_after(delivery: Delivery, now: datetime) -> Delivery | None:
    """The delivery got through and came to nothing: the next in line is needed after all. None when there is none."""
    spared = Delivery.objects.of_line(delivery).filter(rank__gt=delivery.rank, status=DeliveryStatus.SPARED)
    spared.update(status=DeliveryStatus.STANDBY)
    return next_after(delivery, now)


def spare_after(delivery: Delivery) -> int:
    """The delivery got through: those that stand behind it are not needed. Returns how many."""
    if delivery.rank == 0:
        return 0
    behind = Delivery.objects.of_line(delivery).filter(status=DeliveryStatus.STANDBY)
    return behind.update(status=DeliveryStatus.SPARED)


def failed(delivery: Delivery, now: datetime) -> None:
    """A way has failed for good. The next goes; at the end of the line, with nothing through, a person is asked."""
    if delivery.rank == 0 or next_after(delivery, now) is not None:
        return
    through = Delivery.objects.of_line(delivery).filter(
        status__in=[DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.MANUAL]
    )
    if not through.exists():
        tell(UNREACHED, delivery)


def tell(event: str, delivery: Delivery) -> None:
    """Say it to the apps above, in the caller's transaction."""
    outbox.emit(
        event,
        case=delivery.message.case_key,
        payload={"delivery": delivery.pk, "unit": delivery.recipient_id},
        acting=SYSTEM,
    )


def call_in_reserves(limit: int = 200) -> int:
    """Those whose turn has come because the way before them has not got through in time. Returns how many went.

    Called at each round of the relay; several at once do no harm.
    """
    now = clock.now()
    due = Delivery.objects.filter(status=DeliveryStatus.STANDBY, due_at__lte=now).order_by("due_at", "pk")
    went = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            row = (
                Delivery.objects.filter(pk=pk, status=DeliveryStatus.STANDBY)
                .select_for_update(skip_locked=True, of=("self",))
                .first()
            )
            if row is None:
                continue
            before = Delivery.objects.of_line(row).filter(rank__lt=row.rank)
            if before.filter(status__in=[DeliveryStatus.SENT, DeliveryStatus.RECALLED]).exists():
                row.status = DeliveryStatus.SPARED
                row.save(update_fields=["status"])
                continue
            row.status, row.rung_at = DeliveryStatus.QUEUED, now
            row.save(update_fields=["status", "rung_at"])
            doorbell.ring_on_commit(doorbell.DELIVER, row.pk)
            went += 1
    return went


def for_hand(delivery: Delivery) -> bool:
    """Whether a person has to hand the delivery over (print)."""
    return delivery.channel == Channel.PRINT


def _patience() -> timedelta:
    return timedelta(seconds=conf.value("DELIVERY_NEXT_WAY_SECONDS"))
