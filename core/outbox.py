"""Sending: one row in the transaction of the change itself.

What is committed will be told, what is not will not.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import connection, transaction
from django.db.models import Model

from core import audit, clock, doorbell
from core.acting import Actor
from core.models import OutboxMessage
from core.safe_values import Safe, is_code, plain

# Bringing in history tells nobody: what happened was told when it happened.
SILENT_SOURCE: Final = "import"
SILENT_NAME: Final = "Inläst historik"
"""Stands where a page shows the name of whoever did what was brought in."""


class OutsideTransaction(RuntimeError):
    """`emit` was called where nothing binds the message to the change that it tells of."""


class HasKey(Protocol):
    """Anything with a primary key."""

    @property
    def pk(self) -> Any: ...


def emit(
    event: str, *, case: HasKey | int | None, payload: Mapping[str, object], acting: Actor
) -> int | None:
    """Store what is to be told, in the caller's transaction, and ring for a worker when it is committed.

    `case` keeps the order: messages of one case are handled one after the other, so the caller holds the lock
    on the case. `payload` holds ids, uuids, codes and dates only; ValueError or TypeError for anything else.
    Returns the id of the row, or None when history is being imported. Raises OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{event}: emit belongs inside the transaction of the change")
    if not is_code(event):
        raise ValueError("an event is named by a code")
    checked = {name: _checked(value) for name, value in payload.items()}
    if acting.source == SILENT_SOURCE:
        return None
    now = clock.now()
    message = OutboxMessage.objects.create(
        event=event,
        case_key=case if case is None or isinstance(case, int) else case.pk,
        payload=checked,
        created_at=now,
        next_attempt_at=now,
    )
    doorbell.ring_on_commit(doorbell.RELAY)
    return message.pk


def held_in_case(case_key: int) -> int:
    """How many messages of the case wait for a person; the case page says so."""
    return OutboxMessage.objects.held().filter(case_key=case_key).count()


def held() -> Iterable[OutboxMessage]:
    """The list for a person: messages that were stopped, oldest first."""
    return OutboxMessage.objects.held().order_by("held_at", "pk")


def held_count() -> int:
    """How many messages wait for a person. One query."""
    return OutboxMessage.objects.held().count()


def waiting_count() -> int:
    """How many messages nobody has handled yet, held ones not counted. One query."""
    return OutboxMessage.objects.open().count()


def release(message_id: int, *, acting: Actor) -> bool:
    """Put a held message back in the queue after a person has seen to the cause. False if it is not held."""
    with transaction.atomic():
        message = OutboxMessage.objects.held().select_for_update().filter(pk=message_id).first()
        if message is None:
            return False
        message.held_at = None
        message.attempts = 0
        message.next_attempt_at = clock.now()
        message.save(update_fields=["held_at", "attempts", "next_attempt_at"])
        audit.record(acting, "outbox.release", message, {"last_error": (message.last_error, "")})
        doorbell.ring_on_commit(doorbell.RELAY)
    return True


def lag_seconds(now: datetime | None = None) -> float:
    """Age in seconds of the oldest message that nobody has handled; 0.0 when none waits.

    Held ones are not counted.
    """
    oldest = OutboxMessage.objects.open().order_by("pk").values_list("created_at", flat=True).first()
    if oldest is None:
        return 0.0
    return max(0.0, ((now or clock.now()) - oldest).total_seconds())


def _checked(value: object) -> Safe | list[Safe]:
    if isinstance(value, Model):
        raise TypeError("a payload holds the id of a row, never the row")
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return plain(value)
