"""What one spell comes to: its status, start day, days and price.

Source: LUS 5 kap. 2–6 §§, read as docs/rules.md tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from .amounts import NO_CHARGE, Charge, NationalAmounts, charge
from .calendar import ONE_DAY, Calendar, local
from .decisions import Decision
from .facts import Case, EventKind, History
from .members import direct
from .preconditions import Findings, examine
from .reasons import Reason, ReasonCode, reason
from .spells import Spell
from .swedish import joined
from .terms import Basis, DayConvention, DayType, LatePrecondition, Terms, in_order_of_rank, region_of


@direct
class Status(StrEnum):
    """What a spell, or a whole case, came to."""

    LIABLE = "liable"
    RUNNING = "running"
    NOT_YET = "not_yet"
    NOT_LIABLE = "not_liable"
    NEEDS_REVIEW = "needs_review"
    AVERAGE = "average"


# Asked for in every case: a name of the module's own is found at once, a member of a closed list is looked up.
_RUNNING, _LIABLE, _NOT_LIABLE = Status.RUNNING, Status.LIABLE, Status.NOT_LIABLE
_AVERAGE, _CALENDAR_DAYS, _STARTED = Basis.AVERAGE, DayType.CALENDAR, DayConvention.STARTED
_MOVED, _WITHDRAWN = EventKind.REGISTRATION_CHANGED, EventKind.DISCHARGE_READY_WITHDRAWN
_BEFORE, _AFTER = ReasonCode.NOTICE_BEFORE_CUTOFF, ReasonCode.NOTICE_AFTER_CUTOFF


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All that a case is assessed against: terms to choose from, national amounts and the calendar."""

    terms: Sequence[Terms]
    national_amounts: NationalAmounts
    calendar: Calendar
    _ranked: dict[tuple[str, str | None], tuple[Terms, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def terms_for(self, municipality: str, care_form: str | None, notice_on: date) -> Terms | None:
        """The terms in force for a case (`choose_terms`). Which could be is worked out once for a place and a form."""
        key = (municipality, care_form)
        ranked = self._ranked.get(key)
        if ranked is None:
            ranked = in_order_of_rank(self.terms, municipality=municipality, care_form=care_form)
            self._ranked[key] = ranked
        for terms in ranked:
            if terms.holds_on(notice_on):
                return terms
        return None


class SpellResult(NamedTuple):
    """What one spell came to.

    notice_at: the real notice's time as it was written.
    starts_on: the start day when it was reached or is still ahead, else None.
    start_day: the start day by the rule, whatever became of the spell; None when the rule could not be asked.
    ready_days: calendar days from the notice's date to the end's.
    """

    status: Status
    notice_at: str
    notice_on: date
    starts_on: date | None
    ends_on: date | None
    start_day: date | None
    ready_days: int
    charge: Charge
    terms: Terms | None
    owed_by: str | None
    reasons: tuple[Reason, ...]


def assess_spell(case: Case, history: History, spell: Spell, rulebook: Rulebook) -> SpellResult:
    """Assess one spell under the case's terms, or those in force on the notice's date."""
    owed_by = case.placed_by or spell.registered_in
    if owed_by is None:
        return _result(spell, None, None, Status.NEEDS_REVIEW, (reason(ReasonCode.NO_MUNICIPALITY),))
    notice_on, end_on = spell.notice_on, spell.until_on
    terms = case.terms or rulebook.terms_for(owed_by, case.care_form, notice_on)
    if terms is None:
        why_none = (reason(ReasonCode.NO_TERMS, at=notice_on),)
        return _result(spell, owed_by, None, Status.NEEDS_REVIEW, why_none)
    if terms.basis is _AVERAGE:
        return _result(spell, owed_by, terms, Status.AVERAGE, ())

    found = examine(spell, history, terms)
    in_time_or_late = _start_by_wall(spell.noticed, terms, rulebook.calendar)
    shifted = _shifted(spell, found, terms, rulebook.calendar)
    start_day = in_time_or_late[0] if shifted is None else shifted
    if found.sip_awaited is not None and (spell.end is not None or end_on >= start_day):
        found.never_met = True
        found.reasons.append(found.sip_awaited)
    if case.care_region or _MOVED in history.by_kind:
        _examine_place(found, case, history, spell, owed_by)
    why = found.reasons
    if found.never_met or found.is_late(terms, LatePrecondition.BLOCK):
        said = (*why, *_why_ended(spell), *found.asides)
        return _result(spell, owed_by, terms, _NOT_LIABLE, said, start_day)
    if found.review or found.is_late(terms, LatePrecondition.REVIEW):
        said = (*why, *_why_ended(spell), *found.asides)
        decision = case.decision_on(spell.notice.at)
        if decision is None:
            return _result(spell, owed_by, terms, Status.NEEDS_REVIEW, said, start_day)
        return _decided(spell, owed_by, terms, start_day, said, decision, rulebook.national_amounts)
    why += _why_start(spell, found, terms, in_time_or_late, shifted)
    why += _why_ended(spell)
    return _counted(spell, owed_by, terms, start_day, why, found.asides, rulebook.national_amounts)


def _result(
    spell: Spell,
    owed_by: str | None,
    terms: Terms | None,
    status: Status,
    reasons: tuple[Reason, ...],
    start_day: date | None = None,
    starts_on: date | None = None,
    price: Charge = NO_CHARGE,
) -> SpellResult:
    notice_on, end_on = spell.notice_on, spell.until_on
    return SpellResult(
        status,
        spell.notice.written_at,
        notice_on,
        starts_on,
        None if spell.end is None else end_on,
        start_day,
        (end_on - notice_on).days,
        price,
        terms,
        owed_by,
        reasons,
    )


def _decided(
    spell: Spell,
    owed_by: str,
    terms: Terms,
    start_day: date,
    left_open: tuple[Reason, ...],
    decision: Decision,
    national_amounts: NationalAmounts,
) -> SpellResult:
    """What both sides decided takes the place of what the rules leave open, and says so."""
    if decision.from_day is None:
        said = reason(ReasonCode.DECIDED_NOT_OWED, why=decision.text)
        return _result(spell, owed_by, terms, Status.NOT_LIABLE, (*left_open, said), start_day)
    said = reason(ReasonCode.DECIDED_OWED, start=decision.from_day, why=decision.text)
    why = [*left_open, said]
    return _counted(spell, owed_by, terms, decision.from_day, why, (), national_amounts)


def _counted(
    spell: Spell,
    owed_by: str,
    terms: Terms,
    start_day: date,
    why: list[Reason],
    asides: tuple[Reason, ...],
    national_amounts: NationalAmounts,
) -> SpellResult:
    """The result of a spell whose preconditions are met: its days decide."""
    end_on, stands = spell.until_on, spell.end is None
    reached = end_on >= start_day
    if stands and not reached:
        return _result(spell, owed_by, terms, Status.NOT_YET, (*why, *asides), start_day, start_day)
    stop = end_on + ONE_DAY if terms.day_convention is _STARTED else end_on
    price = charge(start_day, stop, terms, national_amounts)
    if stands:
        status = _RUNNING
    elif price.days > 0:
        status = _LIABLE
    else:
        status = _NOT_LIABLE
        if end_on == spell.notice_on:
            why.append(reason(ReasonCode.DAY_ZERO, terms))
        else:
            why.append(reason(ReasonCode.ENDED_BEFORE_START, terms, end=end_on, start=start_day))
    if price.days:
        why += _about_price(price, terms)
    starts_on = start_day if reached else None
    return _result(spell, owed_by, terms, status, (*why, *asides), start_day, starts_on, price)


def _shifted(spell: Spell, found: Findings, terms: Terms, calendar: Calendar) -> date | None:
    """The start day counted from the latest precondition that was met too late; None when the terms do not shift."""
    moment = found.late_at
    if moment is None or terms.late_precondition is not LatePrecondition.SHIFT or moment <= spell.notice.at:
        return None
    return start_of(moment, terms, calendar)[0]


def _why_start(
    spell: Spell, found: Findings, terms: Terms, start: tuple[date, bool], shifted: date | None
) -> list[Reason]:
    """What decided the start day (LUS 5 kap. 4 §, or as agreed). `start`: the notice's own, and whether it was late."""
    start_day, late = start
    code = _AFTER if late else _BEFORE
    values = (("at", spell.notice.at), ("cutoff", terms.cutoff), ("start", start_day))
    why = [Reason(code, terms.agreement, values)]
    if shifted is not None and found.late_at is not None:
        why.append(reason(ReasonCode.SHIFTED, terms, at=found.late_at, start=shifted))
    return why


def start_of(notice_at: datetime, terms: Terms, calendar: Calendar) -> tuple[date, bool]:
    """The start day of a notice sent at the moment, and whether the notice was after the cut-off."""
    return _start_by_wall(local(notice_at), terms, calendar)


def _start_by_wall(wall: datetime, terms: Terms, calendar: Calendar) -> tuple[date, bool]:
    late = terms.is_late(wall.time())
    free = terms.too_late if late else terms.in_time
    if terms.day_type is _CALENDAR_DAYS:
        return wall.date() + free, late
    return calendar.add_weekdays(wall.date(), free.days, eves_are_weekdays=terms.eves_are_weekdays), late


def _examine_place(found: Findings, case: Case, history: History, spell: Spell, owed_by: str) -> None:
    """A move during the spell, or a ward in another region: only a person can decide (LUS 5:2, 4:5)."""
    for each in history.of(_MOVED):
        if spell.notice.at < each.at < spell.until:
            found.review = True
            found.reasons.append(reason(ReasonCode.REGISTRATION_CHANGED, at=each.at))
            break
    if outside_region(case, owed_by):
        found.review = True
        found.reasons.append(reason(ReasonCode.CARE_OUTSIDE_REGION))


def outside_region(case: Case, owed_by: str) -> bool:
    """Whether the ward belongs to another region than the owing municipality."""
    return bool(case.care_region) and case.care_region != region_of(owed_by)


def _why_ended(spell: Spell) -> list[Reason]:
    if spell.end is not None and spell.end.kind is _WITHDRAWN:
        return [reason(ReasonCode.WITHDRAWN, at=spell.end.at)]
    return []


def _about_price(price: Charge, terms: Terms) -> list[Reason]:
    said: list[Reason] = []
    if price.amount is None:
        years = joined([str(year) for year in price.unknown_years])
        said.append(reason(ReasonCode.RATE_UNKNOWN, terms, years=years))
    suspension = terms.invoicing_suspended
    if suspension is not None and price.suspended_days:
        until = "tills vidare" if suspension.end is None else f"till {suspension.end.isoformat()}"
        period = f"från {suspension.start.isoformat()} {until}"
        said.append(reason(ReasonCode.INVOICING_SUSPENDED, terms, period=period))
    return said
