"""Calls to a party's own system: signed, in order, tried until it answers, and written down.

The call says that there is something, and which: an event id that stays the same however often it is sent, a kind and
an opaque reference. The content is fetched with the party's own token, and that look is logged.
"""

import contextlib
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import F

from core import clock, conf, lines, monotonic, outward, sealing
from core.models import Channel, Delivery, DeliveryStatus, WebhookCall, WebhookEndpoint
from core.retrying import TryAgain
from core.webhook_keeping import PURPOSE, Call, calls, holding
from core.webhook_signing import HEADER, TEST, content, event_id, signature

log = structlog.get_logger(__name__)

_BUSY: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


def party_of(delivery_id: int) -> int | None:
    """Whose system a delivery goes to; None when it goes another way."""
    found = Delivery.objects.filter(pk=delivery_id, channel=Channel.WEBHOOK)
    return found.values_list("recipient_id", flat=True).first()


def drain(recipient_id: int, *, budget_seconds: float = 20.0) -> int:
    """Send what waits for a party's system, oldest first, until it fails, nothing is left or the time is used up.

    Returns how many went. One worker at a time for each system; a system that rests is left alone, and what waits for
    it waits without any try being counted.
    """
    endpoint = _claim(recipient_id, budget_seconds)
    if endpoint is None:
        return 0
    until, sent = monotonic.seconds() + budget_seconds, 0
    try:
        while monotonic.seconds() < until:
            delivery = (
                Delivery.objects.queued()
                .filter(recipient_id=recipient_id, channel=Channel.WEBHOOK)
                .select_related("message")
                .order_by("message_id")
                .first()
            )
            if delivery is None or not _one(endpoint, delivery):
                break
            sent += 1
    finally:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(busy_until=None)
    return sent


def resend_unfetched(limit: int = 50) -> int:
    """What a system has taken and not fetched is sent again, at agreed times; after the last a person is asked.

    Returns how many were sent or given to a person.
    """
    now = clock.now()
    minutes = conf.value("WEBHOOK_RESEND_MINUTES")
    waiting = Delivery.objects.filter(
        channel=Channel.WEBHOOK, status=DeliveryStatus.SENT, fetched_at=None, refused_at=None
    )
    done = 0
    for tries, wait in enumerate(minutes):
        due = waiting.filter(resent=tries, sent_at__lte=now - timedelta(minutes=wait)).order_by(
            "sent_at", "pk"
        )
        for delivery in due.select_related("message")[:limit]:
            # Conditional: two sweeps at once do it once.
            if not waiting.filter(pk=delivery.pk, resent=tries).update(resent=tries + 1):
                continue
            done += 1
            if tries + 1 == len(minutes):
                _ask_a_person(delivery, now)
            else:
                _again(delivery)
    return done


def _again(delivery: Delivery) -> None:
    endpoint = WebhookEndpoint.objects.filter(recipient_id=delivery.recipient_id, stopped_at=None).first()
    if endpoint is None:
        return
    try:
        _send(endpoint, delivery.message.event, event_id(delivery.reference), delivery)
    except (TryAgain, outward.NotAllowed, sealing.CannotOpen):
        log.warning("webhook_resend_failed", delivery=delivery.pk)


def _ask_a_person(delivery: Delivery, now: datetime) -> None:
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery.pk)
        row.refused_at, row.refused_code = now, "never_fetched"
        row.save(update_fields=["refused_at", "refused_code"])
        lines.reopen_after(row, now)
        lines.tell(lines.REFUSED, row)


def send_test(recipient_id: int) -> Call | None:
    """One call of kind `test`, at once, whatever the breaker says. None when the party has no system.

    What it came to stands in the call; nothing is raised.
    """
    endpoint = WebhookEndpoint.objects.filter(recipient_id=recipient_id).first()
    if endpoint is None:
        return None
    outward.forget_failures()
    with contextlib.suppress(TryAgain, outward.NotAllowed, sealing.CannotOpen):
        _send(endpoint, TEST, uuid4(), None)
    return calls(recipient_id, 1)[0]


def _claim(recipient_id: int, budget_seconds: float) -> WebhookEndpoint | None:
    now = clock.now()
    with transaction.atomic():
        endpoint = (
            WebhookEndpoint.objects.select_for_update(skip_locked=True)
            .filter(recipient_id=recipient_id)
            .first()
        )
        if endpoint is None:
            return None
        resting = endpoint.retry_at is not None and endpoint.retry_at > now
        busy = endpoint.busy_until is not None and endpoint.busy_until > now
        if resting or busy or endpoint.stopped_at is not None:
            return None
        longest = budget_seconds + 2 * conf.value("OUTWARD_SECONDS")
        endpoint.busy_until = now + timedelta(seconds=longest)
        endpoint.save(update_fields=["busy_until"])
    return endpoint


def _one(endpoint: WebhookEndpoint, delivery: Delivery) -> bool:
    """Send one. False when the system does not answer, or must not be called any more: the rest waits."""
    try:
        call = _send(endpoint, delivery.message.event, event_id(delivery.reference), delivery)
    except outward.NotAllowed as error:
        _stop(endpoint, error.code)
        return False
    except sealing.CannotOpen:
        _stop(endpoint, "secret_unreadable")
        return False
    except TryAgain:
        _rest(endpoint)
        return False
    status = call.status_code or 0
    if 200 <= status < 300:
        _sent(endpoint, delivery)
        return True
    if status in _BUSY or status >= 500:
        _rest(endpoint)
        return False
    if status == HTTPStatus.GONE:
        _stop(endpoint, "gone")
        return False
    _refused(delivery, f"http_{status}")
    return True


def _send(endpoint: WebhookEndpoint, kind: str, event: UUID, delivery: Delivery | None) -> WebhookCall:
    now = clock.now()
    call = WebhookCall(endpoint=endpoint, delivery=delivery, event_id=event, kind=kind, at=now)
    body = content(kind, event, delivery.reference if delivery else None, now)
    try:
        keys = [sealing.unseal(row.sealed, purpose=PURPOSE) for row in holding(endpoint)]
        headers = {
            "Content-Type": "application/json",
            HEADER: signature(body, keys, int(now.timestamp())),
            "Hemvag-Event-Id": str(event),
        }
        answer = outward.post(endpoint.url, body, headers)
        call.status_code, call.milliseconds = answer.status, answer.milliseconds
        if not 200 <= answer.status < 300:
            call.error = f"http_{answer.status}"
    except (TryAgain, outward.NotAllowed) as error:
        call.error = error.code
        raise
    except sealing.CannotOpen:
        call.error = "secret_unreadable"
        raise
    finally:
        # A thousand tries at a system that rests say no more than one.
        if call.error != "resting":
            call.save()
    return call


def _sent(endpoint: WebhookEndpoint, delivery: Delivery) -> None:
    with transaction.atomic():
        changed = (
            Delivery.objects.queued()
            .filter(pk=delivery.pk)
            .update(
                status=DeliveryStatus.SENT, sent_at=clock.now(), attempts=F("attempts") + 1, last_error=""
            )
        )
        if changed:
            lines.spare_after(delivery)
        if endpoint.failures:
            endpoint.failures, endpoint.retry_at = 0, None
            WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failures=0, retry_at=None)


def _rest(endpoint: WebhookEndpoint) -> None:
    """One wait for all that is queued: no try is counted against any of them."""
    endpoint.failures += 1
    longest: float = conf.value("WEBHOOK_BACKOFF_MAX_SECONDS")
    retry_at = clock.now() + timedelta(seconds=min(2.0 ** min(endpoint.failures, 16), longest))
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failures=endpoint.failures, retry_at=retry_at)
    waiting = Delivery.objects.queued().filter(recipient_id=endpoint.recipient_id, channel=Channel.WEBHOOK)
    waiting.update(due_at=retry_at, last_error="system_away")


def _stop(endpoint: WebhookEndpoint, code: str) -> None:
    """The address is no longer to be called: what waits goes the next way, and a person has to mend it."""
    now = clock.now()
    log.error("webhook_stopped", endpoint=endpoint.pk, error=code)
    with transaction.atomic():
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(stopped_at=now, stopped_code=code[:60])
        waiting = Delivery.objects.queued().filter(
            recipient_id=endpoint.recipient_id, channel=Channel.WEBHOOK
        )
        for delivery in waiting.select_for_update().select_related("message").order_by("pk"):
            _hold(delivery, code, now)


def _refused(delivery: Delivery, code: str) -> None:
    """The system will never take this one: the next way goes."""
    with transaction.atomic():
        row = (
            Delivery.objects.queued()
            .select_for_update(of=("self",))
            .select_related("message")
            .filter(pk=delivery.pk)
            .first()
        )
        if row is not None:
            _hold(row, code, clock.now())


def _hold(delivery: Delivery, code: str, now: datetime) -> None:
    delivery.status, delivery.held_at, delivery.last_error = DeliveryStatus.HELD, now, code[:60]
    delivery.attempts += 1
    delivery.save(update_fields=["status", "held_at", "last_error", "attempts"])
    lines.failed(delivery, now)
