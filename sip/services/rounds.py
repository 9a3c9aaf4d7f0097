"""Ending a round of times, also when a call has set another."""

from datetime import datetime

from sip.models import Sip, TimeRound


def close_round(sip: Sip, *, at: datetime, settled: datetime | None = None) -> None:
    """A time has been set: the open round, when there is one, asks nobody any more. The SIP is locked."""
    asked = TimeRound.objects.filter(sip=sip, closed_at__isnull=True).first()
    if asked is not None:
        asked.closed_at, asked.settled = at, settled
        asked.save(update_fields=["closed_at", "settled"])
