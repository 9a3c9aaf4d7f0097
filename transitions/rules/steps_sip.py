"""Steps 4, 7 and 8: the call, the plan and its follow-up (`rules.steps`)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, end_of, local_date, sip_call_due
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
from transitions.rules.tracks import terms_of, track_of


def _no_sip(chain: Chain) -> tuple[str, Fact | None]:
    """Why no SIP is to be held: what is recorded, or the colour. "" when one is."""
    fact = chain.last(ItemKind.SIP_NOT_REQUIRED)
    if fact is not None:
        return str(fact.data.get("reason") or "sip_not_required"), fact
    if chain.care_plan_instead_of_sip:
        return "open_compulsory_care", chain.last(ItemKind.LEGAL_FORM_CHANGED)
    return ("" if chain.stay.child or terms_of(chain).sip else f"track_{track_of(chain)}"), None


def _sip_step(chain: Chain, code: StepCode, owners: frozenset[UnitKind], source: str) -> Step:
    """A step of the SIP, not applicable when none is to be held.

    A person who goes over to open compulsory care gets a samordnad vårdplan instead, which is not counted here.
    """
    reason, fact = _no_sip(chain)
    if not reason:
        return Step(code, StepState.WAITING, owners, source=source)
    return Step(
        code,
        StepState.NOT_APPLICABLE,
        owners,
        fact=fact,
        reason=reason,
        source=source,
        compulsory=reason == "open_compulsory_care",
    )


def call_sip(chain: Chain, limits: Limits, now: datetime) -> Step:
    """4: the call, three days after utskrivningsklar at the latest (LUS 4:3)."""
    step = _sip_step(chain, StepCode.CALL_SIP, OPEN_CARE_UNITS, "LUS 4:3")
    calls = chain.of_kind(ItemKind.SIP_CALLED)
    own = [call for call in calls if call.data.get("caller") == "care_contact"]
    spells = chain.spells
    due = sip_call_due(spells[-1].notice.at, limits) if spells else None
    if own:
        return replace(step, state=settled(own[0], due), fact=own[0], due_at=due, reason="", compulsory=False)
    if step.state is StepState.NOT_APPLICABLE:
        return step
    if calls:
        # Somebody else's call does not fulfil LUS 4:3, but the SIP is on its way.
        return replace(
            step, state=settled(calls[0], due), fact=calls[0], due_at=due, reason="called_by_other"
        )
    notice = first_notice(chain)
    if notice is None:
        return replace(step, reason="after_notice")
    if due is None:
        return replace(step, state=StepState.DUE, since=notice.at, reason="starts_when_ready")
    return replace(step, state=running(due, now), since=spells[-1].notice.at, due_at=due)


def make_sip(chain: Chain, limits: Limits, now: datetime) -> Step:
    """7: the plan, or the meeting at which it is made (LUS 4:2)."""
    step = _sip_step(chain, StepCode.MAKE_SIP, OPEN_CARE_UNITS | {UnitKind.ASSESSMENT_OFFICE}, "LUS 4:2")
    made = chain.of_kind(ItemKind.SIP_PLAN_AGREED) or chain.of_kind(ItemKind.SIP_HELD)
    due = _meeting_due(chain, limits)
    if made:
        return replace(
            step, state=settled(made[0], due), fact=made[0], due_at=due, reason="", compulsory=False
        )
    if step.state is StepState.NOT_APPLICABLE:
        return step
    calls = chain.of_kind(ItemKind.SIP_CALLED)
    if not calls:
        return replace(step, due_at=due, reason="after_call")
    return replace(step, state=running(due, now), since=calls[0].at, due_at=due)


def _meeting_due(chain: Chain, limits: Limits) -> datetime | None:
    """When the plan is to be made: red before the person goes home, else some time after (local data)."""
    end = chain.end
    if terms_of(chain).sip_before_discharge:
        return end.at if end else date_over(chain)
    if end is None or end.kind is not ItemKind.DISCHARGED:
        return None
    return end_of(local_date(end.at) + timedelta(days=limits.sip_meeting_days))


def follow_up(chain: Chain, limits: Limits, now: datetime) -> Step:
    """8: followed up and closed (SoL 10:8, HSL 16:4)."""
    step = _sip_step(chain, StepCode.FOLLOW_UP, OPEN_CARE_UNITS, "SoL 10:8, HSL 16:4")
    made = chain.of_kind(ItemKind.SIP_PLAN_AGREED) or chain.of_kind(ItemKind.SIP_HELD)
    done = chain.last(ItemKind.SIP_CLOSED) or chain.last(ItemKind.SIP_FOLLOWED_UP)
    due = end_of(local_date(made[0].at) + timedelta(days=limits.sip_follow_up_days)) if made else None
    if done is not None:
        first = chain.of_kind(ItemKind.SIP_FOLLOWED_UP, ItemKind.SIP_CLOSED)[0]
        return replace(step, state=settled(first, due), fact=done, due_at=due, reason="", compulsory=False)
    if step.state is StepState.NOT_APPLICABLE:
        return step
    if not made:
        return replace(step, reason="after_plan")
    return replace(step, state=running(due, now), since=made[0].at, due_at=due)
