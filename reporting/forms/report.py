"""What a report is asked for by: whom and when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from core import clock
from reporting.rules.dates import add_months
from reporting.rules.periods import PeriodError, month_of, parse_period
from reporting.selectors.directory import Choice

MONTHS_BACK = 24
QUARTERS_BACK = 8
YEARS_BACK = 3


def latest_whole_month(now: datetime) -> str:
    """The last month that has ended."""
    return month_of(add_months(clock.local_date(now), -1)).code


def period_choices(now: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """Months, quarters and years to choose from, the latest first."""
    today = clock.local_date(now)
    months = [month_of(add_months(today, -back)) for back in range(MONTHS_BACK)]
    quarters, quarter = [], add_months(today, -((today.month - 1) % 3))
    for back in range(QUARTERS_BACK):
        first = add_months(quarter, -3 * back)
        quarters.append(parse_period(f"{first.year}-K{(first.month + 2) // 3}"))
    years = [parse_period(str(today.year - back)) for back in range(YEARS_BACK)]
    groups = (("Månad", months), ("Kvartal", quarters), ("År", years))
    return [(label, [(each.code, each.name) for each in found]) for label, found in groups]


def _of_field(allowed: Sequence[Choice]) -> forms.ChoiceField:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for choice in allowed:
        groups[choice.group].append((choice.of, choice.name))
    return forms.ChoiceField(label="Gäller", choices=list(groups.items()))


class OfForm(forms.Form):
    """Whom alone: for what stands now."""

    def __init__(self, *args: Any, allowed: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"for": _of_field(allowed)}


class ReportForm(forms.Form):
    """Whom and when. The names are those of the address."""

    period = forms.ChoiceField(label="Period")

    def __init__(self, *args: Any, allowed: Sequence[Choice], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"for": _of_field(allowed), "period": self.fields["period"]}
        found = period_choices(now)
        asked = str(self.data.get("period", ""))
        if asked not in {code for _, group in found for code, _ in group}:
            # An address may hold any period that the contract knows, a span too.
            try:
                found = [("Vald period", [(asked, parse_period(asked).name)]), *found]
            except PeriodError as error:
                self.period_error = str(error)
        self.fields["period"].choices = found  # type: ignore[attr-defined]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        if "period" in self.errors and hasattr(self, "period_error"):
            self.errors["period"] = self.error_class([self.period_error])
