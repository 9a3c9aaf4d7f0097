"""Questions and answers on the chain, so that nobody needs the telephone to complete a thin notice (T20)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.fields import scopes_for
from transitions.rules.kinds import ItemKind
from transitions.rules.messages import AnswerKind, Topic, open_questions
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def ask_question(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int],
    topic: Topic,
    text: str,
    version: int | None = None,
) -> Item:
    """Ask units that are on the chain. Raises Invalid: `no_receiver`, `no_text`, `not_on_the_chain`."""
    receivers = set(to) - {acting.unit_id}
    if not receivers:
        raise Invalid("no_receiver", "Välj minst en enhet.", "to")
    if not text.strip():
        raise Invalid("no_text", "Skriv frågan.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.QUESTION_ASKED, at=at, version=version
    )
    if not receivers <= writing.chain.parties.keys():
        raise Invalid("not_on_the_chain", "Välj enheter som finns i ärendet.", "to")
    writing.put(to=receivers, data={"topic": str(topic)}, note=text.strip())
    return writing.close()


@transition
def answer_question(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    question_id: int,
    answer: AnswerKind,
    text: str = "",
    version: int | None = None,
) -> Item:
    """Answer a question that was put to the unit, once.

    A text about the person needs a ground, as everything beyond the act does. Raises Invalid: `no_text`, `no_ground`;
    Conflict("no_such_question").
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.QUESTION_ANSWERED, at=at, version=version
    )
    waiting = [
        fact
        for fact, unit in open_questions(writing.chain)
        if fact.id == question_id and unit == acting.unit_id
    ]
    if not waiting:
        raise Conflict(Verdict.no("no_such_question"))
    asker = waiting[0].by_id
    said = text.strip() if answer is AnswerKind.TEXT else ""
    if answer is AnswerKind.TEXT:
        _may_be_said(writing, said, asker)
    data: dict[str, Any] = {"question": question_id, "answer": str(answer)}
    writing.put(to=[asker], data=data, note=said)
    return writing.close()


def _may_be_said(writing: Writing, text: str, asker: int) -> None:
    if not text:
        raise Invalid("no_text", "Skriv svaret, eller välj ett av de andra svaren.", "note")
    scopes = scopes_for(ItemKind.QUESTION_ANSWERED)
    if writing.standing.carries_beyond(scopes, asker, writing.at) is None:
        raise Invalid(
            "no_ground",
            "Personen har inte samtyckt till att uppgifter lämnas till enheten. Registrera samtycke eller gör en "
            "menprövning på sidan Samtycke, och svara sedan.",
            "note",
        )
