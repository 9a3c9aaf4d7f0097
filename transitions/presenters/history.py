"""The Historik tab: versions as a person reads them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from core.history import HistoryChange
from transitions.presenters.words import CARE_FORMS, CERTAINTIES, DISCHARGED_TO, PROTECTIONS, SEXES
from transitions.presenters.worklist import PHASES

_TABLES = (CARE_FORMS, SEXES, PROTECTIONS, CERTAINTIES, DISCHARGED_TO)
_WORDS = {str(code): word for table in _TABLES for code, word in table.items()} | {
    str(phase): status.label for phase, status in PHASES.items()
}
_KINDS = {"created": "Lades upp", "deleted": "Togs bort", "changed": "Ändrades"}


def history(changes: Iterable[HistoryChange]) -> list[dict[str, Any]]:
    """Newest first; the fields of one change together."""
    ordered = sorted(changes, key=lambda change: (change.at, change.who), reverse=True)
    entries = []
    for (at, who, kind), found in groupby(ordered, key=lambda change: (change.at, change.who, change.kind)):
        fields = [
            {
                "field": change.label,
                "before": _WORDS.get(change.before, change.before),
                "after": _WORDS.get(change.after, change.after),
            }
            for change in found
            if change.label
        ]
        entries.append({"at": at, "who": who, "unit": "", "what": _KINDS[kind], "changes": fields})
    return entries
