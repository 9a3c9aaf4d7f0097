"""What would stop liability that is on its way, and what is missing on which side.

Source: LUS 2 kap. 5 §, 4 kap. 3 §, 5 kap. 3 and 5 §§; the agreement's own preconditions.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import UNAVAILABLE_KINDS, Case, EventKind, history_of
from .preconditions import SIP_CALL_WITHIN, examine
from .reasons import ReasonCode
from .spell_assessment import Rulebook
from .spells import find_spells
from .terms import Basis, Precondition, Terms


class Whose(StrEnum):
    """Whose step it is."""

    WARD = "ward"
    OPEN_CARE = "open_care"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. `by`: the last day for it, when there is one."""

    code: str
    whose: Whose
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A standing spell: the terms that hold for it, and what is missing. Without gaps nothing but its end stops it."""

    notice_on: date
    terms: Terms
    gaps: tuple[Gap, ...]


def outlook(case: Case, rulebook: Rulebook) -> Outlook | None:
    """The outlook of the notice that stands; None when none does, or under average terms."""
    history = history_of(case)
    spells = find_spells(history, registered_in=case.registered_in)
    if not spells or spells[-1].end is not None:
        return None
    spell = spells[-1]
    notice_on = spell.notice_on
    owed_by = case.placed_by or spell.registered_in
    if owed_by is None:
        return None
    terms = case.terms or rulebook.terms_for(owed_by, case.care_form, notice_on)
    if terms is None or terms.basis is Basis.AVERAGE:
        return None
    found = examine(spell, history, terms)
    said = {each.code for each in (*found.reasons, *found.asides)}
    gaps: list[Gap] = []
    if ReasonCode.NO_ADMISSION_NOTICE in said:
        gaps.append(Gap("admission_notice", Whose.WARD))
    if found.sip_awaited is not None:
        gaps.append(Gap("sip_call", Whose.OPEN_CARE, notice_on + SIP_CALL_WITHIN))
    if ReasonCode.OPEN_CARE_UNAVAILABLE in said:
        last = [each.kind for each in history.events if each.kind in UNAVAILABLE_KINDS][-1]
        unclear = last is EventKind.OPEN_CARE_UNCLEAR
        gaps.append(Gap("open_care_unclear" if unclear else "open_care", Whose.OPEN_CARE))
    if ReasonCode.OPEN_CARE_NOT_STATED in said:
        gaps.append(Gap("open_care_not_stated", Whose.OPEN_CARE))
    appointed = history.of(EventKind.CARE_CONTACT_APPOINTED)
    if terms.requires(Precondition.CARE_CONTACT) and not appointed:
        gaps.append(Gap("care_contact", Whose.OPEN_CARE))
    if found.review or found.late_at is not None:
        gaps.append(Gap("decision", Whose.BOTH))
    return Outlook(notice_on, terms, tuple(gaps))
