"""What a chain's missed clocks suggest as a deviation (A7). Suggested to a person, never sent by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category
from transitions.rules.chain import Chain
from transitions.rules.clocks import ClockCode, ClockState, clocks
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.sip_times import silent_and_absent

FROM_CLOCK: Mapping[ClockCode, Category] = {
    ClockCode.SIP_CALL: Category.SIP_NOT_CALLED,
    ClockCode.ADMISSION_NOTICE: Category.NOTICE_LATE,
    ClockCode.EXPECTED_DATE: Category.DISCHARGE_DATE_NOT_UPDATED,
    ClockCode.CARE_CONTACT: Category.CARE_CONTACT_MISSING,
    ClockCode.HOME_CARE_TOLD: Category.HOME_CARE_NOT_INFORMED,
}

_OPEN_CARE = (UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that the chain speaks for, since when, and which unit it is about (None: nobody on the chain)."""

    category: Category
    since: datetime | None
    about_id: int | None


def suggestions(
    chain: Chain, limits: Limits, now: datetime, *, unit_kind: UnitKind, unit_id: int
) -> tuple[Suggestion, ...]:
    """What a unit may want to report, gravest statutory clock first; only clocks that concern its kind.

    Nothing is suggested about the reporting unit itself.
    """
    found = []
    for clock in clocks(chain, limits, now):
        if clock.state not in (ClockState.MISSED, ClockState.LATE) or unit_kind not in clock.concerns:
            continue
        about = about_of(clock.code, chain)
        if about != unit_id:
            found.append(Suggestion(FROM_CLOCK[clock.code], clock.due_at, about))
    order = list(FROM_CLOCK.values())
    found.sort(key=lambda one: order.index(one.category))
    return (*found, *_did_not_come(chain, unit_id))


def _did_not_come(chain: Chain, unit_id: int) -> list[Suggestion]:
    """Those who were called to a SIP and neither answered nor came, to the units that were there (S11)."""
    return [
        Suggestion(Category.SIP_NOT_ATTENDED, one.held.at, one.unit_id)
        for one in silent_and_absent(chain)
        if unit_id in one.held.named | {one.held.by_id} and one.unit_id != unit_id
    ]


def about_of(code: ClockCode, chain: Chain) -> int | None:
    """Which unit a missed clock is about; None where nobody on the chain owed it."""
    if code not in (ClockCode.SIP_CALL, ClockCode.CARE_CONTACT):
        return chain.current_ward_id
    appointed = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
    if appointed is not None:
        return appointed.by_id
    named = [party.id for party in chain.parties.values() if party.kind in _OPEN_CARE]
    return min(named) if named else None
