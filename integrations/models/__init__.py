"""What binds other systems to this one: tokens, and what was brought in. Private to `integrations`."""

from integrations.models.loads import EventImport, EventLoad, LoadState
from integrations.models.receipts import InboundReceipt
from integrations.models.tokens import SystemToken

__all__ = ["EventImport", "EventLoad", "InboundReceipt", "LoadState", "SystemToken"]
