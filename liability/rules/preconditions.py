"""Which preconditions of a spell are met, late, still awaited or never met.

Sources: LUS 2 kap. 3 § (24 hours), 2 kap. 5 § (care contact), 4 kap. 3 § (call within three days),
5 kap. 3 and 5 §§.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from .calendar import local_date
from .facts import BY_CARE_CONTACT, NONE_OF_THEM, UNAVAILABLE_KINDS, Event, EventKind, History
from .reasons import Reason, ReasonCode, reason
from .spells import Spell
from .terms import LatePrecondition, Precondition, Terms

ADMISSION_NOTICE_WITHIN = timedelta(hours=24)
SIP_CALL_WITHIN = timedelta(days=3)
"""Calendar days after the notice's date; there is no time of day for the call."""

EFFECT_OF_LATE = {
    LatePrecondition.REVIEW: "Lagen säger inte vad som då gäller: någon behöver ta ställning.",
    LatePrecondition.BLOCK: "Enligt villkoren inträder då inget betalningsansvar.",
    LatePrecondition.SHIFT: "Enligt villkoren räknas dagarna då från den senare tidpunkten.",
    LatePrecondition.ALLOW: "Enligt villkoren har det ingen betydelse.",
}

# Asked for in every case: a name of the module's own is found at once, a member of a closed list is looked up.
_ADMITTED, _ASSESSED, _NOTICE = (
    EventKind.ADMITTED,
    EventKind.NEED_ASSESSED,
    EventKind.ADMISSION_NOTICE_SENT,
)
_CALLED, _NO_SIP = EventKind.SIP_CALLED, EventKind.SIP_NOT_REQUIRED
_APPOINTED, _DECLINED = EventKind.CARE_CONTACT_APPOINTED, EventKind.SUPPORT_DECLINED
_NOT_STATED = (reason(ReasonCode.OPEN_CARE_NOT_STATED),)

OPEN_CARE_KINDS = UNAVAILABLE_KINDS | {EventKind.OPEN_CARE_AVAILABLE}

SIP_NOT_REQUIRED_WHY = {
    "no_consent": "personen samtycker inte",
    "single_principal": "insatser behövs bara från en huvudman",
    "open_compulsory_care": "samordnad vårdplan görs i stället (öppen tvångsvård)",
    None: "behovet är bedömt",
}


@dataclass(slots=True)
class Findings:
    """What the preconditions of one spell came to.

    reasons: what decided, in order.
    never_met: some precondition is not met and will not be.
    review: something only a person can decide.
    late_at: the latest moment at which a precondition was met too late; None when none was.
    sip_awaited: no call by the care contact yet; None otherwise. Decides once the start day is known.
    asides: said last, without effect.
    """

    reasons: list[Reason]
    never_met: bool = False
    review: bool = False
    late_at: datetime | None = None
    sip_awaited: Reason | None = None
    asides: tuple[Reason, ...] = ()

    def is_late(self, terms: Terms, effect: LatePrecondition) -> bool:
        """Whether something was met too late and the terms give that this effect."""
        return self.late_at is not None and terms.late_precondition is effect

    def met_late(self, at: datetime, why: Reason) -> None:
        """Note that a precondition was met too late at the moment."""
        self.late_at = at if self.late_at is None or at > self.late_at else self.late_at
        self.reasons.append(why)

    def not_met(self, why: Reason) -> None:
        """Note that a precondition is not met and will not be."""
        self.never_met = True
        self.reasons.append(why)


def examine(spell: Spell, history: History, terms: Terms) -> Findings:
    """Examine every precondition of the terms, in the order of the act's paragraphs."""
    found = Findings([])
    for check in _checks_of(terms.preconditions):
        check(found, spell, history, terms)
    return found


def _any_by(moment: datetime, history: History, kind: EventKind) -> bool:
    """Whether such an event came no later than the moment: the first is the earliest."""
    events = history.by_kind.get(kind)
    return events is not None and events[0].at <= moment


def _admission_notice(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    notice: Event | None = None
    for each in history.by_kind.get(_NOTICE, NONE_OF_THEM):
        if each.reaches_municipality:
            notice = each
            break
    if notice is None or notice.at > spell.until:
        found.not_met(reason(ReasonCode.NO_ADMISSION_NOTICE))
        return
    since = clock_starts(history, notice)
    if since is None or notice.at - since.at <= ADMISSION_NOTICE_WITHIN:
        return
    what = "inskrivningen" if since.kind is _ADMITTED else "läkarens senare bedömning av behovet"
    effect = EFFECT_OF_LATE[terms.late_precondition]
    why = reason(ReasonCode.ADMISSION_NOTICE_LATE, terms, at=notice.at, since=what, effect=effect)
    found.met_late(notice.at, why)


def clock_starts(history: History, notice: Event) -> Event | None:
    """The event from which the 24 hours run; None when none is recorded, and the notice then in time.

    It is the later of the first admission and the latest judgement of need that is not later than the notice.
    """
    admitted = history.by_kind.get(_ADMITTED)
    start = None if admitted is None else admitted[0]
    for each in history.by_kind.get(_ASSESSED, NONE_OF_THEM):
        if each.at <= notice.at and (start is None or each.at >= start.at):
            start = each
    return start


def _sip_call(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    said = history.by_kind.get(_NO_SIP)
    if said is not None:
        why = SIP_NOT_REQUIRED_WHY.get(said[0].reason, SIP_NOT_REQUIRED_WHY[None])
        found.reasons.append(reason(ReasonCode.SIP_NOT_REQUIRED, why=why))
        return
    call: Event | None = None
    by_other = False
    for each in history.by_kind.get(_CALLED, NONE_OF_THEM):
        if each.at > spell.until:
            break
        if each.by == BY_CARE_CONTACT:
            call = each
            break
        by_other = True
    if call is None:
        found.sip_awaited = reason(ReasonCode.SIP_CALLED_BY_OTHER if by_other else ReasonCode.SIP_NOT_CALLED)
        return
    if call.at <= spell.notice.at:
        return
    deadline = spell.notice_on + SIP_CALL_WITHIN
    if local_date(call.at) <= deadline:
        return
    effect = EFFECT_OF_LATE[terms.late_precondition]
    found.met_late(
        call.at, reason(ReasonCode.SIP_CALLED_LATE, terms, at=call.at, deadline=deadline, effect=effect)
    )


def _open_care(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    """LUS 5 kap. 5 §: missing at the end of the spell, missing for a part of it, or there all the time."""
    if history.by_kind.keys().isdisjoint(OPEN_CARE_KINDS):
        found.asides = _NOT_STATED
        return
    missing = missing_in_spell = stated = False
    available_at: datetime | None = None
    for index, each in enumerate(history.events):
        if each.at > spell.until:
            break
        if each.kind in UNAVAILABLE_KINDS:
            missing = stated = True
            missing_in_spell = missing_in_spell or index > spell.notice_index
        elif each.kind is EventKind.OPEN_CARE_AVAILABLE:
            if missing and index > spell.notice_index:
                available_at = each.at
            missing, stated = False, True
        if index == spell.notice_index and missing:
            missing_in_spell = True
    if not missing_in_spell:
        if not stated:
            found.asides = _NOT_STATED
        return
    if missing or available_at is None:
        found.not_met(reason(ReasonCode.OPEN_CARE_UNAVAILABLE))
    else:
        found.review = True
        found.reasons.append(reason(ReasonCode.OPEN_CARE_AVAILABLE_AGAIN, at=available_at))


def _care_contact(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    if spell.end is None or _any_by(spell.until, history, _APPOINTED):
        return
    found.not_met(reason(ReasonCode.NO_CARE_CONTACT, terms))


def _support(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    if _any_by(spell.until, history, _DECLINED):
        found.not_met(reason(ReasonCode.SUPPORT_DECLINED, terms))


_Check = Callable[[Findings, Spell, History, Terms], None]

CHECKS: dict[Precondition, _Check] = {
    Precondition.ADMISSION_NOTICE: _admission_notice,
    Precondition.SIP_CALL: _sip_call,
    Precondition.OPEN_CARE_AVAILABLE: _open_care,
    Precondition.CARE_CONTACT: _care_contact,
    Precondition.SUPPORT_NOT_DECLINED: _support,
}
"""In the order of the act's paragraphs. That the notice of utskrivningsklar was given is what makes a spell."""


@cache
def _checks_of(preconditions: frozenset[Precondition]) -> tuple[_Check, ...]:
    return tuple(check for precondition, check in CHECKS.items() if precondition in preconditions)
