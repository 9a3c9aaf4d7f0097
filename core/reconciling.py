"""Each night: does what was written agree with what was delivered? What does not is told until it does (MSG-11).

Core compares messages and deliveries. The apps above register what only they can compare: items with messages,
addressees with inboxes, receipts with tasks, columns with chains.

    register("inbox_missing", "Mottagare utan rad i inkorgen", check)

    def check(window: Window) -> tuple[int, list[Finding]]: ...   # how many were compared, and what did not agree
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from core import audit, clock, conf, doorbell
from core.acting import Actor
from core.models import (
    Delivery,
    OutboxMessage,
    Reconciliation,
    ReconciliationFinding,
)

log = structlog.get_logger(__name__)

SETTLED_AFTER: Final = timedelta(minutes=10)
"""What is younger may be on its way."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is compared: written from `since` up to `until`; `now` is when it is asked."""

    since: datetime
    until: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree."""

    case_key: int | None = None
    message_id: int | None = None
    subject: int = 0


Check = Callable[[Window], tuple[int, Iterable[Finding]]]


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str
    check: Check


_entries: dict[str, _Entry] = {}


def register(code: str, label: str, check: Check) -> None:
    """Have something compared each night. Raises ValueError for a code in use."""
    if code in _entries:
        raise ValueError(f"{code!r} is compared already")
    _entries[code] = _Entry(label, check)


def label(code: str) -> str:
    """The check in Swedish."""
    return _entries[code].label if code in _entries else code


def run(*, days: int | None = None) -> Reconciliation:
    """Compare everything of the last days. What agrees again is settled. Returns the row, with counts."""
    now = clock.now()
    window = Window(now - timedelta(days=days or conf.value("RECONCILE_DAYS")), now - SETTLED_AFTER, now)
    compared: dict[str, int] = {}
    found = 0
    for code, entry in _entries.items():
        compared[code], findings = entry.check(window)
        found += _keep(code, list(findings), now)
    row = Reconciliation.objects.create(began_at=now, ended_at=clock.now(), compared=compared, found=found)
    (log.error if found else log.info)("reconciled", found=found, compared=sum(compared.values()))
    return row


@transaction.atomic
def _keep(code: str, findings: list[Finding], now: datetime) -> int:
    standing = {
        Finding(row.case_key, row.message_id, row.subject): row
        for row in ReconciliationFinding.objects.select_for_update().filter(code=code, settled_at=None)
    }
    wanted = set(findings)
    gone = [row.pk for finding, row in standing.items() if finding not in wanted]
    kept = [row.pk for finding, row in standing.items() if finding in wanted]
    ReconciliationFinding.objects.filter(pk__in=gone).update(settled_at=now)
    ReconciliationFinding.objects.filter(pk__in=kept).update(seen_at=now)
    ReconciliationFinding.objects.bulk_create(
        ReconciliationFinding(
            code=code,
            case_key=finding.case_key,
            message_id=finding.message_id,
            subject=finding.subject,
            found_at=now,
            seen_at=now,
        )
        for finding in wanted - standing.keys()
    )
    return len(wanted)


def standing() -> list[ReconciliationFinding]:
    """What does not agree, oldest first."""
    return list(ReconciliationFinding.objects.filter(settled_at=None)[:200])


def last() -> Reconciliation | None:
    """The latest comparison."""
    return Reconciliation.objects.first()


def hand_out_again(finding_id: int, *, acting: Actor) -> bool:
    """Have the message of a finding handled once more: who was told is not told again, who was left out is.

    False when the finding is settled, or is about no message that is done.
    """
    with transaction.atomic():
        finding = ReconciliationFinding.objects.filter(pk=finding_id, settled_at=None).first()
        if finding is None or finding.message_id is None:
            return False
        done = OutboxMessage.objects.exclude(done_at=None).select_for_update()
        message = done.filter(pk=finding.message_id).first()
        if message is None:
            return False
        message.done_at, message.attempts, message.next_attempt_at = None, 0, clock.now()
        message.save(update_fields=["done_at", "attempts", "next_attempt_at"])
        audit.record(acting, "outbox.hand_out_again", message, {"finding": (None, finding.pk)})
        doorbell.ring_on_commit(doorbell.RELAY)
    return True


def _late_messages(window: Window) -> tuple[int, list[Finding]]:
    """Neither handled nor held, though nothing hinders it: no relay, or one that passes by."""
    rows = OutboxMessage.objects.open().filter(created_at__lt=window.until)
    late = rows.filter(next_attempt_at__lt=window.until)
    return rows.count(), [Finding(row.case_key, row.pk) for row in late[:500]]


def _late_deliveries(window: Window) -> tuple[int, list[Finding]]:
    """Queued though due: nobody tries them."""
    rows = Delivery.objects.queued().filter(created_at__lt=window.until)
    late = rows.filter(due_at__lt=window.until).select_related("message")
    return rows.count(), [Finding(row.message.case_key, row.message_id, row.pk) for row in late[:500]]


register("message_late", "Meddelanden som ingen har delat ut", _late_messages)
register("delivery_late", "Leveranser som ingen försöker med", _late_deliveries)
