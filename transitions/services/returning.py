"""Felsänt: a unit that was told by mistake leaves the chain, with trace, and the right one is proposed (T21)."""

from dataclasses import replace
from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from transitions.models import Addressee, CareEpisode, Item, Party, Responsible, Seen
from transitions.rules.chain import Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.messages import RETURNABLE, can_leave
from transitions.rules.receivers import propose
from transitions.rules.verdicts import Verdict
from transitions.selectors.chains import stay_of
from transitions.selectors.notices import receivers
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def return_message(*, acting: Acting, episode_id: int, at: datetime, version: int | None = None) -> Item:
    """The unit says that the case came to it by mistake. It sees the case no more; the sender is told who had read.

    Raises Conflict: `not_addressed`, `has_worked`.
    """
    return _take_off(acting, episode_id, at, acting.unit_id, "", version)


@transition
def recall_message(
    *, acting: Acting, episode_id: int, at: datetime, unit_id: int, note: str = "", version: int | None = None
) -> Item:
    """The sender takes the case back from a unit that should not have had it.

    Raises Conflict: `not_addressed`, `has_worked`, `not_yours_to_cancel`.
    """
    return _take_off(acting, episode_id, at, unit_id, note, version)


def _take_off(
    acting: Acting, episode_id: int, at: datetime, unit_id: int, note: str, version: int | None
) -> Item:
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.WRONG_RECIPIENT, at=at, version=version
    )
    verdict = can_leave(writing.chain, unit_id=unit_id)
    if not verdict.allowed:
        raise Conflict(verdict)
    fact = _came_by(writing, unit_id)
    if unit_id != acting.unit_id and fact.by_id != acting.unit_id:
        raise Conflict(Verdict.no("not_yours_to_cancel"))
    unit = actors.units_by_id([unit_id])[unit_id]
    # From here on the unit itself may be without the case: the rest of the write is the chain's.
    with scope.on_chains([writing.episode.pk]):
        data = {
            "of": str(fact.kind),
            "of_at": fact.at.isoformat(),
            "unit": unit.code,
            "unit_name": unit.name,
            "readers": _readers(writing.episode, unit_id),
            "proposed": _proposed(writing.episode, at, unit_id, str(unit.kind)),
        }
        item = writing.put(to={fact.by_id} - {acting.unit_id}, data=data, note=note)
        _forget(writing, unit_id)
        audit.record(acting, "episode.left", writing.episode, {"unit": (unit_id, None)})
        writing.close()
        versions.bump([unit_id])
    return item


def _came_by(writing: Writing, unit_id: int) -> Fact:
    return next(fact for fact in writing.chain.facts if unit_id in fact.named and fact.kind in RETURNABLE)


def _readers(episode: CareEpisode, unit_id: int) -> list[str]:
    """The people of the unit who had opened the case or acknowledged: by name, each once."""
    seen = Seen.objects.filter(
        episode=episode, user__assignments__unit_id=unit_id, user__assignments__ended_at__isnull=True
    ).values_list("user__name", flat=True)
    receipts = Addressee.objects.filter(item__episode=episode, unit_id=unit_id, acknowledged_at__isnull=False)
    return sorted({*seen, *receipts.values_list("acknowledged_by", flat=True)})


def _proposed(episode: CareEpisode, at: datetime, wrong: int, kind: str) -> list[str]:
    """Names of the units of the same kind that the rule proposes in its place."""
    found = [one for one in receivers(episode, at=at) if one.unit.id != wrong and one.unit.kind == kind]
    named = {
        one.unit_id for one in propose([one.candidate for one in found], needs=[], stay=stay_of(episode))
    }
    return [one.unit.name for one in found if one.unit.id in named] or [one.unit.name for one in found][:3]


def _forget(writing: Writing, unit_id: int) -> None:
    """The unit is on the chain no more: not as receiver, party, responsible, nor in the rules' eyes."""
    episode = writing.episode
    for row in Addressee.objects.filter(item__episode=episode, unit_id=unit_id):
        row.delete()
    for responsible in Responsible.objects.filter(episode=episode, unit_id=unit_id):
        responsible.delete()
    for party in Party.objects.filter(episode=episode, unit_id=unit_id):
        party.delete()
    chain = writing.chain
    writing.chain = replace(
        chain,
        parties={pk: party for pk, party in chain.parties.items() if pk != unit_id},
        facts=tuple(
            replace(
                fact,
                to={unit: when for unit, when in fact.to.items() if unit != unit_id},
                named=fact.named - {unit_id},
            )
            for fact in chain.facts
        ),
    )
