"""Deadlines between parties, and a finance system's file, in words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.history import HistoryEntry
from liability.presenters.results import days_text
from liability.selectors.deadlines import Entered
from liability.shelf import ShippedDeadlines


def deadline_rows(found: list[Entered], shipped: ShippedDeadlines) -> list[dict[str, str]]:
    """What holds between whom: what was entered, then what ships for all others."""
    rows = [
        {
            "name": each.parties.name,
            "propose": days_text(each.row.propose_days),
            "dispute": days_text(each.row.dispute_days),
            "answer": days_text(each.row.answer_days),
            "source": each.row.source,
            "key": each.parties.key,
        }
        for each in found
    ]
    days = shipped.deadlines
    rest = {
        "name": "Alla andra" if rows else "Alla",
        "propose": days_text(days.propose_days),
        "dispute": days_text(days.dispute_days),
        "answer": days_text(days.answer_days),
        "source": shipped.source,
        "key": "",
    }
    return [*rows, rest]


def changes(found: Iterable[tuple[str, HistoryEntry]]) -> list[HistoryEntry]:
    """Every change, with the parties in the place of a unit."""
    return [replace(entry, unit=name) for name, entry in found]


def preview(text: str, separator: str, *, most: int = 12) -> dict[str, Any]:
    """The first lines of a file as they are written, and how many are left out."""
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines()
    shown = lines if len(lines) <= most else [*lines[: most - 1], "…", lines[-1]]
    visible = [line.replace("\t", " → ") if separator == "\t" else line for line in shown]
    return {"lines": visible, "count": len(lines)}
