"""What people decide where the act is silent: one side proposes, the other accepts or disputes."""

from datetime import date, datetime
from uuid import UUID

from actors.acting import Acting
from core import audit, clock, outbox, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import permissions
from liability.models import Decision
from liability.rules.decisions import Choice, DecisionState, can_answer, can_propose
from liability.selectors.assessments import current
from liability.selectors.decisions import OpenQuestion, open_questions
from liability.services.assessing import DUE
from liability.services.keeping import tell_question
from transitions.locks import NotFound, lock_episode
from transitions.rules.verdicts import Verdict

REFUSALS = {
    "nothing_to_decide": "Perioden behöver ingen bedömning längre.",
    "needs_a_correction": "Frågan avgörs inte av en bedömning: rätta uppgiften i ärendet, eller lägg in villkoren.",
    "proposed_already": "Det finns redan ett förslag. Svara på det, eller vänta på svaret.",
    "nothing_proposed": "Förslaget är redan besvarat.",
    "own_proposal": "Din sida har lämnat förslaget. Den andra parten svarar.",
}


def _question(acting: Acting, episode_id: int, notice_at: datetime) -> OpenQuestion:
    row = current(acting=acting, episode_id=episode_id)
    found = [] if row is None else open_questions(row)
    for each in found:
        if each.notice_at == notice_at:
            return each
    raise Conflict(Verdict.no("nothing_to_decide"), REFUSALS["nothing_to_decide"])


@scope.atomic
def propose_decision(
    *,
    acting: Acting,
    episode_id: int,
    notice_at: datetime,
    choice: Choice,
    from_day: date | None,
    text: str,
) -> Decision:
    """Propose what is to hold for a spell, with the reason. Raises Conflict, Invalid, NotFound."""
    permissions.require(acting, permissions.SEE)
    lock_episode(acting, episode_id)
    said = text.strip()
    if not said:
        raise Invalid("no_text", "Skriv varför det ska vara så.", "text")
    if choice is Choice.NOT_OWED:
        from_day = None
    asked = _question(acting, episode_id, notice_at)
    verdict = can_propose(asked.fact(), choice, from_day)
    if verdict.code == "day_outside":
        raise Invalid(
            "from_day",
            f"Ange en dag från {verdict.params['first']} till {verdict.params['last']}.",
            "from_day",
        )
    if not verdict.allowed:
        raise Conflict(verdict, REFUSALS[verdict.code])
    row = Decision.objects.create(
        episode_id=episode_id,
        notice_at=notice_at,
        questions=[str(code) for code in asked.codes],
        choice=choice.value,
        from_day=from_day,
        text=said,
        proposed_at=clock.now(),
        proposed_side=permissions.side_of(acting).value,
        proposed_by_name=acting.user_name,
        proposed_unit_name=acting.unit_name,
    )
    audit.record(acting, "liability.decision.propose", row, {"choice": (None, choice.value)})
    _tell(acting, episode_id)
    return row


@scope.atomic
def answer_decision(
    *, acting: Acting, episode_id: int, public_id: UUID, accepted: bool, text: str = ""
) -> Decision:
    """Accept the other side's proposal, which then is part of the result, or dispute it. Raises Conflict, Invalid."""
    permissions.require(acting, permissions.SEE)
    lock_episode(acting, episode_id)
    row = Decision.objects.select_for_update().filter(episode_id=episode_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    said = text.strip()
    if not accepted and not said:
        raise Invalid("no_text", "Skriv varför du inte godtar förslaget.", "text")
    side = permissions.side_of(acting)
    standing = [each for each in _asked(acting, episode_id) if each.notice_at == row.notice_at]
    fact = standing[0].fact() if standing and row.state == DecisionState.PROPOSED else None
    verdict = Verdict.no("nothing_proposed") if fact is None else can_answer(fact, side)
    if not verdict.allowed:
        raise Conflict(verdict, REFUSALS[verdict.code])
    row.state = (DecisionState.ACCEPTED if accepted else DecisionState.DISPUTED).value
    row.answered_at, row.answered_side = clock.now(), side.value
    row.answered_by_name, row.answered_unit_name, row.answer_text = acting.user_name, acting.unit_name, said
    row.save()
    audit.record(acting, "liability.decision.answer", row, {"state": ("proposed", row.state)})
    _tell(acting, episode_id)
    if accepted:
        outbox.emit(DUE, case=None, payload={"episode": episode_id}, acting=acting)
    return row


def _tell(acting: Acting, episode_id: int) -> None:
    """The task passes to the side that has the word, or ends: in the same transaction."""
    row = current(acting=acting, episode_id=episode_id)
    if row is not None:
        tell_question(row)


def _asked(acting: Acting, episode_id: int) -> list[OpenQuestion]:
    row = current(acting=acting, episode_id=episode_id)
    return [] if row is None else open_questions(row)
