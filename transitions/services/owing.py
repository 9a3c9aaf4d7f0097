"""What the liability app has worked out is taken note of on the chain, and the tasks follow from it."""

from collections.abc import Mapping
from datetime import datetime

from simple_history.utils import bulk_update_with_history

from core import versions
from transitions.models import CareEpisode
from transitions.rules.owing import Owing, OwingQuestion
from transitions.selectors.chains import chains
from transitions.services.loading import transition
from transitions.services.state import Derived, owing_of, store_tasks

FIELDS = ("owing_question", "owing_turn", "owing_since")


@transition
def note_owing(found: Mapping[int, Owing], locked: Mapping[int, CareEpisode]) -> int:
    """Take note, by episode, of when a municipality begins to owe and what waits for people. Returns how many changed.

    Set-based: as many queries for a thousand episodes as for one. `locked`: the episodes, which the caller has locked
    as the system or as a unit that sees them. A question that stands keeps the moment at which it was first asked.
    """
    dated: list[CareEpisode] = []
    asked: list[CareEpisode] = []
    for pk, wanted in found.items():
        episode = locked[pk]
        before = owing_of(episode)
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
