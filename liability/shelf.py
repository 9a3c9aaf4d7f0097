"""The terms and amounts that ship with the product, and the Swedish calendar, as values for the rules.

Reads packaged files only: no database, no settings.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from actors.calendar import swedish_calendar
from liability.rules.assessment import Rulebook
from liability.rules.contract import Desk
from liability.rules.statement_life import Deadlines
from liability.rules.terms import Terms
from liability.rules.terms_form import terms_from_json


@dataclass(frozen=True, slots=True)
class ShippedAmount:
    """Socialstyrelsen's amount of a year, whole kronor for each vårddygn; None when it is not known here."""

    year: int
    amount: int | None
    confirmed: bool
    source: str


@cache
def shipped_terms() -> tuple[Terms, ...]:
    """Every version of terms that ships, in the order of the file."""
    return tuple(terms_from_json(each) for each in json.loads(_read("terms.json")))


@cache
def shipped_amounts() -> tuple[ShippedAmount, ...]:
    """The national amounts that ship, known or not, by year."""
    return tuple(ShippedAmount(**each) for each in json.loads(_read("amounts.json"))["amounts"])


def national_amounts() -> Mapping[int, int | None]:
    """The shipped national amounts as the rules take them."""
    return {each.year: each.amount for each in shipped_amounts()}


@cache
def shipped_desk() -> Desk:
    """All that the command answers with."""
    terms = shipped_terms()
    rulebook = Rulebook(terms, national_amounts(), swedish_calendar())
    return Desk(rulebook, {each.code: each for each in terms if each.code})


@dataclass(frozen=True, slots=True)
class ShippedDeadlines:
    """How long the steps of a statement may take where nobody has entered anything else. No act says it."""

    deadlines: Deadlines
    source: str


@cache
def shipped_deadlines() -> ShippedDeadlines:
    """The deadlines that ship."""
    told = json.loads(_read("deadlines.json"))
    days = Deadlines(told["propose_days"], told["dispute_days"], told["answer_days"])
    return ShippedDeadlines(days, told["source"])


def _read(name: str) -> str:
    return files("liability").joinpath("data", name).read_text(encoding="utf-8")
