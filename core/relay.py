"""From the outbox to deliveries: claims, counts, asks the handlers, stores who is to be told, rings for a
worker.

Any number of relays run side by side: the process of that name, and workers that were rung for.
"""

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import transaction

from core import clock, conf, delivery, doorbell, handlers, lines, monotonic, retrying, sending
from core.models import Delivery, OutboxMessage

log = structlog.get_logger(__name__)


class _LeaseLost(Exception):
    """The work took longer than the lease and another relay has the message: ours is undone."""


def drain(*, budget_seconds: float = 10.0, stopped: Callable[[], bool] = lambda: False) -> int:
    """Handle what is due until nothing is left, the time is used up or a stop is asked for.

    Returns how many. Nothing while sending is paused (core.sending).
    """
    if not sending.may_send():
        return 0
    until = monotonic.seconds() + budget_seconds
    handled = 0
    while monotonic.seconds() < until and not stopped() and handle_one():
        handled += 1
    return handled


def handle_one() -> bool:
    """Handle the oldest message that is due. False when there is none, or others have them all."""
    message = _claim()
    if message is None:
        return False
    try:
        _work(message)
    except _LeaseLost:
        log.warning("relay_lease_lost", message=message.pk, event_name=message.event)
    except Exception as error:  # noqa: BLE001 - one message's fault must not stop the others
        _failed(message, error)
    return True


def _claim() -> OutboxMessage | None:
    """Take one message: the try is counted and committed before the work, so that a crash counts as well."""
    while True:
        now = clock.now()
        with transaction.atomic():
            message = (
                OutboxMessage.objects.claimable(now)
                .select_for_update(skip_locked=True, of=("self",))
                .order_by("pk")
                .first()
            )
            if message is None:
                return None
            if retrying.is_last(message.attempts):
                # Every try was counted and none came back: the work itself kills the relay.
                _hold(message, "attempts_exhausted")
                continue
            message.attempts += 1
            message.claimed_until = now + timedelta(seconds=conf.value("RELAY_LEASE_SECONDS"))
            message.save(update_fields=["attempts", "claimed_until"])
            return message


def _work(message: OutboxMessage) -> None:
    """Handlers, deliveries and the mark of done in one transaction: all of it or nothing."""
    with transaction.atomic():
        told: dict[tuple[int, str], handlers.Recipient] = {}
        for handler in handlers.for_event(message.event):
            for recipient in handler(message) or ():
                told.setdefault((recipient.recipient_id, recipient.channel), recipient)
        now = clock.now()
        mine = OutboxMessage.objects.open().filter(pk=message.pk, attempts=message.attempts)
        if not mine.update(done_at=now, claimed_until=None, last_error=""):
            raise _LeaseLost
        lines.start(message, told.values(), now)
        for pk in Delivery.objects.queued().filter(message=message).values_list("pk", flat=True):
            doorbell.ring_on_commit(doorbell.DELIVER, pk)


def _failed(message: OutboxMessage, error: Exception) -> None:
    code = retrying.code_of(error)
    later = retrying.is_recoverable(error) and not retrying.is_last(message.attempts)
    log.error(
        "relay_failed",
        message=message.pk,
        event_name=message.event,
        attempts=message.attempts,
        error=code,
        held=not later,
    )
    with transaction.atomic():
        row = (
            OutboxMessage.objects.open()
            .select_for_update()
            .filter(pk=message.pk, attempts=message.attempts)
            .first()
        )
        if row is None:
            return
        if later:
            row.next_attempt_at = clock.now() + retrying.wait_after(row.attempts)
            row.claimed_until = None
            row.last_error = code
            row.save(update_fields=["next_attempt_at", "claimed_until", "last_error"])
        else:
            _hold(row, code)


def _hold(message: OutboxMessage, code: str) -> None:
    """Set the message aside for a person; later ones of the case go on, and the case tells that."""
    message.held_at = clock.now()
    message.claimed_until = None
    message.last_error = code
    message.save(update_fields=["held_at", "claimed_until", "last_error"])


def look_after(stopped: Callable[[], bool] = lambda: False) -> int:
    """One round of a relay: what is due, then what was rung for and not answered.

    Returns how much was done.
    """
    return drain(stopped=stopped) + delivery.ring_unanswered()
