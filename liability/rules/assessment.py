"""The assessment: whether, from when and for how many days a municipality owes for a patient.

Source: LUS 5 kap. 1–6 §§, read as docs/rules.md tells.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from .amounts import NO_CHARGE, Charge, total
from .facts import Case, history_of
from .reasons import Reason, ReasonCode, reason
from .spell_assessment import Rulebook, SpellResult, Status, assess_spell, outside_region
from .spells import find_spells
from .terms import Basis, Terms

__all__ = ["Assessment", "Rulebook", "SpellResult", "Status", "assess"]

ORDER = (Status.NEEDS_REVIEW, Status.RUNNING, Status.LIABLE, Status.NOT_YET, Status.NOT_LIABLE)
"""With several spells the first of these that any of them has."""

_T = TypeVar("_T")


class Assessment(NamedTuple):
    """What a case came to; sums over its spells. Amounts in whole kronor, None when a rate is unknown.

    terms, owed_by: one for each spell when they differ, else one; none without a spell or a municipality.
    ready_days: under average terms only.
    """

    status: Status
    owed_by: tuple[str | None, ...]
    terms: tuple[Terms | None, ...]
    charge: Charge
    spells: tuple[SpellResult, ...]
    reasons: tuple[Reason, ...]
    ready_days: int | None = None

    @property
    def billable(self) -> bool:
        """Whether at least one owed day lies outside a suspension of invoicing."""
        return self.charge.billable_days > 0


def assess(case: Case, rulebook: Rulebook) -> Assessment:
    """Assess one case. CalendarError when a weekday outside the known years is asked for, else total."""
    history = history_of(case)
    spells = find_spells(history, registered_in=case.registered_in)
    reasons: list[Reason] = []
    if case.placed_by and case.placed_by != case.registered_in:
        reasons.append(reason(ReasonCode.PLACED_BY_OTHER, owed_by=case.placed_by))
    if not spells:
        return _without_spell(case, reasons)
    if len(spells) == 1:
        return _of_one(assess_spell(case, history, spells[0], rulebook), reasons)
    results = tuple(assess_spell(case, history, spell, rulebook) for spell in spells)
    for result in results:
        reasons.extend(each for each in result.reasons if each not in reasons)
    owed_by = _one_or_each([result.owed_by for result in results])
    terms = _one_or_each([result.terms for result in results])
    # Want of a municipality comes before the mean: nobody's month can take the days.
    if None not in owed_by and any(each is not None and each.basis is Basis.AVERAGE for each in terms):
        ready_days = sum(result.ready_days for result in results)
        return Assessment(Status.AVERAGE, owed_by, terms, NO_CHARGE, results, tuple(reasons), ready_days)
    statuses = {result.status for result in results}
    status = next(each for each in ORDER if each in statuses)
    price = total([result.charge for result in results])
    return Assessment(status, owed_by, terms, price, results, tuple(reasons))


def _of_one(result: SpellResult, reasons: list[Reason]) -> Assessment:
    """A case of one spell is what the spell is: nothing to sum, no reason twice."""
    ready_days = result.ready_days if result.status is Status.AVERAGE else None
    said = (*reasons, *result.reasons) if reasons else result.reasons
    return Assessment(
        result.status, (result.owed_by,), (result.terms,), result.charge, (result,), said, ready_days
    )


def _without_spell(case: Case, reasons: list[Reason]) -> Assessment:
    status = Status.NOT_LIABLE
    home = case.placed_by or case.registered_in
    if home is None:
        status = Status.NEEDS_REVIEW
        reasons.append(reason(ReasonCode.NO_MUNICIPALITY))
    elif outside_region(case, home):
        status = Status.NEEDS_REVIEW
        reasons.append(reason(ReasonCode.CARE_OUTSIDE_REGION))
    reasons.append(reason(ReasonCode.NO_DISCHARGE_READY_NOTICE))
    terms = () if home is None or case.terms is None else (case.terms,)
    return Assessment(status, () if home is None else (home,), terms, NO_CHARGE, (), tuple(reasons))


def _one_or_each(values: Sequence[_T]) -> tuple[_T, ...]:
    return (values[0],) if all(value == values[0] for value in values) else tuple(values)
