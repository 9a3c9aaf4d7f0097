"""Spells: the times during which a notice of utskrivningsklar stands.

Source: LUS 1 kap. 3 § and 3 kap. 1 §. The act has no rule on withdrawal; that a new judgement needs a new
notice and a new count follows from the definition of utskrivningsklar.
"""

from datetime import date, datetime
from typing import NamedTuple

from .calendar import local, local_date
from .facts import ENDS_SPELL, Event, EventKind, History

_READY, _MOVED = EventKind.DISCHARGE_READY_SENT, EventKind.REGISTRATION_CHANGED
_OF_SPELLS = ENDS_SPELL | {_READY, _MOVED}


class Spell(NamedTuple):
    """A notice and what ended it.

    notice_index: the notice's place in the history.
    noticed: the notice's moment on the wall clock in Stockholm; `notice_on` is its date.
    end: None while the notice stands.
    until: the end's moment, or the moment of the question while it stands; `until_on` is its date in Stockholm.
    registered_in: where the patient was registered at the notice, as far as it is known.
    """

    notice: Event
    notice_index: int
    noticed: datetime
    notice_on: date
    end: Event | None
    until: datetime
    until_on: date
    registered_in: str | None


def find_spells(history: History, *, registered_in: str | None) -> tuple[Spell, ...]:
    """Every spell of the history, in order.

    A notice while one stands is a repeat and changes nothing; one that did not reach the municipality is no
    notice.
    """
    as_of = history.as_of
    if as_of is None or _READY not in history.by_kind:
        return ()
    spells: list[Spell] = []
    standing: Event | None = None
    standing_index = 0
    home = at_notice = registered_in
    for index, each in enumerate(history.events):
        kind = each.kind
        if kind not in _OF_SPELLS:
            continue
        if kind is _READY:
            if standing is None and each.reaches_municipality:
                standing, standing_index, at_notice = each, index, home
        elif kind is _MOVED:
            home = each.registered_in or home
        elif standing is not None:
            spells.append(_spell(standing, standing_index, each, each.at, at_notice))
            standing = None
    if standing is not None:
        spells.append(_spell(standing, standing_index, None, as_of, at_notice))
    return tuple(spells)


def _spell(notice: Event, index: int, end: Event | None, until: datetime, home: str | None) -> Spell:
    noticed = local(notice.at)
    return Spell(notice, index, noticed, noticed.date(), end, until, local_date(until), home)
