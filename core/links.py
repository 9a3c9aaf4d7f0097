"""Links for those who do not log in: one message, once, with a code sent to somebody registered beforehand (T9).

A link alone shows nothing, so a robot that looks at what stands in a mail sees nothing and uses nothing up: what opens
is the code, sent by a form. Attempts are counted exactly.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db import transaction

from core import audit, clock, conf, limits, lines, sms
from core.acting import Actor
from core.limits import Limit
from core.models import Channel, Delivery, DeliveryStatus, OneTimeLink
from core.retrying import Gone, TryAgain

CODES_SENT: Final = Limit("link_codes_sent", 5, 3600)
"""Codes for one link."""
CODES_TRIED: Final = Limit("link_codes_tried", 5, 3600)
"""Wrong codes for one link; then a new code has to be asked for, after the hour."""
LINKS_LOOKED_FOR: Final = Limit("links_looked_for", 60, 3600)
"""Links that do not exist, from one address: nobody guesses 32 bytes, and nobody is to try."""


class State(StrEnum):
    """What a link can still do."""

    READY = "ready"
    OPENED = "opened"
    EXPIRED = "expired"
    RECALLED = "recalled"


class Trial(StrEnum):
    """What came of a code that was asked for, or tried."""

    DONE = "done"
    TOO_MANY = "too_many"
    WRONG = "wrong"
    NOT_SENT = "not_sent"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a page may know it."""

    id: int
    delivery_id: int
    recipient_id: int
    state: State
    expires_at: datetime
    code_waiting: bool
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A message has been opened: which delivery, by whom, and the ticket with which the same one acknowledges."""

    delivery_id: int
    recipient_id: int
    person_id: int
    ticket: str


def make(delivery: Delivery) -> str:
    """A new link for the delivery; earlier ones of it no longer open. Returns what stands in its address, once."""
    now = clock.now()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        delivery.links.filter(opened_at=None, expires_at__gt=now).update(expires_at=now)
        OneTimeLink.objects.create(
            delivery=delivery,
            token_hash=_hash(token),
            made_at=now,
            expires_at=now + timedelta(hours=conf.value("LINK_HOURS")),
        )
    return token


def find(token: str) -> Link | None:
    """The link of this address; None when there is none. One query."""
    row = OneTimeLink.objects.select_related("delivery").filter(token_hash=_hash(token)).first()
    return _link(row) if row else None


def send_code(token: str, *, person_id: int, number: str) -> Trial:
    """Send a code to a person of the party; the caller has looked up that she is registered, and her number.

    Raises nothing: DONE, TOO_MANY, NOT_SENT (the gateway does not take it now), OVER.
    """
    link = find(token)
    if link is None or link.state is not State.READY:
        return Trial.OVER
    if not limits.hit(CODES_SENT, str(link.id)).allowed:
        return Trial.TOO_MANY
    code = f"{secrets.randbelow(1_000_000):06d}"
    minutes = conf.value("LINK_CODE_MINUTES")
    text = f"Din kod i Hemväg: {code}. Den gäller i {minutes} minuter. Lämna den inte till någon annan."
    try:
        sms.send(number, text, reference=secrets.token_hex(8))
    except (TryAgain, Gone, sms.NoGateway, PermissionError):
        return Trial.NOT_SENT
    OneTimeLink.objects.filter(pk=link.id, opened_at=None).update(
        person_id=person_id,
        code_hash=_code_hash(link.id, code),
        code_until=clock.now() + timedelta(minutes=minutes),
    )
    return Trial.DONE


def open_with(token: str, code: str) -> Opening | Trial:
    """Open the message, once, with the code. Returns the opening; else TOO_MANY, WRONG or OVER.

    Counted before it is compared, so that a hundred at once are not a hundred tries.
    """
    link = find(token)
    if link is None or link.state is not State.READY:
        return Trial.OVER
    if not limits.hit(CODES_TRIED, str(link.id)).allowed:
        return Trial.TOO_MANY
    now = clock.now()
    ticket = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = OneTimeLink.objects.select_for_update(of=("self",)).select_related("delivery").get(pk=link.id)
        if _link(row).state is not State.READY:
            return Trial.OVER
        right = hmac.compare_digest(row.code_hash, _code_hash(row.pk, code.strip()))
        if not row.code_hash or not right or row.code_until is None or row.code_until < now:
            return Trial.WRONG
        assert row.person_id is not None
        row.opened_at = now
        row.code_hash = ""
        row.receipt_hash = _hash(ticket)
        row.receipt_until = now + timedelta(minutes=conf.value("LINK_RECEIPT_MINUTES"))
        row.save(update_fields=["opened_at", "code_hash", "receipt_hash", "receipt_until"])
        Delivery.objects.filter(pk=row.delivery_id, opened_at=None).update(opened_at=now)
    return Opening(row.delivery_id, row.delivery.recipient_id, row.person_id, ticket)


def take_ticket(ticket: str) -> Opening | None:
    """Whoever opened acknowledges: the ticket is used up. None when it is unknown, used or too old."""
    with transaction.atomic():
        row = (
            OneTimeLink.objects.select_for_update(of=("self",))
            .select_related("delivery")
            .filter(receipt_hash=_hash(ticket), receipt_until__gt=clock.now())
            .first()
        )
        if row is None or row.person_id is None:
            return None
        row.receipt_hash = ""
        row.save(update_fields=["receipt_hash"])
    return Opening(row.delivery_id, row.delivery.recipient_id, row.person_id, "")


def give_up_unopened(limit: int = 100) -> int:
    """Links whose time is out and that nobody opened: the next way goes, or a person at the sender's is asked.

    Returns how many. Called at each round of the relay; several at once do no harm.
    """
    now = clock.now()
    waiting = Delivery.objects.filter(
        channel=Channel.LINK, status=DeliveryStatus.SENT, opened_at=None, refused_at=None
    ).exclude(links__expires_at__gt=now)
    done = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            row = (
                Delivery.objects.filter(pk=pk, refused_at=None, opened_at=None)
                .select_for_update(skip_locked=True, of=("self",))
                .first()
            )
            if row is None:
                continue
            row.refused_at, row.refused_code = now, "never_opened"
            row.save(update_fields=["refused_at", "refused_code"])
            if lines.reopen_after(row, now) is None:
                lines.tell(lines.REFUSED, row)
            done += 1
    return done


@transaction.atomic
def recall(*, acting: Actor, delivery_id: int) -> bool:
    """Call a message back while nobody has opened it: the link no longer opens. False when it is too late."""
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, channel=Channel.LINK).first()
    if delivery is None or delivery.status not in (DeliveryStatus.SENT, DeliveryStatus.QUEUED):
        return False
    links = OneTimeLink.objects.select_for_update().filter(delivery=delivery)
    if any(row.opened_at is not None for row in links):
        return False
    delivery.status, delivery.recalled_at = DeliveryStatus.RECALLED, clock.now()
    delivery.save(update_fields=["status", "recalled_at"])
    lines.spare_after(delivery)
    audit.record(acting, "delivery.recalled", delivery)
    return True


def _link(row: OneTimeLink) -> Link:
    now = clock.now()
    if row.opened_at is not None:
        state = State.OPENED
    elif row.delivery.status == DeliveryStatus.RECALLED:
        state = State.RECALLED
    else:
        state = State.READY if row.expires_at > now else State.EXPIRED
    waiting = bool(row.code_hash) and row.code_until is not None and row.code_until > now
    return Link(
        row.pk, row.delivery_id, row.delivery.recipient_id, state, row.expires_at, waiting, row.person_id
    )


def _hash(token: str) -> str:
    """32 random bytes need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _code_hash(link_id: int, code: str) -> str:
    """Six figures are soon tried out: keyed, and bound to the link."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"link:{link_id}:{code}".encode(), hashlib.sha256
    ).hexdigest()
