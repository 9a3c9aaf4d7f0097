"""The patient's own view (U2): who is asked and when, what an answer is, and how many answered."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reporting.rules.dates import days_between, local_date
from reporting.rules.rounding import percent
from reporting.rules.suppression import Cell, suppress_row

FIRST_DAY, LAST_DAY = 7, 21
"""The person is asked 7 to 21 days after coming home, both days counted."""

ANSWER_DAYS = 30
"""After so many days from the offer there is no answer."""

QUESTIONS = ("safe", "took_part", "informed", "help_in_place")


class InviteState(StrEnum):
    """What has come of an offer. To decline is an answer too."""

    OFFERED = "offered"
    ANSWERED = "answered"
    DECLINED = "declined"
    LAPSED = "lapsed"


class AnsweredBy(StrEnum):
    """Who answers."""

    PATIENT = "patient"
    RELATIVE = "relative"


class Way(StrEnum):
    """How the answer came."""

    LINK = "link"
    PHONE = "phone"


def may_be_asked(
    *, discharged_at: datetime, home: bool, died: bool, back: bool, asked: bool, now: datetime
) -> bool:
    """Whether the person is asked now: went home 7 to 21 days ago, lives, is not back in hospital, was never asked."""
    days = days_between(local_date(discharged_at), local_date(now))
    return home and not died and not back and not asked and FIRST_DAY <= days <= LAST_DAY


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, and of which group the person is."""

    patient: Hashable
    group: str
    state: InviteState


@dataclass(frozen=True, slots=True)
class Response:
    """How a group answered. None is hidden; `rate` is percent of those who were asked."""

    asked: int | None
    answered: int | None
    declined: int | None
    silent: int | None

    @property
    def rate(self) -> float | None:
        """Percent who answered; None when hidden, or nobody was asked."""
        return None if self.answered is None or self.asked is None else percent(self.answered, self.asked)


def responses(offers: Iterable[Offer], groups: Iterable[str]) -> dict[str, Response]:
    """Answer rate and drop-out by group, small numbers hidden within each column, and 0 beside what is hidden."""
    names = list(groups)
    columns: dict[str, dict[str, Cell]] = {
        column: {name: Cell() for name in names} for column in ("asked", "answered", "declined", "silent")
    }
    for offer in offers:
        columns["asked"][offer.group].add(offer.patient)
        if offer.state is InviteState.ANSWERED:
            columns["answered"][offer.group].add(offer.patient)
        elif offer.state is InviteState.DECLINED:
            columns["declined"][offer.group].add(offer.patient)
        else:
            columns["silent"][offer.group].add(offer.patient)
    shown = {column: suppress_row(row) for column, row in columns.items()}
    found = {}
    for name in names:
        parts = [shown[column][name] for column in ("answered", "declined", "silent")]
        if None in (*parts, shown["asked"][name]):
            parts = [None, None, None]  # the three and their sum: one hidden hides the others
        found[name] = Response(shown["asked"][name], *parts)
    if any(one.answered is None for one in found.values()):
        shown_alone = [name for name, one in found.items() if one.answered is not None]
        hidden = [name for name in names if name not in shown_alone]
        if len(hidden) == 1 and shown_alone:  # else it follows from the sum of all
            found[shown_alone[0]] = Response(found[shown_alone[0]].asked, None, None, None)
    return found
