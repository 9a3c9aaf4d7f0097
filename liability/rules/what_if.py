"""One fact changed, to see what it would lead to. Nothing is kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .facts import BY_CARE_CONTACT, ENDS_SPELL, UNAVAILABLE_KINDS, Case, Event, EventKind, event, history_of


class Change(StrEnum):
    """The fact that is changed."""

    NOTICE = "notice"
    END = "end"
    SIP_CALL = "sip_call"
    NO_SIP = "no_sip"
    ADMISSION_NOTICE = "admission_notice"
    OPEN_CARE = "open_care"


WITHOUT_TIME = frozenset({Change.NO_SIP, Change.OPEN_CARE})
"""Changes that need no moment."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: the change, and when it happened for those that have a moment."""

    change: Change
    at: datetime | None = None


def supposed(case: Case, what: Supposed) -> Case:
    """The case as it would be. ValueError without a moment where one is needed.

    A moment moves the last notice, end, call or the first admission notice; without one such event it is added.
    """
    events = tuple(history_of(replace(case, as_of=None)).events)
    if what.change is Change.NO_SIP:
        added = event(
            EventKind.SIP_NOT_REQUIRED,
            events[0].at if events else _needed(what.at),
            reason="single_principal",
        )
        return replace(case, events=(*events, added))
    if what.change is Change.OPEN_CARE:
        return replace(case, events=tuple(each for each in events if each.kind not in UNAVAILABLE_KINDS))
    at = _needed(what.at)
    if what.change is Change.NOTICE:
        return replace(case, events=_moved(events, frozenset({EventKind.DISCHARGE_READY_SENT}), at))
    if what.change is Change.ADMISSION_NOTICE:
        kinds = frozenset({EventKind.ADMISSION_NOTICE_SENT})
        return replace(case, events=_moved(events, kinds, at, first=True))
    if what.change is Change.SIP_CALL:
        others = tuple(
            each
            for each in events
            if each.kind is not EventKind.SIP_CALLED and each.kind is not EventKind.SIP_NOT_REQUIRED
        )
        return replace(case, events=(*others, event(EventKind.SIP_CALLED, at, by=BY_CARE_CONTACT)))
    moved = _moved(events, ENDS_SPELL, at)
    # A later end than the moment of the question is seen all the same.
    return replace(case, events=moved, as_of=max(at, case.as_of) if case.as_of else at)


def _needed(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("this change needs a moment")
    return at


def _moved(
    events: tuple[Event, ...], kinds: frozenset[EventKind], at: datetime, *, first: bool = False
) -> tuple[Event, ...]:
    places = [index for index, each in enumerate(events) if each.kind in kinds]
    if not places:
        kind = EventKind.DISCHARGED if EventKind.DISCHARGED in kinds else next(iter(kinds))
        return (*events, event(kind, at))
    chosen = places[0] if first else places[-1]
    old = events[chosen]
    new = event(old.kind, at, to=old.to, by=old.by, reason=old.reason, registered_in=old.registered_in)
    return (*events[:chosen], *events[chosen + 1 :], new)
