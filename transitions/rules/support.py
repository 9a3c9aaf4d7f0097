"""Handläggning: from the person's word to the decision (T3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.verdicts import Verdict


class Granted(StrEnum):
    """Bifall, delvis bifall, avslag."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Insats:
    """One insats of a decision: what, how much, from which local date."""

    what: str
    extent: str = ""
    starts_on: date | None = None


def may_decide(chain: Chain) -> Verdict:
    """A decision needs an application, or a person who cannot say: nobody decides on one who has not applied."""
    applies = chain.applies
    if applies in (Applies.YES, Applies.CANNOT_EXPRESS):
        return Verdict.yes()
    if applies is Applies.OBJECTS:
        return Verdict.no("person_objects")
    return Verdict.no("no_application")


def decision(chain: Chain) -> Fact | None:
    """The decision in force: the latest since the person applied."""
    word = chain.last(ItemKind.SUPPORT_APPLIED, ItemKind.CONTACT_TAKEN, ItemKind.SUPPORT_DECLINED)
    decided = chain.last(ItemKind.DECISION_MADE)
    if decided is None:
        return None
    if word is not None and word.at > decided.at and chain.applies in (Applies.NO, Applies.OBJECTS):
        return None
    return decided


def to_ask_again(chain: Chain) -> Fact | None:
    """Utskrivningsklar of one who has not applied: the office makes sure before the person goes home.

    "No application" keeps an orderly path: the office asks once more, and what is said after the notice settles it.
    """
    standing = chain.standing
    if standing is None or chain.applies not in (Applies.NO, Applies.OBJECTS):
        return None
    word = chain.last(ItemKind.CONTACT_TAKEN, ItemKind.SUPPORT_DECLINED)
    return standing.notice if word is None or word.at <= standing.notice.at else None


def help_decided(chain: Chain, reader: UnitKind) -> bool:
    """Whether home care is decided or ordered. That it is not is for the ward and the office to know (PDL 2:8)."""
    if reader not in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE):
        return True
    decided = decision(chain)
    ordered = any(fact.data.get("cause") == "order" for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED))
    return ordered or (decided is not None and decided.data.get("granted") != Granted.NO)
