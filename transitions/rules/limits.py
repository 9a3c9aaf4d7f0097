"""Time limits: the statute's, and those that are local habit and therefore data."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that the process runs by. Those marked local are data of the installation, not law.

    `admission_notice_hours`: LUS 2:3. `sip_call_days`: LUS 4:3, calendar days after the notice's date.
    Local: `acknowledge_hours` to acknowledge a message, `contact_hours` to take contact after the notice,
    `home_acknowledge_hours` for home care, `name_providers_hours` to say who the providers are,
    `closed_days` after the end when a case leaves the lists, `owing_days` when its open question of money does,
    `answer_hours` to answer a date, an order or a question,
    `date_escalate_hours` after an expected day has passed until the ward's manager is told, `sip_meeting_days` after
    the discharge and `sip_follow_up_days` after the plan for steps 7 and 8, `complete_notice_hours` until a thin
    inskrivningsmeddelande is to be completed, `support_started_hours` after the home-coming, or the
    ordered start, until the provider is to have confirmed that the support has started, `readmission_cause_days` to
    say why somebody came back, `hand_over_days` after the discharge while those who help at home may write to each
    other, `signal_hours` to answer a signal that somebody needs a SIP, `sip_meeting_minutes` for how long a SIP
    meeting is when nobody says.
    """

    admission_notice_hours: int = 24
    sip_call_days: int = 3
    acknowledge_hours: int = 24
    contact_hours: int = 72
    home_acknowledge_hours: int = 4
    name_providers_hours: int = 4
    closed_days: int = 14
    owing_days: int = 120
    answer_hours: int = 24
    date_escalate_hours: int = 24
    sip_meeting_days: int = 21
    sip_follow_up_days: int = 90
    complete_notice_hours: int = 48
    support_started_hours: int = 24
    readmission_cause_days: int = 14
    hand_over_days: int = 30
    signal_hours: int = 48
    sip_meeting_minutes: int = 60

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Limits":
        """Limits from stored values. Raises ValueError on an unknown name or a value that is no count."""
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known or not isinstance(value, int) or value < 0:
                raise ValueError(name)
        return cls(**values)


def local_date(moment: datetime) -> date:
    """The calendar date in Sweden at an aware moment."""
    return moment.astimezone(STOCKHOLM).date()


def end_of(day: date) -> datetime:
    """The first instant after a local date, as UTC: right also on the days when clocks change."""
    return datetime.combine(day + timedelta(days=1), time(), STOCKHOLM).astimezone(UTC)


def begin_of(day: date) -> datetime:
    """The first instant of a local date, as UTC."""
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)


def notice_due(clock_from: datetime, limits: Limits) -> datetime:
    """When the inskrivningsmeddelande is due: elapsed hours, not wall-clock hours (LUS 2:3)."""
    return clock_from.astimezone(UTC) + timedelta(hours=limits.admission_notice_hours)


def sip_call_due(ready_at: datetime, limits: Limits) -> datetime:
    """When the call to SIP is due: the end of the third calendar day after the notice's date (LUS 4:3)."""
    return end_of(local_date(ready_at) + timedelta(days=limits.sip_call_days))


def after(moment: datetime, hours: int) -> datetime:
    """`hours` elapsed hours after a moment, as UTC."""
    return moment.astimezone(UTC) + timedelta(hours=hours)
