"""By what a list of people may be searched, filtered, sorted and saved (PDL 2:8; lag 2001:454 7 a §).

Health care never searches by social-services insatser: that somebody has home care, applies for it, or what it holds is
no criterion there, on any page, in the API or in a saved view. Social services' compilations of people hold nothing
sensitive. A criterion that nobody has decided on is an error.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from transitions.rules.sectors import Sector


class About(StrEnum):
    """What a criterion says of the people whom it picks out."""

    IDENTITY = "identity"
    WORK = "work"
    PLACE = "place"
    HEALTH = "health"
    SUPPORT = "support"


CRITERIA: Mapping[str, About] = {
    "text": About.IDENTITY,
    "q": About.IDENTITY,
    "tab": About.WORK,
    "task": About.WORK,
    "uppgift": About.WORK,
    "phase": About.WORK,
    "open": About.WORK,
    "changed_since": About.WORK,
    "cursor": About.WORK,
    "limit": About.WORK,
    "ward_id": About.PLACE,
    "care_form": About.HEALTH,
    "home_care": About.SUPPORT,
    "providers": About.SUPPORT,
    "applies": About.SUPPORT,
    "extent": About.SUPPORT,
    "slot": About.SUPPORT,
}
"""Every criterion that is, or could be thought of: who may use it follows from what it is about."""

_ALLOWED: Mapping[Sector, frozenset[About]] = {
    Sector.HEALTH_CARE: frozenset({About.IDENTITY, About.WORK, About.PLACE, About.HEALTH}),
    Sector.SOCIAL_SERVICES: frozenset({About.IDENTITY, About.WORK, About.PLACE, About.SUPPORT}),
    Sector.OUTSIDE: frozenset({About.IDENTITY, About.WORK, About.PLACE}),
}


class CriterionRefused(Exception):
    """A list was asked for by what the law does not let one search by. `name` is the criterion."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def may_search_by(sector: Sector, name: str) -> bool:
    """Whether somebody on this side may pick people out by the criterion. Raises KeyError for an unknown one."""
    return CRITERIA[name] in _ALLOWED[sector]


def require(sector: Sector, names: Iterable[str]) -> None:
    """Stop a search by what the law forbids. Raises CriterionRefused, KeyError for an unknown criterion."""
    for name in names:
        if not may_search_by(sector, name):
            raise CriterionRefused(name)
