"""Organisations that ended inside what a report looks at: the figures follow the organisation of the time (X9)."""

from dataclasses import dataclass
from datetime import date

from actors import selectors as actors
from reporting.selectors.figures import Figures


@dataclass(frozen=True, slots=True)
class Merger:
    """An organisation that ended on a day, and the one that took its place."""

    name: str
    ended_on: date
    successor: str


def mergers(figures: Figures) -> list[Merger]:
    """Those of the organisation or into it, from a year before the period to its end, oldest first. One query."""
    first, last = figures.last_year[0].first, figures.period.last
    known = actors.organisation_definitions()
    own = figures.scope.organisations
    found = [
        Merger(one.name, one.valid_to, known[one.successor].name)
        for code, one in known.items()
        if one.successor in known and one.valid_to is not None and first <= one.valid_to <= last
        if code in own or one.successor in own
    ]
    return sorted(found, key=lambda each: (each.ended_on, each.name))
