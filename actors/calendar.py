"""The Swedish calendar of the installation, as a value for the rules. Reads the packaged holidays only."""

from datetime import date
from functools import cache

import holidays

from actors.rules.calendar import Calendar

FIRST_YEAR = 1990
LAST_YEAR = 2099
"""The years whose holidays are prepared. 1990 is the first full year of lag (1989:253)."""


@cache
def swedish_calendar() -> Calendar:
    """The public holidays of lag (1989:253) from the holidays library."""
    known = holidays.country_holidays("SE", years=range(FIRST_YEAR, LAST_YEAR + 1))
    days: frozenset[date] = frozenset(known.keys())
    return Calendar(days, FIRST_YEAR, LAST_YEAR)
