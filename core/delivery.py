"""Bringing one delivery to its party, once, however often and by however many it is tried."""

from datetime import timedelta
from enum import StrEnum

import structlog
from django.db import transaction

from core import channels, clock, conf, doorbell, lines, links, retrying, sending, ways, webhooks
from core.models import Channel, Delivery, DeliveryStatus

log = structlog.get_logger(__name__)


class Outcome(StrEnum):
    """What one try came to."""

    SENT = "sent"
    NOT_NOW = "not_now"  # sent before, held, not due, or in another's hands
    LATER = "later"
    HELD = "held"
    MANUAL = "manual"  # a person hands it over


def attempt(delivery_id: int) -> Outcome:
    """Try one delivery. Safe to run zero, one or several times, at the same time too.

    The try is counted and committed before the work, so that a worker that dies is counted as well. Whoever
    holds the row, or its lease, is already doing it: we go on without waiting. A worker that dies between the
    other side's yes and our note leaves the delivery queued, and it is sent again after the lease: at least
    once, and recognisable (the inbox row is the same row, the mail has the same Message-ID).
    """
    if not sending.may_send():
        return Outcome.NOT_NOW
    if (party := webhooks.party_of(delivery_id)) is not None:
        # A party's system gets its messages in order, and rests as one.
        return Outcome.SENT if webhooks.drain(party) else Outcome.NOT_NOW
    delivery = _take(delivery_id)
    if delivery is None:
        return Outcome.NOT_NOW
    if delivery.status in (DeliveryStatus.HELD, DeliveryStatus.GIVEN_UP):
        return Outcome.HELD
    if lines.for_hand(delivery):
        return _to_a_person(delivery)
    try:
        channels.adapter(delivery.channel)(delivery)
    except Exception as error:  # noqa: BLE001 - one delivery's fault must not stop the others
        return _failed(delivery, error)
    return _sent(delivery)


def ring_unanswered(limit: int = 500) -> int:
    """Look after deliveries that nobody has taken: a wiped broker and a dead worker end here.

    Returns how many.

    Those to the inbox need the database only and are done at once; for the others the doorbell is rung again, once
    for each party's own system. Reserves whose turn has come are called in first. Nothing while sending is paused.
    """
    if not sending.may_send():
        return 0
    lines.call_in_reserves()
    webhooks.resend_unfetched()
    links.give_up_unopened()
    now = clock.now()
    ring_again = timedelta(seconds=conf.value("DELIVERY_RING_AGAIN_SECONDS"))
    waiting = list(
        Delivery.objects.unanswered(now, ring_again)
        .order_by("due_at", "pk")
        .values_list("pk", "channel", "recipient_id")[:limit]
    )
    Delivery.objects.filter(pk__in=[pk for pk, _, _ in waiting]).update(rung_at=now)
    rung: set[int] = set()
    for pk, channel, party in waiting:
        if channel in (Channel.INBOX, Channel.PRINT):
            attempt(pk)
        elif channel != Channel.WEBHOOK or party not in rung:
            if channel == Channel.WEBHOOK:
                rung.add(party)
            doorbell.ring(doorbell.DELIVER, pk)
    return len(waiting)


def opened(message_ids: list[int], *, recipient_id: int, user_id: int) -> int:
    """Note that a person of the party has opened what was delivered.

    Opened is not acknowledged; the first counts.
    """
    return Delivery.objects.filter(
        message_id__in=message_ids, recipient_id=recipient_id, channel=Channel.INBOX, opened_at=None
    ).update(opened_at=clock.now(), opened_by_id=user_id)


def _take(delivery_id: int) -> Delivery | None:
    now = clock.now()
    with transaction.atomic():
        delivery = (
            Delivery.objects.due(now)
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=delivery_id)
            .first()
        )
        if delivery is None:
            return None
        if retrying.is_last(delivery.attempts):
            # Every try was counted and none came back: the work itself kills whoever does it.
            _hold(delivery, "attempts_exhausted")
        else:
            delivery.attempts += 1
            delivery.claimed_until = now + timedelta(seconds=conf.value("DELIVERY_LEASE_SECONDS"))
            delivery.save(update_fields=["attempts", "claimed_until"])
    return delivery


def _sent(delivery: Delivery) -> Outcome:
    # Conditional: a try whose lease ran out, and which another finished, changes nothing.
    with transaction.atomic():
        changed = (
            Delivery.objects.queued()
            .filter(pk=delivery.pk)
            .update(status=DeliveryStatus.SENT, sent_at=clock.now(), claimed_until=None, last_error="")
        )
        if changed:
            lines.spare_after(delivery)
    return Outcome.SENT if changed else Outcome.NOT_NOW


def _to_a_person(delivery: Delivery) -> Outcome:
    with transaction.atomic():
        changed = (
            Delivery.objects.queued()
            .filter(pk=delivery.pk)
            .update(status=DeliveryStatus.MANUAL, claimed_until=None, last_error="")
        )
        if changed:
            lines.tell(lines.UNREACHED, delivery)
    return Outcome.MANUAL if changed else Outcome.NOT_NOW


def _failed(delivery: Delivery, error: Exception) -> Outcome:
    code = retrying.code_of(error)
    later = retrying.is_recoverable(error) and not retrying.is_last(delivery.attempts)
    log.warning(
        "delivery_failed",
        delivery=delivery.pk,
        channel=delivery.channel,
        attempts=delivery.attempts,
        error=code,
    )
    with transaction.atomic():
        row = (
            Delivery.objects.queued()
            .select_for_update()
            .filter(pk=delivery.pk, attempts=delivery.attempts)
            .first()
        )
        if row is None:
            return Outcome.NOT_NOW
        if later:
            row.due_at = clock.now() + retrying.wait_after(row.attempts)
            row.claimed_until = None
            row.last_error = code
            row.save(update_fields=["due_at", "claimed_until", "last_error"])
            return Outcome.LATER
        _hold(row, code)
        if retrying.is_gone(error):
            ways.mark_failed(row.recipient_id, row.channel, row.address, code=code)
        return Outcome.HELD


def _hold(delivery: Delivery, code: str) -> None:
    delivery.status = DeliveryStatus.HELD
    delivery.held_at = clock.now()
    delivery.claimed_until = None
    delivery.last_error = code
    delivery.save(update_fields=["status", "held_at", "claimed_until", "last_error"])
    lines.failed(delivery, delivery.held_at)
