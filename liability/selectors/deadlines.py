"""Reads of the deadlines of a statement's steps. No patient is in them."""

from dataclasses import dataclass

from actors.acting import Acting
from core.history import HistoryEntry, changes_of_many
from liability import permissions
from liability.models import StatementDeadlines
from liability.selectors.parties import Parties, between


@dataclass(frozen=True, slots=True)
class Entered:
    """The deadlines that were entered between some parties, and every change of them."""

    parties: Parties
    row: StatementDeadlines


def entered(*, acting: Acting, parties: list[Parties]) -> list[Entered]:
    """What was entered between these parties, in their order. One query."""
    permissions.require(acting, permissions.SET_DEADLINES)
    rows = {
        (row.region, row.municipality): row for row in StatementDeadlines.objects.filter(between(parties))
    }
    found = ((each, rows.get((each.region, each.municipality))) for each in parties)
    return [Entered(each, row) for each, row in found if row is not None]


def changes(found: list[Entered]) -> list[tuple[str, HistoryEntry]]:
    """Who entered and changed what, newest first, with the parties' names. One query."""
    names = {each.row.pk: each.parties.name for each in found}
    told = [(names[row.pk or 0], entry) for row, entry in changes_of_many([each.row for each in found])]
    return sorted(told, key=lambda each: each[1].at, reverse=True)
