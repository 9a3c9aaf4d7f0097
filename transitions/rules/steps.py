"""The county's eight steps on every case: done, due, late, whose, since when and why (T25; law.md 4.5).

A step is a fact of its own, with the kinds of unit that may know of it: those who share the process see all eight,
others who take part those whose messages reached them, home care its own steps and the date.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from actors.rules.kinds import UnitKind
from transitions.rules import steps_sip as sip
from transitions.rules import steps_stay as stay
from transitions.rules.audience import CARE, CORE
from transitions.rules.chain import Chain, Phase
from transitions.rules.limits import Limits
from transitions.rules.step_values import FINISHED, Step, StepState
from transitions.rules.tracks import terms_of


def steps(chain: Chain, limits: Limits, now: datetime) -> tuple[Step, ...]:
    """All eight at `now`, in order.

    A case outside the act (grey) has none that applies; after death what was not done falls away. Of a child a SIP is
    always considered: no colour takes it away, only a recorded reason (T15).
    """
    found = (
        stay.notice(chain, limits, now),
        stay.care_contact(chain, now),
        stay.plan(chain, limits, now),
        sip.call_sip(chain, limits, now),
        stay.ready(chain, now),
        stay.inform(chain, now),
        sip.make_sip(chain, limits, now),
        sip.follow_up(chain, limits, now),
    )
    return tuple(_outside(chain, step) for step in found)


def _outside(chain: Chain, step: Step) -> Step:
    """Grey is outside the act; nothing is asked for after a death; what has been done stays done."""
    if step.state in FINISHED:
        return step
    if chain.phase is Phase.DECEASED:
        return replace(step, state=StepState.NOT_APPLICABLE, due_at=None, reason="deceased")
    if not terms_of(chain).in_the_act:
        return replace(step, state=StepState.NOT_APPLICABLE, due_at=None, reason="track_grey")
    return step


def shown_to(found: Iterable[Step], chain: Chain, *, unit_id: int, kind: UnitKind) -> tuple[Step, ...]:
    """The steps that a unit may know of (docs/visibility.md).

    The three who share the process see all. Others who take part see that a step is done when its message reached
    them, and those of theirs. Home care sees none here: `own_steps` has its own.
    """
    if kind in CORE:
        return tuple(found)
    if kind not in CARE:
        return ()
    return tuple(
        step for step in found if kind in step.owners or (step.fact is not None and unit_id in step.fact.to)
    )
