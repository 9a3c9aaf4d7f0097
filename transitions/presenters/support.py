"""A decision on insatser in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core import formats
from transitions.rules.support import Granted

GRANTED = {Granted.YES: "Bifall", Granted.PARTLY: "Delvis bifall", Granted.NO: "Avslag"}


def decision_text(data: Mapping[str, Any], now: datetime) -> str:
    """What was decided, as far as the reader was sent it."""
    said = f"{GRANTED[Granted(data['granted'])]}."
    starts = data.get("starts_on")
    if starts:
        said += f" Insatserna börjar {formats.day_text(date.fromisoformat(starts), now)}."
    rows = insatser_text(data, now)
    return f"{said} {rows}".strip()


def insatser_text(data: Mapping[str, Any], now: datetime) -> str:
    """The insatser, one sentence each."""
    return " ".join(_row(row, now) for row in data.get("insatser") or [])


def _row(row: Mapping[str, Any], now: datetime) -> str:
    extent = f", {row['extent']}" if row.get("extent") else ""
    starts = row.get("starts_on")
    day = f", från {formats.day_text(date.fromisoformat(starts), now)}" if starts else ""
    return f"{row.get('what', '')}{extent}{day}."
