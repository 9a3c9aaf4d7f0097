"""What the night compares on the chains: items with messages, addressees with inboxes, stored state with the chain
(MSG-11). Run by the system alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F, Q

from core import reconciling, tracking
from core.reconciling import Finding, Window
from transitions.models import Addressee, CareEpisode, Item, Party, Task
from transitions.rules.kinds import Ground
from transitions.rules.tasks import TaskKind
from transitions.selectors import ladder
from transitions.selectors.chains import chains
from transitions.services import state

BATCH = 200


def register() -> None:
    """Called when the app is ready."""
    reconciling.register("item_without_message", "Händelser utan meddelande", items_without_message)
    reconciling.register("inbox_missing", "Mottagare utan rad i inkorgen", inboxes_missing)
    reconciling.register("state_differs", "Ärenden vars läge inte följer av händelserna", states_that_differ)
    reconciling.register(
        "tasks_differ", "Ärenden vars uppgifter inte följer av händelserna", tasks_that_differ
    )
    reconciling.register("ladder_missing", "Meddelanden som väntar utan eskaleringstrappa", ladders_missing)


def _sent(window: Window) -> list[tuple[int, int]]:
    """(item, episode) of what was sent in the window through a page or the API; history tells nobody."""
    rows = Item.objects.filter(
        recorded_at__range=(window.since, window.until),
        recorded_at__lt=F("at") + ladder.AS_IT_WAS_WRITTEN,
    )
    return list(rows.order_by("pk").values_list("pk", "episode_id"))


def items_without_message(window: Window) -> tuple[int, Iterable[Finding]]:
    """An item whose message is not in the outbox: it was never to be told, or the row is gone."""
    sent = _sent(window)
    told = tracking.messages_about("item", since=window.since - timedelta(hours=1))
    return len(sent), [Finding(episode, None, item) for item, episode in sent if item not in told]


def inboxes_missing(window: Window) -> tuple[int, Iterable[Finding]]:
    """A unit that an item is addressed to, whose inbox has no row of the message that has been handled."""
    sent = dict(_sent(window))
    told = tracking.messages_about("item", since=window.since - timedelta(hours=1))
    handled = {item: about for item, about in told.items() if item in sent and about.done}
    rows = (
        Addressee.objects.filter(item_id__in=handled)
        .exclude(ground=Ground.OWN)
        .values_list("item_id", "unit_id")
    )
    # What a successor was given when the old unit ended never lay in its own inbox.
    successors: dict[int, set[int]] = defaultdict(set)
    taken = Party.objects.filter(episode_id__in=set(sent.values()), taken_over_by__isnull=False)
    for episode, unit in taken.values_list("episode_id", "taken_over_by_id"):
        if unit is not None:
            successors[episode].add(unit)
    inboxes = tracking.inboxes_of(about.message_id for about in handled.values())
    missing = [
        Finding(sent[item], handled[item].message_id, unit)
        for item, unit in rows
        if unit not in inboxes.get(handled[item].message_id, frozenset())
        and unit not in successors[sent[item]]
    ]
    return len(handled), missing


def _live(window: Window) -> Iterable[list[CareEpisode]]:
    """Cases that are on somebody's list, in batches."""
    closed = window.now - timedelta(days=state.limits().closed_days)
    found = CareEpisode.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=closed)).order_by("pk")
    ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield list(found.filter(pk__in=ids[start : start + BATCH]))


def states_that_differ(window: Window) -> tuple[int, Iterable[Finding]]:
    """A case whose stored phase, ward or end is another than its items say."""
    compared, found = 0, []
    for episodes in _live(window):
        facts = chains(episodes)
        compared += len(episodes)
        for episode in episodes:
            chain = facts[episode.pk]
            ended = chain.end.at if chain.end else None
            stored = (episode.phase, episode.ward_id, episode.ended_at)
            if stored != (chain.phase, chain.current_ward_id, ended):
                found.append(Finding(episode.pk))
    return compared, found


def tasks_that_differ(window: Window) -> tuple[int, Iterable[Finding]]:
    """A case whose tasks are others than follow from its items: something is hidden from, or left on, a list."""
    compared, found = 0, []
    for episodes in _live(window):
        facts = chains(episodes)
        stored: dict[int, set[state.Key]] = defaultdict(set)
        rows = Task.objects.filter(episode__in=episodes).exclude(kind=TaskKind.PHONE)
        for episode_id, unit, kind, item in rows.values_list("episode_id", "unit_id", "kind", "item_id"):
            stored[episode_id].add((unit, kind, item))
        compared += sum(len(keys) for keys in stored.values())
        expected = state.task_keys(episodes, facts)
        found += [Finding(episode.pk) for episode in episodes if expected[episode.pk] != stored[episode.pk]]
    return compared, found


def ladders_missing(window: Window) -> tuple[int, Iterable[Finding]]:
    """A message whose receipt is awaited, and that nobody would be reminded of."""
    rows = ladder.unplanned(since=window.since).filter(item__recorded_at__lt=window.until)
    found = [
        Finding(episode, None, item or 0) for episode, item in rows.values_list("episode_id", "item_id")[:500]
    ]
    return Task.objects.filter(kind=TaskKind.ACKNOWLEDGE).count(), found
