"""The words of tryggt mottagande: why not, what comes after, how it went; and a municipality's terms for it (T12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_WEEKS = 12
MOST_HOURS = 72
MOST_FOLLOW_UP_DAYS = 180
MOST_CRITERIA = 12
LONGEST_CRITERION = 120


class Declined(StrEnum):
    """Why a team cannot take the order."""

    FULL = "full"
    CRITERIA = "criteria"
    TOO_SOON = "too_soon"
    PERSON_DECLINES = "person_declines"
    OTHER = "other"


class Continues(StrEnum):
    """What comes after the team: how it is handed over."""

    HOME_CARE = "home_care"
    NONE = "none"
    HOSPITAL = "hospital"
    MOVED = "moved"
    DECLINES = "declines"


class Outcome(StrEnum):
    """How it went, told at the follow-up."""

    MANAGES = "manages"
    LESS_HELP = "less_help"
    SAME_HELP = "same_help"
    MORE_HELP = "more_help"
    HOUSING = "housing"
    BACK_IN_HOSPITAL = "back_in_hospital"
    OTHER = "other"


class Safe(StrEnum):
    """How safe the person has felt at home, in the person's own words (U11)."""

    VERY = "very"
    RATHER = "rather"
    NOT_VERY = "not_very"
    NOT_AT_ALL = "not_at_all"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class ReceptionTerms:
    """What a municipality has decided: how many weeks, within how many hours of the home-coming the first visit is,
    how many days after the hand-over it is followed up, and for whom it is.
    """

    weeks: int
    first_visit_hours: int
    follow_up_days: int
    criteria: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "ReceptionTerms":
        """From stored values. Raises ValueError, KeyError or TypeError on what no terms may hold."""
        terms = cls(
            int(values["weeks"]),
            int(values["first_visit_hours"]),
            int(values["follow_up_days"]),
            tuple(str(text).strip() for text in values.get("criteria", ())),
        )
        for value, most in (
            (terms.weeks, MOST_WEEKS),
            (terms.first_visit_hours, MOST_HOURS),
            (terms.follow_up_days, MOST_FOLLOW_UP_DAYS),
        ):
            if not 1 <= value <= most:
                raise ValueError(value)
        if len(terms.criteria) > MOST_CRITERIA:
            raise ValueError(len(terms.criteria))
        if any(not 0 < len(text) <= LONGEST_CRITERION for text in terms.criteria):
            raise ValueError("criteria")
        return terms

    def stored(self) -> dict[str, Any]:
        """As it is stored, and as an order carries it."""
        return {
            "weeks": self.weeks,
            "first_visit_hours": self.first_visit_hours,
            "follow_up_days": self.follow_up_days,
            "criteria": list(self.criteria),
        }


STANDARD = ReceptionTerms(weeks=2, first_visit_hours=4, follow_up_days=14)
"""For an order that does not say: one that came in a file."""
