"""What home care has of its own on a case: told, acknowledged, answered, begun (T8, T25)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after
from transitions.rules.started import of_unit, starts
from transitions.rules.step_values import StepState, running


class OwnCode(StrEnum):
    """What home care has of its own on a case (T8, T25)."""

    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    ORDER_ANSWERED = "order_answered"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step of one provider at home."""

    code: OwnCode
    state: StepState
    due_at: datetime | None = None
    done_at: datetime | None = None


def own_steps(chain: Chain, limits: Limits, now: datetime, *, unit_id: int) -> tuple[OwnStep, ...]:
    """What a provider has been told, has to acknowledge and to begin. Nothing of the others' steps."""
    party = chain.parties.get(unit_id)
    if party is None or party.kind not in HOME_PROVIDERS:
        return ()
    told = [fact for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED) if unit_id in fact.named]
    if not told and party.kind is UnitKind.HOME_RECEPTION_TEAM:
        return ()  # it knows from its order, whose steps are its own (`reception`)
    if not told:
        return (OwnStep(OwnCode.TOLD, StepState.WAITING),)
    last = told[-1]
    found = [OwnStep(OwnCode.TOLD, StepState.DONE, done_at=last.at)]
    due = after(last.at, limits.home_acknowledge_hours)
    receipt = last.to.get(unit_id)
    state = running(due, now)
    if receipt is not None:
        state = StepState.DONE_LATE if receipt > due else StepState.DONE
    found.append(OwnStep(OwnCode.ACKNOWLEDGED, state, due, receipt))
    orders = [fact for fact in told if fact.data.get("cause") == "order"]
    if orders:
        found.append(_order_answered(chain, orders[-1], limits, now, unit_id))
    found.append(_started(chain, limits, now, unit_id))
    return tuple(found)


def _started(chain: Chain, limits: Limits, now: datetime, unit_id: int) -> OwnStep:
    for one in starts(chain):
        if one.unit_id == unit_id:
            due = one.due_at(limits)
            if one.confirmed and one.said is not None:
                return OwnStep(OwnCode.STARTED, StepState.DONE, done_at=one.said.at)
            return OwnStep(OwnCode.STARTED, running(due, now), due)
    said = [fact for fact in chain.of_kind(ItemKind.SUPPORT_STARTED) if of_unit(fact) == unit_id]
    if said:
        return OwnStep(OwnCode.STARTED, StepState.DONE, done_at=said[-1].at)
    return OwnStep(OwnCode.STARTED, StepState.WAITING)


def _order_answered(chain: Chain, order: Fact, limits: Limits, now: datetime, unit_id: int) -> OwnStep:
    due = after(order.at, limits.answer_hours)
    for fact in chain.of_kind(ItemKind.ANSWER_GIVEN):
        if (
            fact.by_id == unit_id
            and fact.at >= order.at
            and fact.data.get("of") == ItemKind.HOME_CARE_NOTIFIED
        ):
            state = StepState.DONE_LATE if fact.at > due else StepState.DONE
            return OwnStep(OwnCode.ORDER_ANSWERED, state, due, fact.at)
    return OwnStep(OwnCode.ORDER_ANSWERED, running(due, now), due)
