"""The time that a provider has from being told to the home-coming, against its contract (inställelsetid, T8).

Contracts speak of hours, 24 where nothing else is agreed (HÄ21). Hours are real ones: the nights when the clock is
changed have 23 or 25 of them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from transitions.rules.limits import STOCKHOLM

DEFAULT_HOURS = 24
"""Where no contract says otherwise."""

ASSUMED_HOUR = 12
"""Of a home-coming of which only the day is known: people are seldom at home before noon."""


class LeadState(StrEnum):
    """How the time stands."""

    KEPT = "kept"
    SHORT = "short"
    NO_HOME_COMING = "no_home_coming"


@dataclass(frozen=True, slots=True)
class Lead:
    """What a provider got: `given` until the home-coming (never below nothing), `wanted` by its contract."""

    state: LeadState
    given: timedelta
    wanted: timedelta
    exact: bool

    @property
    def short_by(self) -> timedelta:
        """How much is lacking; nothing when the time is kept."""
        return max(self.wanted - self.given, timedelta()) if self.state is LeadState.SHORT else timedelta()


def lead(
    *, told_at: datetime, home_at: datetime | None, home_on: date | None, hours: int | None = None
) -> Lead:
    """How long before the home-coming a provider was told.

    `home_at` is when the person comes home or help begins, `home_on` the day alone when no hour is known. Exactly the
    contract's hours are enough. `hours` None: the default.
    """
    wanted = timedelta(hours=DEFAULT_HOURS if hours is None else hours)
    if home_at is None and home_on is None:
        return Lead(LeadState.NO_HOME_COMING, timedelta(), wanted, exact=False)
    comes = home_at or datetime.combine(home_on or date.min, time(ASSUMED_HOUR), tzinfo=STOCKHOLM)
    given = max(comes.astimezone(UTC) - told_at.astimezone(UTC), timedelta())
    state = LeadState.KEPT if given >= wanted else LeadState.SHORT
    return Lead(state, given, wanted, exact=home_at is not None)
