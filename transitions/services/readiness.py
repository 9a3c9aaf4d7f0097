"""Utskrivningsklar with what stands before it, and notices that were first given on paper (T6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.chain import Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.readiness import (
    Paper,
    PointAnswer,
    ReadyPoint,
    Under,
    may_send,
    open_claim,
    paper_fits,
)
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing

_SENTENCES = {
    "referral_open": (
        "points_referrals",
        "En patient som väntar på annan slutenvård är inte utskrivningsklar. Avsluta remissen först.",
    ),
    "paper_in_the_future": ("paper_at", "Papperet kan inte ha lämnats efter nu. Rätta tiden."),
    "paper_before_admission": ("paper_at", "Papperet kan inte ha lämnats före inskrivningen. Rätta tiden."),
    "receipt_out_of_order": (
        "receipt_at",
        "Mottagandet ska ligga mellan att papperet lämnades och nu. Rätta tiden.",
    ),
    "receipt_half": ("receipt_by", "Ange både vem som tog emot papperet och när, eller lämna båda tomma."),
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What goes with the notice: the points before it, under which act it is given, and the paper, if there was one."""

    points: Mapping[ReadyPoint, PointAnswer] = field(default_factory=dict)
    under: Under = Under.LUS
    paper: Paper | None = None

    def data(self) -> dict[str, Any]:
        """The fields of the item."""
        data: dict[str, Any] = {}
        if self.points:
            data["points"] = {str(point): str(answer) for point, answer in self.points.items()}
        if self.under is not Under.LUS:
            data["under"] = str(self.under)
        if self.paper is not None:
            data["paper_at"] = self.paper.handed_at.isoformat()
            if self.paper.signed and self.paper.receipt_at is not None:
                data["receipt_by"] = self.paper.receipt_by.strip()
                data["receipt_at"] = self.paper.receipt_at.isoformat()
        return data

    def check(self, *, admitted_at: datetime, now: datetime) -> None:
        """Raise Invalid with the code of `rules.readiness` when the content cannot be."""
        verdict = may_send(self.points)
        if verdict.allowed and self.paper is not None:
            verdict = paper_fits(self.paper, admitted_at=admitted_at, now=now)
        if not verdict.allowed:
            where, sentence = _SENTENCES[verdict.code]
            raise Invalid(verdict.code, sentence, where)


@transition
def decide_paper_time(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    accepted: bool,
    note: str = "",
    version: int | None = None,
) -> Item:
    """A person at the receiving side says whether the paper's time is right (T6).

    Accepted: the notice that was entered is cancelled, and one takes its place that counts from the paper's time, in
    the ward's name, with the decider's receipt. Otherwise the time of the entering stands. Raises Conflict("no_claim").
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.PAPER_TIME_DECIDED, at=at, version=version
    )
    claim = open_claim(writing.chain)
    if claim is None:
        raise Conflict(Verdict.no("no_claim"))
    item = writing.put(data={"of_item": claim.id, "accepted": accepted}, note=note)
    if accepted:
        writing.cancel(claim)
    writing.close()
    if accepted:
        _count_from_the_paper(acting, episode_id, claim, at)
    return item


def _count_from_the_paper(acting: Acting, episode_id: int, claim: Fact, at: datetime) -> None:
    handed_at = datetime.fromisoformat(claim.data["paper_at"])
    ward = actors.units_by_id([claim.by_id])[claim.by_id]
    in_its_name = actors.acting_for_unit(ward, name=acting.user_name, source="system")
    writing = Writing(
        acting=in_its_name, episode_id=episode_id, kind=ItemKind.DISCHARGE_READY_SENT, at=handed_at
    )
    data = {**claim.data, "receipt_by": acting.user_name, "receipt_at": at.isoformat()}
    judged = data.get("judged_at")
    if judged is not None and datetime.fromisoformat(judged) > handed_at:
        del data["judged_at"]
    notice = writing.put(to=claim.named, data=data)
    if acting.unit_id in claim.to:
        writing.acknowledge([notice.pk], acting.unit_id)
    writing.close()
