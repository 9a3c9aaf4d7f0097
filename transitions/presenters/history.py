"""The Historik tab: versions as a person reads them, codes put into words."""

from collections.abc import Iterable
from dataclasses import replace

from core.history import FieldChange, HistoryEntry
from transitions.presenters.words import CARE_FORMS, CERTAINTIES, DISCHARGED_TO, PROTECTIONS, SEXES
from transitions.presenters.worklist import PHASES

_TABLES = (CARE_FORMS, SEXES, PROTECTIONS, CERTAINTIES, DISCHARGED_TO)
_WORDS = {str(code): word for table in _TABLES for code, word in table.items()} | {
    str(phase): status.label for phase, status in PHASES.items()
}


def history(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Newest first, each code in its Swedish word."""
    worded = [replace(entry, changes=tuple(_worded(change) for change in entry.changes)) for entry in entries]
    return sorted(worded, key=lambda entry: entry.at, reverse=True)


def _worded(change: FieldChange) -> FieldChange:
    return FieldChange(
        change.field, _WORDS.get(change.before, change.before), _WORDS.get(change.after, change.after)
    )
