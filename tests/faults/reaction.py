import os
import signal

from core.handlers import Recipient
from core.models import Channel, OutboxMessage

EVENT = "faults.told"
INBOX_ONLY = "faults.inbox"
POISON = "faults.poison"


def tell(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by inbox and by mail."""
    unit = message.payload["unit"]
    return (Recipient(unit), Recipient(unit, Channel.EMAIL, f"enhet-{unit}@prov.example"))


def tell_inbox(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by its inbox alone."""
    return (Recipient(message.payload["unit"]),)


def die(message: OutboxMessage) -> tuple[Recipient, ...]:
    """Kill whichever process handles the message: a poison message."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ()
