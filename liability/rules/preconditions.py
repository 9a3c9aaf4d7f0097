"""Which preconditions of a spell are met, late, still awaited or never met.

Sources: LUS 2 kap. 3 § (24 hours), 2 kap. 5 § (care contact), 4 kap. 3 § (call within three days),
5 kap. 3 and 5 §§.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .calendar import local_date
from .facts import BY_CARE_CONTACT, UNAVAILABLE_KINDS, Event, EventKind, History
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

    never_met: some precondition is not met and will not be.
    review: something only a person can decide.
    late_at: moments at which preconditions were met too late.
    sip_awaited: no call by the care contact yet; None otherwise. Decides once the start day is known.
    asides: said last, without effect.
    """

    never_met: bool = False
    review: bool = False
    late_at: list[datetime] = field(default_factory=list)
    sip_awaited: Reason | None = None
    reasons: list[Reason] = field(default_factory=list)
    asides: list[Reason] = field(default_factory=list)

    def is_late(self, terms: Terms, effect: LatePrecondition) -> bool:
        """Whether something was met too late and the terms give that this effect."""
        return bool(self.late_at) and terms.late_precondition is effect


def examine(spell: Spell, history: History, terms: Terms) -> Findings:
    """Examine every precondition of the terms, in the order of the act's paragraphs."""
    found = Findings()
    if terms.requires(Precondition.ADMISSION_NOTICE):
        _admission_notice(found, spell, history, terms)
    if terms.requires(Precondition.SIP_CALL):
        _sip_call(found, spell, history, terms)
    if terms.requires(Precondition.OPEN_CARE_AVAILABLE):
        _open_care(found, spell, history)
    if terms.requires(Precondition.CARE_CONTACT):
        _care_contact(found, spell, history, terms)
    if terms.requires(Precondition.SUPPORT_NOT_DECLINED):
        _support(found, spell, history, terms)
    return found


def _any_by(moment: datetime, history: History, kind: EventKind) -> bool:
    """Whether such an event came no later than the moment: the first is the earliest."""
    events = history.of(kind)
    return bool(events) and events[0].at <= moment


def _admission_notice(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    notice: Event | None = None
    for each in history.of(EventKind.ADMISSION_NOTICE_SENT):
        if each.reaches_municipality:
            notice = each
            break
    if notice is None or notice.at > spell.until:
        found.never_met = True
        found.reasons.append(reason(ReasonCode.NO_ADMISSION_NOTICE))
        return
    since = clock_starts(history, notice)
    if since is None or notice.at - since.at <= ADMISSION_NOTICE_WITHIN:
        return
    found.late_at.append(notice.at)
    what = "inskrivningen" if since.kind is EventKind.ADMITTED else "läkarens senare bedömning av behovet"
    found.reasons.append(
        reason(
            ReasonCode.ADMISSION_NOTICE_LATE,
            terms,
            at=notice.at,
            since=what,
            effect=EFFECT_OF_LATE[terms.late_precondition],
        )
    )


def clock_starts(history: History, notice: Event) -> Event | None:
    """The event from which the 24 hours run; None when none is recorded, and the notice then in time.

    It is the later of the first admission and the latest judgement of need that is not later than the notice.
    """
    admitted = history.of(EventKind.ADMITTED)
    start = admitted[0] if admitted else None
    for each in history.of(EventKind.NEED_ASSESSED):
        if each.at <= notice.at and (start is None or each.at >= start.at):
            start = each
    return start


def _sip_call(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    said = history.of(EventKind.SIP_NOT_REQUIRED)
    if said:
        why = SIP_NOT_REQUIRED_WHY.get(said[0].reason, SIP_NOT_REQUIRED_WHY[None])
        found.reasons.append(reason(ReasonCode.SIP_NOT_REQUIRED, why=why))
        return
    call: Event | None = None
    by_other = False
    for each in history.of(EventKind.SIP_CALLED):
        if each.at > spell.until:
            break
        if each.by == BY_CARE_CONTACT:
            call = each
            break
        by_other = True
    if call is None:
        found.sip_awaited = reason(ReasonCode.SIP_CALLED_BY_OTHER if by_other else ReasonCode.SIP_NOT_CALLED)
        return
    deadline = spell.notice_on + SIP_CALL_WITHIN
    if local_date(call.at) <= deadline:  # a call before the notice is so too
        return
    found.late_at.append(call.at)
    found.reasons.append(
        reason(
            ReasonCode.SIP_CALLED_LATE,
            terms,
            at=call.at,
            deadline=deadline,
            effect=EFFECT_OF_LATE[terms.late_precondition],
        )
    )


def _open_care(found: Findings, spell: Spell, history: History) -> None:
    """LUS 5 kap. 5 §: missing at the end of the spell, missing for a part of it, or there all the time."""
    if history.by_kind.keys().isdisjoint(OPEN_CARE_KINDS):
        found.asides.append(reason(ReasonCode.OPEN_CARE_NOT_STATED))
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
            found.asides.append(reason(ReasonCode.OPEN_CARE_NOT_STATED))
        return
    if missing or available_at is None:
        found.never_met = True
        found.reasons.append(reason(ReasonCode.OPEN_CARE_UNAVAILABLE))
    else:
        found.review = True
        found.reasons.append(reason(ReasonCode.OPEN_CARE_AVAILABLE_AGAIN, at=available_at))


def _care_contact(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    if spell.end is None or _any_by(spell.until, history, EventKind.CARE_CONTACT_APPOINTED):
        return
    found.never_met = True
    found.reasons.append(reason(ReasonCode.NO_CARE_CONTACT, terms))


def _support(found: Findings, spell: Spell, history: History, terms: Terms) -> None:
    if _any_by(spell.until, history, EventKind.SUPPORT_DECLINED):
        found.never_met = True
        found.reasons.append(reason(ReasonCode.SUPPORT_DECLINED, terms))
