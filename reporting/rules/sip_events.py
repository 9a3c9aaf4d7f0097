"""What an episode's events say of SIP, for its summary."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reporting.rules.dates import days_between, local_date
from reporting.rules.facts import EventFact, UnitFact

SIP_DAYS = 3
"""LUS 4:1 and 5:3: the call to SIP comes at the latest three days after the notice of utskrivningsklar."""


@dataclass(frozen=True, slots=True)
class SipCall:
    """A call to SIP: when, and by whom (care_contact, municipality or hospital)."""

    at: datetime
    caller: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class SipMeeting:
    """A SIP that was held. `how` the patient took part is the contract's word, `sip` the id of event files."""

    at: datetime
    with_patient: bool
    with_relative: bool
    with_rehab: bool
    with_home_care: bool = False
    how: str = ""
    sip: str = ""


def units_in(event: EventFact, field: str) -> list[str]:
    """The unit ids of a field that holds a list, or in some files one id alone."""
    value: Any = event.data.get(field) or []
    return [value] if isinstance(value, str) else list(value)


def sip_calls(called: Iterable[EventFact], last_notice_on: date | None) -> tuple[SipCall, ...]:
    """The calls of an episode, in order; `last_notice_on` is the date of the last spell of utskrivningsklar."""
    return tuple(
        SipCall(
            at=event.at,
            caller=str(event.data.get("caller")),
            in_time=last_notice_on is not None
            and days_between(last_notice_on, local_date(event.at)) <= SIP_DAYS,
        )
        for event in called
    )


def meeting(event: EventFact, units: Mapping[str, UnitFact]) -> SipMeeting:
    """A held meeting."""
    attended: Collection[str] = units_in(event, "attended")
    kinds = {units[unit].kind for unit in attended if unit in units}
    return SipMeeting(
        at=event.at,
        with_patient=event.data.get("patient_took_part") != "no",
        with_relative=event.data.get("relative_took_part") is True,
        with_rehab="primary_care_rehab" in kinds,
        with_home_care="home_care" in kinds,
        how=str(event.data.get("patient_took_part", "")),
        sip=str(event.data.get("sip", "")),
    )
