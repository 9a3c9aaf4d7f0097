"""After a restore: what the copy knows, and what of it may be sent again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from core import audit, clock, relay, sending
from core.acting import Actor
from core.audit_chain import Head
from core.models import AuditLink, Channel, Delivery, DeliveryStatus, Installation, OutboxMessage

HELD_CODE: Final = "restored"
_WAITS: Final = (DeliveryStatus.QUEUED, DeliveryStatus.STANDBY)


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy holds. `ends_at`: its last written link of the logs; later acts are not in it.

    `unhandled` messages, and `outward` deliveries (mail, SMS, planning systems, links), that stand as not sent. They
    may have been sent between the copy and the fault, which the copy cannot know.
    """

    ends_at: datetime | None
    unhandled: int
    outward: int
    oldest: datetime | None


def look() -> Copy:
    """Read it. Changes nothing."""
    waiting = OutboxMessage.objects.open()
    return Copy(
        ends_at=AuditLink.objects.aggregate(last=Max("at"))["last"],
        unhandled=waiting.count(),
        outward=_outward().count(),
        oldest=waiting.aggregate(first=Min("created_at"))["first"],
    )


def written_after(heads: Iterable[Head]) -> datetime | None:
    """When a head that was signed last stood at a link that the copy does not have: what came until then is lost."""
    ends = dict(AuditLink.objects.values_list("chain").annotate(last=Max("position")))
    return max((head.at for head in heads if head.position > ends.get(head.chain, 0)), default=None)


def resume(acting: Actor) -> int:
    """Let it send again, without sending anything old twice. Returns how many deliveries are held for a person.

    What waits is handled first, while sending is still paused: each inbox has its notice (an inbox is in the database,
    so nothing is doubled there), and what would have left the system is held on *Drift*, to be sent or written off one
    by one.
    """
    if sending.paused_because() is None:
        sending.pause()
    now = clock.now()
    OutboxMessage.objects.open().update(next_attempt_at=now, claimed_until=None)
    while relay.handle_one():
        pass
    with transaction.atomic():
        held = _outward().update(
            status=DeliveryStatus.HELD, held_at=now, last_error=HELD_CODE, claimed_until=None
        )
        sending.know_this_database()
        audit.record(acting, "sending.resumed", Installation.objects.get(), {"held": (None, held)})
    return held


def _outward() -> "QuerySet[Delivery]":
    return Delivery.objects.filter(status__in=_WAITS).exclude(channel__in=[Channel.INBOX, Channel.PRINT])
