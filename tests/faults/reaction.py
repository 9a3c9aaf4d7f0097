from core.handlers import Recipient
from core.models import Channel, OutboxMessage

EVENT = "faults.told"
INBOX_ONLY = "faults.inbox"


def tell(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by inbox and by mail."""
    unit = message.payload["unit"]
    return (Recipient(unit), Recipient(unit, Channel.EMAIL, f"enhet-{unit}@prov.example"))


def tell_inbox(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by its inbox alone."""
    return (Recipient(message.payload["unit"]),)
