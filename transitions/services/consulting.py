"""Consultation inside the municipality (T36)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.consulting import ASKED, Enclosed, needs_ground, unanswered
from transitions.rules.fields import scopes_for
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def consult(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    unit_id: int,
    profession: str,
    question: str,
    enclosed: Sequence[Enclosed] = (),
    version: int | None = None,
) -> Item:
    """Ask the MAS, a nurse or a therapist of the own municipality.

    The one who is asked comes on the case. What is asked about the person, and what is enclosed, goes on consent or a
    harm assessment only: it crosses from social services to health care (OSL 26:1). Raises Invalid: `no_question`,
    `other_organisation`, `not_asked` for a kind of unit that is not consulted, `no_ground` for a unit outside the
    process to which nothing could be sent.
    """
    if not question.strip():
        raise Invalid("no_question", "Skriv vad du frågar om.", "question")
    unit = actors.units_by_id([unit_id]).get(unit_id)
    if unit is None or unit.organisation_id != acting.organisation_id:
        raise Invalid("other_organisation", "Välj en enhet i den egna kommunen.", "unit")
    if unit.kind not in ASKED and not acting.importing:
        raise Invalid("not_asked", "Välj MAS eller en enhet för hälso- och sjukvård.", "unit")
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.CONSULTED, at=at, version=version)
    if not acting.importing and needs_ground(unit.kind):
        ground = writing.standing.carries_beyond(scopes_for(ItemKind.CONSULTED), unit_id, at)
        if ground is None:
            raise Invalid(
                "no_ground",
                f"{unit.name} är inte med i ärendet. Registrera samtycke eller menprövning som gäller enheten, "
                "under Samtycke, och fråga sedan.",
                "unit",
            )
    data: dict[str, Any] = {"profession": profession}
    if enclosed:
        data["enclosed"] = [part.as_data() for part in enclosed]
    writing.put(to=[unit_id], data=data, note=question.strip())
    return writing.close()


@transition
def answer_consultation(
    *, acting: Acting, episode_id: int, at: datetime, answer: str, version: int | None = None
) -> Item:
    """The answer, to the one who asked. Raises Conflict("nothing_to_answer"), Invalid("no_answer")."""
    if not answer.strip():
        raise Invalid("no_answer", "Skriv ditt svar.", "answer")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CONSULTATION_ANSWERED, at=at, version=version
    )
    for unit, fact in unanswered(writing.chain):
        if unit == acting.unit_id:
            writing.put(to=[fact.by_id], data={"of_item": fact.id}, note=answer.strip())
            return writing.close()
    raise Conflict(Verdict.no("nothing_to_answer"))
