"""What is told in the processes that these tests start, and the points at which they die.

A point is a file in `FAULTS_DIR` named by it: the process that comes to the point takes the file away and kills itself:
it happens once.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from core import lines
from core.handlers import Recipient
from core.models import Channel, OutboxMessage

EVENT = "faults.told"
INBOX_ONLY = "faults.inbox"
POISON = "faults.poison"


def die_at(point: str) -> None:
    """SIGKILL to this process when a test has set the point; nothing is finished, nothing is handed back."""
    place = os.environ.get("FAULTS_DIR", "")
    with suppress(FileNotFoundError):
        if place:
            (Path(place) / point).unlink()
            os.kill(os.getpid(), signal.SIGKILL)


def tell(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by inbox and by mail."""
    unit = message.payload["unit"]
    return (Recipient(unit), Recipient(unit, Channel.EMAIL, f"enhet-{unit}@prov.example"))


def tell_inbox(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by its inbox alone."""
    die_at("after_claim")
    return (Recipient(message.payload["unit"]),)


def poison(message: OutboxMessage) -> tuple[Recipient, ...]:
    """Kills whoever handles it, each time."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def let_senders_die() -> None:
    """When the notices have been put into the inboxes and the message is not yet noted as done."""
    start = lines.start

    def and_die(*told: Any) -> None:
        start(*told)
        die_at("after_send")

    lines.start = and_die
