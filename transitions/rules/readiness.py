"""Utskrivningsklar: the points before it, and from when a notice on paper counts (law.md 4.3; T6).

The count uses when the server received the sending. A notice that was handed over on paper, and is entered later,
counts from the paper's time only when somebody has signed for it; otherwise from the entering, until a person at the
receiving side has said that the paper's time is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict


class ReadyPoint(StrEnum):
    """What the ward has seen to before it sends the notice."""

    REFERRALS = "referrals"
    MEDICINES = "medicines"
    AIDS = "aids"


class PointAnswer(StrEnum):
    """How a point stands."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    OPEN = "open"


class Under(StrEnum):
    """Under which act the notice is given: LPT 7 a § st. 3 counts as LUS 3:1 st. 2 says."""

    LUS = "lus"
    LPT = "lpt_7a"


@dataclass(frozen=True, slots=True)
class Paper:
    """A notice that was handed over on paper. `receipt_at` and `receipt_by`: who signed for it, and when."""

    handed_at: datetime
    receipt_by: str = ""
    receipt_at: datetime | None = None

    @property
    def signed(self) -> bool:
        """Somebody has signed for it."""
        return bool(self.receipt_by.strip()) and self.receipt_at is not None


def may_send(points: Mapping[ReadyPoint, PointAnswer]) -> Verdict:
    """Whether the points allow the notice.

    With a referral to other inpatient care open the person still needs sluten vård, so the definition is not met
    (LUS 1:3). Medicines and aids may be open: the receivers are told.
    """
    if points.get(ReadyPoint.REFERRALS) is PointAnswer.OPEN:
        return Verdict.no("referral_open")
    return Verdict.yes()


def paper_fits(paper: Paper, *, admitted_at: datetime, now: datetime) -> Verdict:
    """Whether the paper's times can be right: admitted, handed over, signed for, entered, in that order."""
    if paper.handed_at > now:
        return Verdict.no("paper_in_the_future")
    if paper.handed_at < admitted_at:
        return Verdict.no("paper_before_admission")
    if paper.receipt_at is not None and not paper.handed_at <= paper.receipt_at <= now:
        return Verdict.no("receipt_out_of_order")
    if bool(paper.receipt_by.strip()) != (paper.receipt_at is not None):
        return Verdict.no("receipt_half")
    return Verdict.yes()


def counts_from(paper: Paper | None, *, entered_at: datetime) -> datetime:
    """From when the notice counts."""
    return paper.handed_at if paper is not None and paper.signed else entered_at


def open_claim(chain: Chain) -> Fact | None:
    """The standing notice whose paper time nobody has signed for, and no person has decided on."""
    standing = chain.standing
    if standing is None:
        return None
    notice = standing.notice
    if "paper_at" not in notice.data or notice.data.get("receipt_by"):
        return None
    for fact in chain.of_kind(ItemKind.PAPER_TIME_DECIDED):
        if fact.data.get("of_item") == notice.id:
            return None
    return notice
