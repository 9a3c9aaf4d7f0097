"""The statutory clocks of a chain, each addressed to the units concerned (architecture.md, 1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.audience import CARE, CORE
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, end_of, local_date, notice_due, sip_call_due


class ClockCode(StrEnum):
    """Which clock."""

    ADMISSION_NOTICE = "admission_notice"
    EXPECTED_DATE = "expected_date"
    CARE_CONTACT = "care_contact"
    SIP_CALL = "sip_call"
    HOME_CARE_TOLD = "home_care_told"


class ClockState(StrEnum):
    """How the clock stands. `not_started`: nothing has set it off yet; `missed`: done too late, or not at all."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DONE = "done"
    LATE = "late"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock at a moment. `concerns` are the kinds of unit that may know of it."""

    code: ClockCode
    state: ClockState
    concerns: frozenset[UnitKind]
    due_at: datetime | None = None
    done_at: datetime | None = None
    source: str = ""


def clocks(chain: Chain, limits: Limits, now: datetime) -> tuple[Clock, ...]:
    """All clocks of the chain at `now`."""
    return (
        _admission_notice(chain, limits, now),
        _expected_date(chain, now),
        _care_contact(chain, now),
        _sip_call(chain, limits, now),
        _home_care(chain, now),
    )


def _state(due: datetime | None, done: datetime | None, now: datetime) -> ClockState:
    if done is not None:
        return ClockState.LATE if due is not None and done > due else ClockState.DONE
    if due is None:
        return ClockState.NOT_STARTED
    return ClockState.MISSED if now > due else ClockState.RUNNING


def _admission_notice(chain: Chain, limits: Limits, now: datetime) -> Clock:
    due = notice_due(chain.notice_clock_from, limits)
    sent = chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT)
    notice = chain.notice or (sent[0] if sent else None)
    done = notice.at if notice else None
    return Clock(ClockCode.ADMISSION_NOTICE, _state(due, done, now), CARE, due, done, "LUS 2:3")


def _expected_date(chain: Chain, now: datetime) -> Clock:
    expected = chain.expected
    everybody = CARE | HOME_PROVIDERS
    if expected is None:
        return Clock(ClockCode.EXPECTED_DATE, ClockState.NOT_STARTED, everybody, source="LUS 2:4")
    due = end_of(expected[0])
    settled = chain.end or (chain.standing.notice if chain.standing else None)
    if settled is not None:
        return Clock(ClockCode.EXPECTED_DATE, ClockState.DONE, everybody, due, settled.at, "LUS 2:4")
    return Clock(ClockCode.EXPECTED_DATE, _state(due, None, now), everybody, due, None, "LUS 2:4")


def _care_contact(chain: Chain, now: datetime) -> Clock:
    appointed = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
    if appointed is not None:
        state = ClockState.DONE
        if chain.end is not None and chain.of_kind(ItemKind.CARE_CONTACT_APPOINTED)[0].at > chain.end.at:
            state = ClockState.LATE
        return Clock(ClockCode.CARE_CONTACT, state, CARE, None, appointed.at, "LUS 2:5")
    if chain.phase is Phase.DISCHARGED:
        return Clock(ClockCode.CARE_CONTACT, ClockState.MISSED, CARE, None, None, "LUS 2:5")
    state = ClockState.RUNNING if chain.notified_units else ClockState.NOT_STARTED
    return Clock(ClockCode.CARE_CONTACT, state, CARE, None, None, "LUS 2:5")


def _sip_call(chain: Chain, limits: Limits, now: datetime) -> Clock:
    if chain.last(ItemKind.SIP_NOT_REQUIRED) is not None:
        return Clock(ClockCode.SIP_CALL, ClockState.NOT_NEEDED, CORE, source="LUS 4:1")
    own = [call for call in chain.of_kind(ItemKind.SIP_CALLED) if call.data.get("caller") == "care_contact"]
    done = own[0].at if own else None
    spells = chain.spells
    due = sip_call_due(spells[-1].notice.at, limits) if spells else None
    return Clock(ClockCode.SIP_CALL, _state(due, done, now), CORE, due, done, "LUS 4:3")


def _home_care(chain: Chain, now: datetime) -> Clock:
    concerns = HOME_PROVIDERS | {UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}
    told = chain.last(ItemKind.HOME_CARE_NOTIFIED)
    if told is None:
        none_needed = chain.providers_known
        state = ClockState.NOT_NEEDED if none_needed else ClockState.NOT_STARTED
        if not none_needed and chain.end is not None and chain.phase is Phase.DISCHARGED:
            state = ClockState.MISSED
        return Clock(ClockCode.HOME_CARE_TOLD, state, concerns, source="T8")
    waiting = [unit for unit in told.named if told.to.get(unit) is None]
    state = ClockState.RUNNING if waiting else ClockState.DONE
    return Clock(ClockCode.HOME_CARE_TOLD, state, concerns, None, told.at, "T8")


def date_has_passed(chain: Chain, now: datetime) -> bool:
    """The expected date has passed without a new one, a notice of utskrivningsklar or an end (T5)."""
    expected = chain.expected
    if expected is None or chain.end is not None or chain.standing is not None:
        return False
    return local_date(now) > expected[0]
