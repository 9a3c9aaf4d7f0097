"""What the two sides have proposed and decided of spells that the rules leave open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from actors.acting import Acting
from core import clock
from liability import permissions
from liability.models import Assessment
from liability.models import Decision as DecisionRow
from liability.rules.assessment import Status
from liability.rules.decisions import BY_CORRECTION, Choice, Decision, DecisionFact, DecisionState, questions
from liability.rules.reasons import ReasonCode
from liability.rules.statement_life import Side
from transitions.rules.kinds import Protection


def decisions_of(episode_ids: Iterable[int]) -> dict[int, tuple[Decision, ...]]:
    """The decisions that both sides accepted, by episode. One query."""
    rows = DecisionRow.objects.filter(episode_id__in=list(episode_ids), state=DecisionState.ACCEPTED)
    found: dict[int, list[Decision]] = defaultdict(list)
    for row in rows.order_by("pk"):
        assert row.answered_at is not None
        found[row.episode_id].append(
            Decision(
                notice_at=row.notice_at,
                choice=Choice(row.choice),
                from_day=row.from_day,
                text=row.text,
                decided_on=clock.local_date(row.answered_at),
            )
        )
    return {pk: tuple(each) for pk, each in found.items()}


def answered_or_waiting(episode_ids: Iterable[int]) -> dict[int, dict[datetime, DecisionRow]]:
    """What stands of each spell, by episode and notice: accepted, or proposed and waiting for an answer. One query."""
    states = [DecisionState.PROPOSED, DecisionState.ACCEPTED]
    found: dict[int, dict[datetime, DecisionRow]] = defaultdict(dict)
    for row in DecisionRow.objects.filter(episode_id__in=list(episode_ids), state__in=states):
        found[row.episode_id][row.notice_at] = row
    return found


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A spell that waits for people: the questions, the days it spans, and what has been proposed."""

    notice_at: datetime
    notice_on: date
    last_on: date
    start_day: date | None
    codes: list[ReasonCode]
    proposals: list[DecisionRow]

    @property
    def standing(self) -> DecisionRow | None:
        """The proposal that waits for an answer."""
        return next((row for row in self.proposals if row.state == DecisionState.PROPOSED), None)

    def fact(self) -> DecisionFact:
        """As the rules know it."""
        row = self.standing
        return DecisionFact(
            needs_review=True,
            by_correction=set(self.codes) <= BY_CORRECTION,
            notice_on=self.notice_on,
            last_on=self.last_on,
            standing=None if row is None else DecisionState(row.state),
            proposed_side=None if row is None else Side(row.proposed_side),
        )


def proposals_of(episode_id: int) -> list[DecisionRow]:
    """Everything that was proposed of an episode, oldest first. One query."""
    return list(DecisionRow.objects.filter(episode_id=episode_id).order_by("proposed_at", "pk"))


def open_questions(row: Assessment) -> list[OpenQuestion]:
    """The spells of a result that need people, in order. One query when there are any."""
    waiting = [spell for spell in row.spells if spell["status"] == Status.NEEDS_REVIEW]
    if not waiting:
        return []
    proposals = proposals_of(row.episode_id)
    found = []
    for spell in waiting:
        notice_at = datetime.fromisoformat(spell["notice_at"])
        ends_on = spell["ends_on"]
        start = spell["start_day"]
        found.append(
            OpenQuestion(
                notice_at=notice_at,
                notice_on=clock.local_date(notice_at),
                last_on=clock.local_date(row.as_of) if ends_on is None else date.fromisoformat(ends_on),
                start_day=None if start is None else date.fromisoformat(start),
                codes=questions([reason["code"] for reason in spell["reasons"]]),
                proposals=[each for each in proposals if each.notice_at == notice_at],
            )
        )
    return found


def proposal(*, episode_id: int, public_id: UUID) -> DecisionRow | None:
    """One proposal of an episode that the caller has found. One query."""
    return DecisionRow.objects.filter(episode_id=episode_id, public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case whose result needs people."""

    row: Assessment
    name: str
    public_id: UUID
    patient_id: int
    proposal: DecisionRow | None


def waiting(*, acting: Acting, limit: int = 100) -> list[Waiting]:
    """The cases of the unit that wait for a decision, the oldest first. Two queries."""
    rows = list(
        permissions.visible_to(acting)
        .filter(superseded_at__isnull=True, status=Status.NEEDS_REVIEW)
        .select_related("episode__patient")
        .order_by("as_of", "episode__admitted_at", "pk")[:limit]
    )
    standing = DecisionRow.objects.filter(
        episode_id__in=[row.episode_id for row in rows], state=DecisionState.PROPOSED
    )
    proposed = {each.episode_id: each for each in standing}
    return [
        Waiting(
            row,
            row.episode.patient.name
            if row.episode.patient.protection == Protection.NONE
            else "Skyddad identitet",
            row.episode.public_id,
            row.episode.patient_id,
            proposed.get(row.episode_id),
        )
        for row in rows
    ]
