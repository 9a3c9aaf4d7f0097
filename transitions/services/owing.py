"""What the liability app has worked out is taken note of on the chain, and the tasks follow from it."""

from collections.abc import Mapping
from datetime import datetime

from simple_history.utils import bulk_update_with_history

from core import versions
from transitions.models import CareEpisode
from transitions.rules.owing import Owing, OwingQuestion
from transitions.selectors import unscoped
from transitions.selectors.chains import chains
from transitions.services.loading import transition
from transitions.services.state import Derived, owing_of, store_tasks

FIELDS = ("owing_question", "owing_turn", "owing_since")


@transition
def note_owing(found: Mapping[int, Owing]) -> int:
    """Take note, by episode, of when a municipality begins to owe and what waits for people. Returns how many changed.

    Set-based: as many queries for five hundred episodes as for one. The caller has locked them, as the system or as a
    unit that sees them. A question that stands keeps the moment at which it was first asked.
    """
    dated: list[CareEpisode] = []
    asked: list[CareEpisode] = []
    for episode in unscoped.episodes().filter(pk__in=_differing(found)):
        wanted, before = found[episode.pk], owing_of(episode)
        if episode.liable_from != wanted.liable_from:
            episode.liable_from = wanted.liable_from
            dated.append(episode)
        if _ask(episode, before.question, wanted.question):
            asked.append(episode)
    changed = list({episode.pk: episode for episode in (*dated, *asked)}.values())
    if not changed:
        return 0
    if dated:
        bulk_update_with_history(dated, CareEpisode, ["liable_from"])
    if asked:
        # Historik is of what people enter; who proposed and answered what is kept with the decision.
        CareEpisode.objects.bulk_update(asked, FIELDS)
    whole = chains(changed)
    store_tasks([Derived(each, whole[each.pk], each.last_item_at or each.admitted_at) for each in changed])
    versions.bump({unit for chain in whole.values() for unit in chain.parties})
    return len(changed)


def _differing(found: Mapping[int, Owing]) -> list[int]:
    """The episodes that say something else than is found now: on most days few of them. One query."""
    rows = CareEpisode.objects.filter(pk__in=list(found)).order_by("pk")
    differing = []
    for pk, liable_from, code, turn in rows.values_list("pk", "liable_from", "owing_question", "owing_turn"):
        wanted = found[pk]
        asked = ("", "") if wanted.question is None else (wanted.question.code, wanted.question.turn.value)
        if liable_from != wanted.liable_from or (code, turn) != asked:
            differing.append(pk)
    return differing


def _ask(episode: CareEpisode, before: OwingQuestion | None, wanted: OwingQuestion | None) -> bool:
    """Set the question. Returns whether it is another one, or another side's to answer."""
    if wanted is None:
        values: tuple[str, str, datetime | None] = ("", "", None)
    else:
        same = before is not None and before.code == wanted.code
        values = (wanted.code, wanted.turn.value, before.since if same and before else wanted.since)
    if values == (episode.owing_question, episode.owing_turn, episode.owing_since):
        return False
    episode.owing_question, episode.owing_turn, episode.owing_since = values
    return True
