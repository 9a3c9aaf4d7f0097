from core.handlers import Recipient
from core.models import Channel, OutboxMessage

EVENT = "faults.told"


def tell(message: OutboxMessage) -> tuple[Recipient, ...]:
    """One unit, by inbox and by mail."""
    unit = message.payload["unit"]
    return (Recipient(unit), Recipient(unit, Channel.EMAIL, f"enhet-{unit}@prov.example"))
