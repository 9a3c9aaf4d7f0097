"""The present state of an episode, stored: columns, standing notices and tasks, all derived from the chain."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings

from core import clock, scope, versions
from transitions.models import (
    CareEpisode,
    DischargeReadyNotice,
    ExpectedDischarge,
    Task,
    Unreached,
)
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.owing import Owing, OwingQuestion, Turn, of_owing
from transitions.rules.task_values import ABOUT_MONEY, LASTING
from transitions.rules.tasks import NotReached, TaskFact, TaskKind, tasks
from transitions.selectors import ladder
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.chains import chains
from transitions.services.linking import link_readmissions

Key = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True)
class Derived:
    """A chain from which an episode's state is to be derived; `at` is when the latest change happened."""

    episode: CareEpisode
    chain: Chain
    at: datetime


def limits() -> Limits:
    """The limits of this installation."""
    return Limits.of(settings.TRANSITION_LIMITS)


_COLUMNS = (
    "phase",
    "ward_id",
    "notice_at",
    "expected_discharge",
    "certainty",
    "ready_at",
    "ended_at",
    "discharged_to",
)


def store_state(episode: CareEpisode, chain: Chain, *, at: datetime, importing: bool = False) -> None:
    """Bring the episode's columns, its notices and its tasks into line with the chain."""
    store_states([Derived(episode, chain, at)], importing=importing)


def store_states(rows: Sequence[Derived], *, importing: bool = False) -> None:
    """The same for several episodes, in as many queries as for one."""
    if importing:
        for row in rows:
            _derive(row)
        fields = [name.removesuffix("_id") for name in (*_COLUMNS, "last_item_at", "version")]
        CareEpisode.objects.bulk_update([row.episode for row in rows], fields)
    else:
        for row in rows:
            _save(row)
    _store_spells(rows)
    _store_expected(rows)
    links = link_readmissions([row.episode for row in rows])
    store_tasks([_with_links(row, links.by_episode.get(row.episode.pk)) for row in rows])
    if links.others:
        _store_tasks_after(links.others)


@scope.wide
def _store_tasks_after(episode_ids: Collection[int]) -> None:
    """Of stays that began before the one before them was closed: that they are readmissions is known only now."""
    found = CareEpisode.objects.filter(pk__in=episode_ids).select_for_update(of=("self",)).order_by("pk")
    episodes = list(found)
    of_each = chains(episodes)
    store_tasks([Derived(episode, of_each[episode.pk], episode.admitted_at) for episode in episodes])
    versions.bump({unit for chain in of_each.values() for unit in chain.parties})


def _with_links(row: Derived, earlier: Mapping[int, int] | None) -> Derived:
    """The same with what each unit may know of a stay before a readmission."""
    if earlier is None:
        return row
    parties = {
        unit: replace(party, earlier_id=earlier.get(unit)) for unit, party in row.chain.parties.items()
    }
    return replace(row, chain=replace(row.chain, parties=parties))


def _derive(row: Derived) -> bool:
    """Set the columns as the chain has them. Returns whether anything a reader sees has changed."""
    episode, chain = row.episode, row.chain
    before = {name: getattr(episode, name) for name in _COLUMNS}
    expected, end, standing = chain.expected, chain.end, chain.standing
    notice = chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT)
    episode.phase = chain.phase
    episode.ward_id = chain.current_ward_id
    episode.notice_at = notice[0].at if notice else None
    episode.expected_discharge = expected[0] if expected else None
    episode.certainty = (expected[1] or "") if expected else ""
    episode.ready_at = standing.notice.at if standing else None
    episode.ended_at = episode.admitted_at if chain.stay.at_home else end.at if end else None
    episode.discharged_to = end.data.get("to", "") if end and end.kind is ItemKind.DISCHARGED else ""
    episode.last_item_at = max([row.at, *([episode.last_item_at] if episode.last_item_at else [])])
    episode.version += 1
    return any(getattr(episode, name) != value for name, value in before.items())


def _save(row: Derived) -> None:
    episode = row.episode
    if not _derive(row):
        episode.skip_history_when_saving = True  # type: ignore[attr-defined]
    episode.save(update_fields=[*_COLUMNS, "last_item_at", "version"])
    if hasattr(episode, "skip_history_when_saving"):
        del episode.skip_history_when_saving


def _store_spells(rows: Sequence[Derived]) -> None:
    episodes = _with(rows, ItemKind.DISCHARGE_READY_SENT)
    if not episodes:
        return
    wanted = {spell.notice.id: (row, spell) for row in rows for spell in row.chain.spells}
    stored = {row.pk: row for row in DischargeReadyNotice.objects.filter(episode_id__in=episodes)}
    for notice in stored.values():
        known = wanted.get(notice.pk)
        ended_at = known[1].ended_at if known else notice.sent_at
        ended_by = str(known[1].ended_by or "") if known else str(ItemKind.DISCHARGE_READY_SENT)
        if (notice.ended_at, notice.ended_by) != (ended_at, ended_by):
            notice.ended_at, notice.ended_by = ended_at, ended_by
            notice.save(update_fields=["ended_at", "ended_by"])
    DischargeReadyNotice.objects.bulk_create(
        DischargeReadyNotice(
            item_id=spell.notice.id,
            episode=row.episode,
            doctor_name=spell.notice.data.get("doctor", ""),
            judged_at=_moment(spell.notice.data.get("judged_at")),
            sent_at=spell.notice.at,
            ended_at=spell.ended_at,
            ended_by=str(spell.ended_by or ""),
        )
        for pk, (row, spell) in wanted.items()
        if pk not in stored
    )


def _store_expected(rows: Sequence[Derived]) -> None:
    """A row for each date that was ever told; the chain's latest is current."""
    episodes = _with(rows, ItemKind.ADMISSION_NOTICE_SENT, ItemKind.EXPECTED_DISCHARGE_CHANGED)
    if not episodes:
        return
    told = {fact.id: (row, day, certainty) for row in rows for day, certainty, fact in row.chain.dates_told}
    current = {row.chain.expected[2].id for row in rows if row.chain.expected}
    stored = {row.pk: row for row in ExpectedDischarge.objects.filter(episode_id__in=episodes)}
    for date_row in sorted(stored.values(), key=lambda row: row.pk in current):
        if date_row.current != (date_row.pk in current):
            date_row.current = not date_row.current
            date_row.save(update_fields=["current"])
    ExpectedDischarge.objects.bulk_create(
        ExpectedDischarge(
            item_id=pk, episode=row.episode, date=day, certainty=certainty or "", current=pk in current
        )
        for pk, (row, day, certainty) in told.items()
        if pk not in stored
    )


def _with(rows: Sequence[Derived], *kinds: ItemKind) -> list[int]:
    """Ids of the episodes on which something of these kinds was ever put, cancelled or not."""
    return [row.episode.pk for row in rows if any(fact.kind in kinds for fact in row.chain.facts)]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def renew_tasks(episode: CareEpisode) -> None:
    """Derive an episode's tasks anew, when something beside the chain has changed them. It is locked."""
    store_tasks([Derived(episode, chain_of(episode), episode.last_item_at or episode.admitted_at)])


def store_tasks(rows: Sequence[Derived]) -> None:
    """Bring the stored tasks into line with what the rule says; a task that stands keeps its row.

    A case that ended long ago is on nobody's list, but for the weeks of a tryggt mottagande.
    """
    stored: dict[int, dict[Key, Task]] = defaultdict(dict)
    phoning = ladder.to_phone([row.episode.pk for row in rows])
    for task in Task.objects.filter(episode_id__in=[row.episode.pk for row in rows]):
        stored[task.episode_id][task.unit_id, task.kind, task.item_id] = task
    not_reached = not_reached_in([row.episode.pk for row in rows])
    gone: list[int] = []
    changed: list[Task] = []
    fresh: list[Task] = []
    for row in rows:
        standing = stored[row.episode.pk]
        facts = _wanted(row.episode, row.chain, not_reached[row.episode.pk])
        wanted = {_key(task): task for task in (*facts, *_calls(facts, phoning.get(row.episode.pk, [])))}
        gone += [task.pk for key, task in standing.items() if key not in wanted]
        changed += [task for key, task in standing.items() if key in wanted and _renew(task, wanted[key])]
        fresh += [_task(row.episode, task) for key, task in wanted.items() if key not in standing]
    if gone:
        Task.objects.filter(pk__in=gone).delete()
    if changed:
        Task.objects.bulk_update(changed, ["since", "due_at", "shows_from", "waits_for", "told_at"])
    Task.objects.bulk_create(fresh)


def _calls(
    facts: Iterable[TaskFact], phoning: Iterable[tuple[int, int, int, datetime]]
) -> Iterator[TaskFact]:
    """The sender telephones about a message whose ladder has come to that, while its receipt is awaited."""
    awaited = {(task.item_id, task.unit_id) for task in facts if task.kind is TaskKind.ACKNOWLEDGE}
    for item, unit, sender, since in phoning:
        if (item, unit) in awaited:
            yield TaskFact(sender, TaskKind.PHONE, since, since, None, item)


def _renew(row: Task, task: TaskFact) -> bool:
    """Give a standing task the rule's values. Returns whether they differed; a new time is told of anew."""
    values = (task.since, task.due_at, task.shows_from, task.waits_for)
    if values == (row.since, row.due_at, row.shows_from, row.waits_for):
        return False
    if row.due_at != task.due_at:
        row.told_at = None
    row.since, row.due_at, row.shows_from, row.waits_for = values
    return True


def _task(episode: CareEpisode, task: TaskFact) -> Task:
    return Task(
        episode=episode,
        unit_id=task.unit_id,
        kind=task.kind,
        item_id=task.item_id,
        since=task.since,
        due_at=task.due_at,
        shows_from=task.shows_from,
        waits_for=task.waits_for,
    )


def _wanted(episode: CareEpisode, chain: Chain, not_reached: Iterable[NotReached]) -> tuple[TaskFact, ...]:
    rules = limits()
    end = chain.end
    owing = owing_of(episode)
    if end is not None and clock.now() - end.at > timedelta(days=rules.closed_days):
        late = clock.now() - end.at > timedelta(days=rules.owing_days)
        lasting = tuple(task for task in tasks(chain, rules) if task.kind in LASTING)
        return lasting if late else (*lasting, *of_owing(chain, owing.question))
    found = tasks(chain, rules, owing=owing, not_reached=not_reached)
    if chain.phase is Phase.DECEASED:
        return tuple(task for task in found if task.item_id is not None or task.kind in ABOUT_MONEY)
    return found


def owing_of(episode: CareEpisode) -> Owing:
    """What the liability app has worked out, as the episode keeps it."""
    question = None
    if episode.owing_question and episode.owing_since is not None:
        question = OwingQuestion(episode.owing_question, Turn(episode.owing_turn), episode.owing_since)
    return Owing(episode.liable_from, question)


def task_keys(episodes: Sequence[CareEpisode], chains: Mapping[int, Chain]) -> dict[int, set[Key]]:
    """Which tasks follow from each chain, calls apart, for the comparison of each night. One query."""
    unreached = not_reached_in([episode.pk for episode in episodes])
    return {
        episode.pk: {_key(task) for task in _wanted(episode, chains[episode.pk], unreached[episode.pk])}
        for episode in episodes
    }


def not_reached_in(episode_ids: Sequence[int]) -> Mapping[int, list[NotReached]]:
    """By episode, whom a message did not reach and nobody has settled. One query."""
    found: dict[int, list[NotReached]] = defaultdict(list)
    for one in Unreached.objects.filter(episode_id__in=episode_ids, settled_at=None):
        found[one.episode_id].append(NotReached(one.item_id, one.unit_id, one.since))
    return found


def _key(task: TaskFact) -> Key:
    return task.unit_id, str(task.kind), task.item_id
