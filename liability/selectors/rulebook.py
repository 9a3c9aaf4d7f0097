"""Terms, amounts and calendar in force in this installation: what ships, and what its administrators have added."""

from dataclasses import dataclass

from actors.calendar import swedish_calendar
from liability.models import DayRate
from liability.models import Terms as TermsRow
from liability.rules.amounts import NationalAmounts
from liability.rules.assessment import Rulebook
from liability.rules.terms import Terms
from liability.rules.terms_form import terms_from_json
from liability.shelf import ShippedAmount, shipped_amounts, shipped_terms


@dataclass(frozen=True, slots=True)
class TermsEntry:
    """Terms with where they come from: `own` were entered here, others ship with the product."""

    terms: Terms
    own: bool


def terms_in_use() -> list[TermsEntry]:
    """Every version of terms, the shipped ones first; an own one replaces the shipped one of its code. One query."""
    own = {
        row.code: terms_from_json(row.as_json())
        for row in TermsRow.objects.select_related("agreement").order_by("pk")
    }
    shipped = [TermsEntry(terms, own=False) for terms in shipped_terms() if terms.code not in own]
    return [*shipped, *(TermsEntry(terms, own=True) for terms in own.values())]


def amounts() -> list[ShippedAmount]:
    """The national amounts by year, known or not; a year entered here replaces the shipped one. One query."""
    years = {each.year: each for each in shipped_amounts()}
    for row in DayRate.objects.all():
        years[row.year] = ShippedAmount(row.year, row.amount, row.confirmed, row.source)
    return [years[year] for year in sorted(years)]


def national_amounts() -> NationalAmounts:
    """The amounts as the rules take them. One query."""
    return {each.year: each.amount for each in amounts()}


def rulebook() -> Rulebook:
    """All that a case is assessed against. Two queries."""
    terms = tuple(entry.terms for entry in terms_in_use())
    return Rulebook(terms, national_amounts(), swedish_calendar())
