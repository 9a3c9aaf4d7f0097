"""What other terms would have cost on the real cases of a month, beside what is in force. Sums alone leave it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core import clock, scope
from liability.rules.assessment import Rulebook, Status, assess
from liability.rules.billing import Counted, Line, SpellFact, line_of, mean_line, totals
from liability.rules.contract import case_from_json, plain
from liability.rules.facts import Case
from liability.rules.periods import month_of
from liability.rules.spell_assessment import SpellResult
from liability.rules.terms import EVERYWHERE, Basis, Terms, parent_municipality, region_of
from liability.selectors.rulebook import rulebook
from liability.selectors.statement_facts import overlapping
from liability.shelf import shipped_desk


@dataclass(slots=True)
class Sum:
    """What one municipality's month comes to under some terms. `amount` None when a rate or the level is unknown."""

    cases: int = 0
    days: str = "0"
    amount: int | None = 0


@dataclass(slots=True)
class Compared:
    """A municipality under the terms in force, and under the others."""

    code: str
    before: Sum = field(default_factory=Sum)
    after: Sum = field(default_factory=Sum)


def holds_for(terms: Terms, code: str) -> bool:
    """Whether the terms are the municipality's or district's, by place."""
    if terms.municipality != EVERYWHERE:
        return terms.municipality in (code, parent_municipality(code))
    return terms.region in (EVERYWHERE, region_of(code))


@scope.wide
def compare(
    month: date, other: Terms, *, known: Collection[str] | None = None, base: Terms | None = None
) -> list[Compared]:
    """Every municipality that the other terms are for, on its cases of the month; by code. Three queries.

    known: only these municipalities. base: the terms to compare with; None: those in force for each case.
    """
    rules = rulebook()
    found: dict[str, Compared] = {}
    lines: dict[tuple[str, bool], list[tuple[Line, Terms]]] = defaultdict(list)
    for facts, as_of, ended_at in overlapping(month).values_list("facts", "as_of", "episode__ended_at"):
        case = _case(facts, as_of)
        if case is None or not _meant(other, case.care_form):
            continue
        owing = case.placed_by or case.registered_in
        if owing is None or not holds_for(other, owing) or (known is not None and owing not in known):
            continue
        compared = found.setdefault(owing, Compared(owing))
        ended = None if ended_at is None else clock.local_date(ended_at)
        for after, terms in ((False, base), (True, other)):
            own = _lines(replace(case, terms=terms), rules, month, ended, clock.local_date(as_of))
            lines[owing, after] += own
            if own:
                side = compared.after if after else compared.before
                side.cases += 1
    for (code, after), own in lines.items():
        side = found[code].after if after else found[code].before
        side.days, side.amount = _total(own, month, rules)
    return [found[code] for code in sorted(found) if found[code].before.cases or found[code].after.cases]


def _case(facts: dict[str, Any], as_of: datetime) -> Case | None:
    if not facts.get("care_form"):
        return None
    return replace(case_from_json(facts, shipped_desk()), as_of=as_of)


def _meant(terms: Terms, care_form: str | None) -> bool:
    return EVERYWHERE in terms.care_forms or care_form in terms.care_forms


def _lines(
    case: Case, rules: Rulebook, month: date, ended: date | None, until: date
) -> list[tuple[Line, Terms]]:
    found = []
    ready = 0
    mean: Terms | None = None
    for spell in assess(case, rules).spells:
        if spell.terms is None:
            continue
        if spell.status is Status.AVERAGE:
            mean, ready = spell.terms, ready + spell.ready_days
            continue
        line = line_of(_fact(spell, until), spell.terms, month, rules.national_amounts)
        if line is not None and line.days:
            found.append((line, spell.terms))
    if mean is not None and ended is not None and month_of(ended) == month:
        found.append((mean_line(ready, mean, month, rules.national_amounts), mean))
    return found


def _fact(spell: SpellResult, until: date) -> SpellFact:
    return SpellFact(spell.status, spell.notice_on, spell.start_day, spell.ends_on, until, spell.ready_days)


def _total(lines: list[tuple[Line, Terms]], month: date, rules: Rulebook) -> tuple[str, int | None]:
    """Days and kronor of one municipality's lines: each mean by its own terms."""
    days, amount, unknown = Decimal(0), 0, False
    by_terms: dict[str | None, list[tuple[Line, Terms]]] = defaultdict(list)
    for line, terms in lines:
        by_terms[terms.code].append((line, terms))
    for own in by_terms.values():
        terms = own[0][1]
        rows = [
            Counted(
                line.outcome,
                line.days,
                line.billable_days,
                0,
                line.ready_days,
                line.amount,
                line.billable_amount,
            )
            for line, _ in own
        ]
        found = totals(rows, terms, month, rules.national_amounts)
        days += found.days
        if terms.basis is Basis.AVERAGE and found.mean is not None:
            if found.mean.days is None:
                return "", None
            days += found.mean.days
        unknown = unknown or found.amount is None
        amount += found.amount or 0
    return plain(days) or "0", None if unknown else amount
