"""Periods: `2021-08`, `2021-K3`, `2021`, and spans of two of a kind, `2021-06..2021-08` (report.md)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from reporting.rules.dates import add_months, local_date, midnight

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_LENGTHS = {"month": 1, "quarter": 3, "year": 12}
_KIND_NAMES = {"month": "månad", "quarter": "kvartal", "year": "år"}
_FORMS = "Skriv en månad (2021-08), ett kvartal (2021-K3), ett år (2021) eller ett spann (2021-06..2021-08)."


class ScheduleKind(StrEnum):
    """How often a report is made by itself."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class PeriodError(ValueError):
    """The period cannot be read. The message is Swedish and says what to write."""


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole local calendar months.

    `code` is as it was written, `kind` month, quarter, year or span. `first` is its first date, `after` the
    first date after it; `starts_at` and `ends_before` are those two midnights in Stockholm.
    """

    code: str
    kind: str
    first: date
    after: date
    starts_at: datetime
    ends_before: datetime

    @property
    def last(self) -> date:
        """The period's last date."""
        return self.after - timedelta(days=1)

    @property
    def months(self) -> int:
        """How many calendar months it covers."""
        return (self.after.year - self.first.year) * 12 + self.after.month - self.first.month

    def contains(self, at: datetime) -> bool:
        """Whether an instant is in the period."""
        return self.starts_at <= at < self.ends_before

    def last_date_or_today(self, now: datetime) -> date:
        """The period's last date, or today's local date when that is earlier."""
        return min(self.last, local_date(now))

    @property
    def name(self) -> str:
        """The period in Swedish: `augusti 2021`, `kvartal 3 2021`, `2021`, `juni–augusti 2021`."""
        if self.kind != "span":
            return _name(self.kind, self.first)
        start_code, end_code = self.code.split("..")
        kind, start = _single(start_code)
        _, end = _single(end_code)
        if start == end:
            return _name(kind, start)
        if kind == "year":
            return f"{start.year}–{end.year}"
        left, right = _name(kind, start), _name(kind, end)
        if start.year == end.year:
            left = left.removesuffix(f" {start.year}")
            if kind == "quarter":
                right = right.removeprefix("kvartal ")
        return f"{left}–{right}" if start.year == end.year else f"{left} – {right}"


def parse_period(text: str) -> Period:
    """Read a period. Raises PeriodError with a Swedish message."""
    code = text.strip()
    if ".." not in code:
        kind, first = _single(code)
        return _period(code, kind, first, add_months(first, _LENGTHS[kind]))
    left, _, right = code.partition("..")
    kind, first = _single(left)
    other, last = _single(right)
    if kind != other:
        raise PeriodError(
            f"Spannet ”{text}” blandar {_KIND_NAMES[kind]} och {_KIND_NAMES[other]}. "
            "Båda sidor om .. ska vara av samma slag, till exempel 2021-06..2021-08."
        )
    if last < first:
        raise PeriodError(
            f"Spannet ”{text}” slutar innan det börjar. Skriv den tidigaste först: {right}..{left}."
        )
    return _period(code, "span", first, add_months(last, _LENGTHS[kind]))


def month_of(day: date) -> Period:
    """The calendar month of a date."""
    return parse_period(f"{day:%Y-%m}")


def span_of_months(first: date, last: date) -> Period:
    """The months from the one of `first` to the one of `last`."""
    return parse_period(f"{first:%Y-%m}..{last:%Y-%m}")


def twelve_months_ending_with(period: Period) -> Period:
    """The twelve months that end with the period (report.md: the published table of readmission causes)."""
    return span_of_months(add_months(period.after, -12), add_months(period.after, -1))


def previous(period: Period) -> Period:
    """The period of the same length that ends where this one begins."""
    return _of_length(add_months(period.first, -period.months), period)


def same_last_year(period: Period) -> Period:
    """The same months one year earlier."""
    return _of_length(add_months(period.first, -12), period)


def _of_length(first: date, model: Period) -> Period:
    if model.kind == "month":
        return month_of(first)
    if model.kind == "quarter":
        return parse_period(f"{first.year}-K{(first.month + 2) // 3}")
    if model.kind == "year":
        return parse_period(f"{first:%Y}")
    return span_of_months(first, add_months(first, model.months - 1))


def _single(code: str) -> tuple[str, date]:
    match = re.fullmatch(r"([0-9]{4})(?:-(?:([0-9]{2})|K([1-4])))?", code)
    if match is None:
        raise PeriodError(f"Perioden ”{code}” går inte att läsa. {_FORMS}")
    year, month, quarter = match.groups()
    if not 1900 <= int(year) <= 9000:
        raise PeriodError(f"Året i perioden ”{code}” ligger utanför 1900–9000. {_FORMS}")
    if month is not None:
        if not 1 <= int(month) <= 12:
            raise PeriodError(f"Månaden i perioden ”{code}” finns inte. Månader skrivs 01 till 12.")
        return "month", date(int(year), int(month), 1)
    if quarter is not None:
        return "quarter", date(int(year), int(quarter) * 3 - 2, 1)
    return "year", date(int(year), 1, 1)


def _name(kind: str, first: date) -> str:
    if kind == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if kind == "quarter":
        return f"kvartal {(first.month + 2) // 3} {first.year}"
    return str(first.year)


def _period(code: str, kind: str, first: date, after: date) -> Period:
    return Period(code, kind, first, after, midnight(first), midnight(after))
