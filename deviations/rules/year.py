"""The year of the patient-safety compilation (PSL 3:10: patientsäkerhetsberättelse by 1 March for the year before)."""

from dataclasses import dataclass
from datetime import date

from deviations.rules.trends import Span

YEARS = 5
"""How many years can be chosen, the present one counted."""

WRITTEN_UNTIL_MONTH = 3
"""Through this month the year before is what is being written about."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A deviation's way over the border of an area: none of them is both."""

    sent: int = 0
    received: int = 0
    within: int = 0

    @property
    def total(self) -> int:
        """Each once."""
        return self.sent + self.received + self.within

    def __add__(self, other: "Flow") -> "Flow":
        return Flow(self.sent + other.sent, self.received + other.received, self.within + other.within)


def flow(count: int, *, by: bool, about: bool) -> Flow:
    """`count` deviations, whether the area reported them, and whether they are about the area. One of them holds."""
    if by and about:
        return Flow(within=count)
    return Flow(sent=count) if by else Flow(received=count)


def years(today: date) -> tuple[int, ...]:
    """Those that can be chosen, the present one first."""
    return tuple(range(today.year, today.year - YEARS, -1))


def chosen(asked: str, today: date) -> int:
    """The year that is asked for; otherwise the one that is written about now."""
    if asked.isascii() and asked.isdecimal() and len(asked) == len("2026") and int(asked) in years(today):
        return int(asked)
    return today.year - 1 if today.month <= WRITTEN_UNTIL_MONTH else today.year


def span(year: int) -> Span:
    """Its local days."""
    return Span(date(year, 1, 1), date(year + 1, 1, 1))
