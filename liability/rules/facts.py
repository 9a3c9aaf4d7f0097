"""What happened, as the rules read it: events and the case they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from .calendar import to_utc
from .decisions import Decision
from .members import direct
from .terms import Terms


@direct
class EventKind(StrEnum):
    """The events that bear on betalningsansvar, named as in the event file."""

    ADMITTED = "admitted"
    NEED_ASSESSED = "need_assessed"
    ADMISSION_NOTICE_SENT = "admission_notice_sent"
    CARE_CONTACT_APPOINTED = "care_contact_appointed"
    DISCHARGE_READY_SENT = "discharge_ready_sent"
    DISCHARGE_READY_WITHDRAWN = "discharge_ready_withdrawn"
    SIP_CALLED = "sip_called"
    SIP_NOT_REQUIRED = "sip_not_required"
    OPEN_CARE_UNAVAILABLE = "open_care_unavailable"
    OPEN_CARE_UNCLEAR = "open_care_unclear"
    OPEN_CARE_AVAILABLE = "open_care_available"
    REGISTRATION_CHANGED = "registration_changed"
    SUPPORT_DECLINED = "support_declined"
    TRANSFERRED = "transferred"
    DISCHARGED = "discharged"
    DIED = "died"


ENDS_SPELL = frozenset(
    {EventKind.DISCHARGE_READY_WITHDRAWN, EventKind.TRANSFERRED, EventKind.DISCHARGED, EventKind.DIED}
)

UNAVAILABLE_KINDS = frozenset({EventKind.OPEN_CARE_UNAVAILABLE, EventKind.OPEN_CARE_UNCLEAR})
"""LUS 5 kap. 5 §: not available, or not clear whether, which counts as the same."""

TO_MUNICIPALITY = "municipality"
TO_OPEN_CARE = "open_care"
RECIPIENTS = (TO_MUNICIPALITY, TO_OPEN_CARE)

BY_CARE_CONTACT = "care_contact"
CALLERS = (BY_CARE_CONTACT, "municipality", "hospital")

SIP_NOT_REQUIRED_REASONS = ("no_consent", "single_principal", "open_compulsory_care")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Made by `event`, which sees to that `at` is in UTC.

    to: recipients of a notice (`RECIPIENTS`), None when not stated.
    by: who called to SIP (`CALLERS`).
    reason: why no SIP is held (`SIP_NOT_REQUIRED_REASONS`).
    registered_in: the new municipality of a `registration_changed`, None when not stated.
    written_at: the time as the sender wrote it, shown back unchanged.
    """

    kind: EventKind
    at: datetime
    to: tuple[str, ...] | None = None
    by: str | None = None
    reason: str | None = None
    registered_in: str | None = None
    written_at: str = ""

    @property
    def reaches_municipality(self) -> bool:
        """Whether a notice reached the municipality: it named it, or named nobody."""
        return self.to is None or TO_MUNICIPALITY in self.to


def event(
    kind: EventKind,
    at: datetime,
    *,
    to: Iterable[str] | None = None,
    by: str | None = None,
    reason: str | None = None,
    registered_in: str | None = None,
    written_at: str = "",
) -> Event:
    """An event at an aware moment; ValueError when the moment carries no offset."""
    recipients = None if to is None else tuple(to)
    return Event(kind, to_utc(at), recipients, by, reason, registered_in, written_at or at.isoformat())


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one vårdtillfälle.

    terms: the terms to use; None: chosen for each spell by municipality, care form and the notice's date.
    registered_in: where the patient was folkbokförd at first (LUS 5 kap. 2 § first paragraph).
    placed_by: the municipality that placed the patient elsewhere, which then owes (second paragraph).
    care_region: the ward's region, None when not stated.
    as_of: the moment of the question; None: the last event.
    decisions: what both sides have decided of spells that the rules leave open.
    """

    events: tuple[Event, ...]
    care_form: str | None = None
    registered_in: str | None = None
    placed_by: str | None = None
    care_region: str | None = None
    terms: Terms | None = None
    as_of: datetime | None = None
    decisions: tuple[Decision, ...] = ()

    def decision_on(self, notice_at: datetime) -> Decision | None:
        """What was decided of the spell whose notice was sent then."""
        return next((each for each in self.decisions if each.notice_at == notice_at), None)


NONE_OF_THEM: tuple[Event, ...] = ()


class History(NamedTuple):
    """A case's events up to `as_of`, in order; equal times keep the order they were given in.

    by_kind: the same events, those of each kind in order.
    """

    events: Sequence[Event]
    as_of: datetime | None
    by_kind: Mapping[EventKind, Sequence[Event]]

    def of(self, kind: EventKind) -> Sequence[Event]:
        """The events of a kind, in order."""
        return self.by_kind.get(kind, NONE_OF_THEM)


def history_of(case: Case) -> History:
    """Sort the events and leave out those later than `as_of` (those at exactly `as_of` are read)."""
    read = sorted(case.events, key=_moment)
    limit = read[-1].at if read else None
    if case.as_of is not None:
        limit = to_utc(case.as_of)
        if read and read[-1].at > limit:
            read = [each for each in read if each.at <= limit]
    by_kind: dict[EventKind, list[Event]] = {}
    for each in read:
        same = by_kind.get(each.kind)
        if same is None:
            by_kind[each.kind] = [each]
        else:
            same.append(each)
    return History(read, limit, by_kind)


_moment = attrgetter("at")
