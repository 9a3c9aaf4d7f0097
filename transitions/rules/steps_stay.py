"""Steps 1, 2, 3, 5 and 6: from the notice to the information at discharge (`rules.steps`)."""

from dataclasses import replace
from datetime import datetime

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.information import sent
from transitions.rules.kinds import Applies, CareForm, ItemKind
from transitions.rules.limits import Limits, after, end_of, local_date, notice_due
from transitions.rules.step_values import (
    OPEN_CARE_UNITS,
    Step,
    StepCode,
    StepState,
    date_over,
    first_notice,
    running,
    settled,
)
from transitions.rules.tracks import PlanRule, terms_of

_WARD = frozenset({UnitKind.WARD})
_MUNICIPAL = {
    CareForm.DETOX: (UnitKind.ADDICTION_SERVICES, UnitKind.ASSESSMENT_OFFICE),
    CareForm.PSYCHIATRIC: (UnitKind.ASSESSMENT_OFFICE, UnitKind.SOCIAL_PSYCHIATRY),
}


def notice(chain: Chain, limits: Limits, now: datetime) -> Step:
    """1: the notice, within 24 hours of the admission or the judgement (LUS 2:3)."""
    start = chain.notice_clock_from
    due = notice_due(start, limits)
    fact = first_notice(chain)
    state = settled(fact, due) if fact else running(due, now)
    return Step(StepCode.NOTICE, state, _WARD, start, due, fact, source="LUS 2:3")


def care_contact(chain: Chain, now: datetime) -> Step:
    """2: the fast vårdkontakt, named before the discharge (LUS 2:5)."""
    notice, fact = first_notice(chain), chain.last(ItemKind.CARE_CONTACT_APPOINTED)
    step = Step(StepCode.CARE_CONTACT, StepState.WAITING, OPEN_CARE_UNITS, source="LUS 2:5")
    if fact is not None:
        first = chain.of_kind(ItemKind.CARE_CONTACT_APPOINTED)[0]
        end = chain.end.at if chain.end else None
        return replace(step, state=settled(first, end), fact=fact, due_at=end)
    if notice is None:
        return replace(step, reason="after_notice")
    if not any(party.kind in OPEN_CARE_UNITS for party in chain.parties.values()):
        return replace(step, state=StepState.DUE, since=notice.at, reason="no_open_care")
    ends = (date_over(chain), chain.end.at if chain.end else None)
    due = min((moment for moment in ends if moment is not None), default=None)
    return replace(step, state=running(due, now), since=notice.at, due_at=due)


def _municipal(chain: Chain) -> frozenset[UnitKind]:
    """Who plans for the municipality: the addiction services in detox, when they are on the chain."""
    care_form = chain.stay.care_form
    wanted = _MUNICIPAL.get(care_form, (UnitKind.ASSESSMENT_OFFICE,))
    present = {party.kind for party in chain.parties.values()}
    found = [kind for kind in wanted if kind in present]
    return frozenset(found[:1] if care_form is CareForm.DETOX else found) or frozenset(wanted[:1])


def plan(chain: Chain, limits: Limits, now: datetime) -> Step:
    """3: the planning of those who got the notice (LUS 2:6, T3); the colour says what ends it."""
    rule = terms_of(chain).plan
    owners = OPEN_CARE_UNITS if rule is PlanRule.OPEN_CARE else _municipal(chain)
    step = Step(StepCode.PLAN, StepState.WAITING, owners, source="LUS 2:6")
    fact, reason = _planned(chain, rule)
    notice = first_notice(chain)
    due = after(notice.at, limits.contact_hours) if notice else None
    if fact is not None:
        return replace(step, state=settled(fact, due), fact=fact, due_at=due, reason=reason)
    if notice is None:
        return replace(step, reason="after_notice")
    if chain.phase is Phase.DISCHARGED:
        return replace(step, state=StepState.LATE, since=notice.at, due_at=due, reason="discharged_unplanned")
    # The time is for the first contact; a decision has the expected day.
    if reason == "decision_awaited":
        due = date_over(chain) or due
    return replace(step, state=running(due, now), since=notice.at, due_at=due, reason=reason)


def _planned(chain: Chain, rule: PlanRule) -> tuple[Fact | None, str]:
    """What made the planning done, or None and what it waits for. A no is an orderly end of it (T3)."""
    word = chain.last(ItemKind.CONTACT_TAKEN, ItemKind.SUPPORT_APPLIED, ItemKind.SUPPORT_DECLINED)
    if chain.applies is Applies.OBJECTS:
        return word, "objects"
    if chain.applies is Applies.NO:
        return word, "no_application"
    decided = chain.last(ItemKind.DECISION_MADE)
    if decided is not None:
        return decided, ""
    if rule is PlanRule.SERVICES:
        known = chain.last(ItemKind.SERVICES_REPORTED, ItemKind.HOME_CARE_NOTIFIED)
        return known, "" if known else "services_awaited"
    if rule is PlanRule.OPEN_CARE:
        said = chain.last(
            ItemKind.OPEN_CARE_AVAILABLE, ItemKind.OPEN_CARE_UNAVAILABLE, ItemKind.OPEN_CARE_UNCLEAR
        )
        available = said is not None and said.kind is ItemKind.OPEN_CARE_AVAILABLE
        return (said, "") if available else (None, "open_care_awaited")
    ordered = [
        fact for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED) if fact.data.get("cause") == "order"
    ]
    if ordered:
        return ordered[-1], ""
    if word is None:
        return None, "contact_awaited"
    if chain.applies is Applies.YES:
        return None, "decision_awaited"
    return None, "will_awaited"


def ready(chain: Chain, now: datetime) -> Step:
    """5: utskrivningsklar, sent again after a withdrawal or a move (LUS 3:1)."""
    step = Step(StepCode.READY, StepState.WAITING, _WARD, source="LUS 3:1")
    spells = chain.spells
    last = spells[-1] if spells else None
    if last is not None and last.ended_by not in (
        ItemKind.DISCHARGE_READY_WITHDRAWN,
        ItemKind.TRANSFERRED,
    ):
        return replace(step, state=StepState.DONE, fact=last.notice)
    notice = first_notice(chain)
    if notice is None:
        return replace(step, reason="after_notice")
    if chain.phase is Phase.DISCHARGED:
        return replace(step, state=StepState.LATE, since=notice.at, reason="discharged_without_ready")
    due = date_over(chain)
    since, reason = notice.at, ""
    if last is not None and last.ended_at is not None:
        since = last.ended_at
        reason = "withdrawn" if last.ended_by is ItemKind.DISCHARGE_READY_WITHDRAWN else "moved"
    return replace(step, state=running(due, now), since=since, due_at=due, reason=reason)


def inform(chain: Chain, now: datetime) -> Step:
    """The information is due the day the person goes home (LUS 3:2). Loaded history has the discharge alone."""
    step = Step(StepCode.INFORM, StepState.WAITING, _WARD, source="LUS 3:2")
    fact = chain.last(ItemKind.DISCHARGED)
    if fact is not None:
        told = sent(chain)
        if told is None and chain.phase is Phase.DISCHARGED and fact.data.get("information_due"):
            due = end_of(local_date(fact.at))
            return replace(step, state=running(due, now), since=fact.at, due_at=due)
        return replace(step, state=StepState.DONE, fact=told or fact)
    standing = chain.standing
    if standing is None:
        return replace(step, reason="starts_when_ready")
    return replace(step, state=StepState.DUE, since=standing.notice.at)
