"""Who may call to SIP, whether the call is the statute's, and whether it came in time (LUS 4:3, 5:3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actors.rules.kinds import MUNICIPAL_SIDE, OrganisationKind, UnitKind
from sip.rules.kinds import Caller, PlanKind
from transitions.rules.limits import Limits, sip_call_due

CARE_CONTACT_KINDS = frozenset({UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY})
"""Units of the open care where the fast vårdkontakt is."""


CARE_PLAN_KINDS = frozenset({UnitKind.WARD, UnitKind.OPEN_PSYCHIATRY})
"""Units of the psychiatry whose chefsöverläkare makes the samordnad vårdplan (LPT 7 a §, LRV 12 a §; HFD 2021:20)."""


def kind_of(*, open_compulsory_care: bool) -> PlanKind:
    """Which plan a call is to: who goes over to open compulsory care gets a samordnad vårdplan (LUS 4:1 st. 2)."""
    return PlanKind.CARE_PLAN if open_compulsory_care else PlanKind.SIP


def calls_to(kind: PlanKind, unit: UnitKind) -> bool:
    """Whether a unit that calls may call to this kind: to a samordnad vårdplan only the psychiatry that makes it."""
    return kind is PlanKind.SIP or unit in CARE_PLAN_KINDS


def caller_of(unit: UnitKind, organisation: OrganisationKind) -> Caller | None:
    """As whom a unit calls, or None when it calls to no SIP at discharge."""
    if unit in CARE_CONTACT_KINDS:
        return Caller.CARE_CONTACT
    if unit is UnitKind.WARD:
        return Caller.HOSPITAL
    return Caller.MUNICIPALITY if organisation in MUNICIPAL_SIDE else None


def fulfils_statute(caller: Caller) -> bool:
    """Whether a call by this caller is the call that LUS 5:3 second paragraph asks for."""
    return caller is Caller.CARE_CONTACT


class CallState(StrEnum):
    """How the three-day clock stands for one episode."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    IN_TIME = "in_time"
    LATE = "late"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class CallClock:
    """The three-day clock at a moment. `due_at` is the first instant that is too late."""

    state: CallState
    due_at: datetime | None = None
    called_at: datetime | None = None


def call_clock(
    *,
    ready_at: datetime | None,
    called_at: datetime | None,
    not_required: bool,
    now: datetime,
    limits: Limits,
) -> CallClock:
    """The clock of LUS 4:3: three calendar days after the date of the notice that the patient is utskrivningsklar.

    `ready_at` is the latest notice, `called_at` the first call by the fast vårdkontakt. A call before the notice is
    in time. There is no clock before the notice, and none when no SIP is to be held.
    """
    due = sip_call_due(ready_at, limits) if ready_at else None
    if called_at is not None:
        late = due is not None and called_at >= due
        return CallClock(CallState.LATE if late else CallState.IN_TIME, due, called_at)
    if not_required:
        return CallClock(CallState.NOT_NEEDED)
    if due is None:
        return CallClock(CallState.NOT_STARTED)
    return CallClock(CallState.MISSED if now >= due else CallState.RUNNING, due)


def statutory_call(calls: Sequence[tuple[Caller, datetime]]) -> datetime | None:
    """When the fast vårdkontakt first called, whoever else has called before or after."""
    return min((at for caller, at in calls if fulfils_statute(caller)), default=None)
