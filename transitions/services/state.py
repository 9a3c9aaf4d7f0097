"""The present state of an episode, stored: columns, standing notices and tasks, all derived from the chain."""

from datetime import datetime, timedelta

from django.conf import settings

from core import clock
from transitions.models import (
    CareEpisode,
    DischargeReadyNotice,
    ExpectedDischarge,
    Task,
)
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.tasks import TaskFact, tasks

Key = tuple[int, str, int | None]


def limits() -> Limits:
    """The limits of this installation."""
    return Limits.of(settings.TRANSITION_LIMITS)


def store_state(episode: CareEpisode, chain: Chain, *, at: datetime, importing: bool = False) -> None:
    """Bring the episode's columns, its notices and its tasks into line with the chain."""
    before = {name: getattr(episode, name) for name in _COLUMNS}
    expected, end, standing = chain.expected, chain.end, chain.standing
    notice = chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT)
    episode.phase = chain.phase
    episode.ward_id = chain.current_ward_id
    episode.notice_at = notice[0].at if notice else None
    episode.expected_discharge = expected[0] if expected else None
    episode.certainty = (expected[1] or "") if expected else ""
    episode.ready_at = standing.notice.at if standing else None
    episode.ended_at = end.at if end else None
    episode.discharged_to = end.data.get("to", "") if end and end.kind is ItemKind.DISCHARGED else ""
    episode.last_item_at = max([at, *([episode.last_item_at] if episode.last_item_at else [])])
    episode.version += 1
    columns = [*_COLUMNS, "last_item_at", "version"]
    if importing or all(getattr(episode, name) == value for name, value in before.items()):
        episode.skip_history_when_saving = True
    episode.save(update_fields=columns)
    if hasattr(episode, "skip_history_when_saving"):
        del episode.skip_history_when_saving
    _store_spells(episode, chain)
    _store_expected(episode, chain)
    store_tasks(episode, chain)


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


def _store_spells(episode: CareEpisode, chain: Chain) -> None:
    spells = {spell.notice.id: spell for spell in chain.spells}
    if not spells:
        return
    rows = {row.pk: row for row in DischargeReadyNotice.objects.filter(episode=episode)}
    for row in rows.values():
        spell = spells.get(row.pk)
        ended_at = spell.ended_at if spell else row.sent_at
        ended_by = str(spell.ended_by or "") if spell else str(ItemKind.DISCHARGE_READY_SENT)
        if (row.ended_at, row.ended_by) != (ended_at, ended_by):
            row.ended_at, row.ended_by = ended_at, ended_by
            row.save(update_fields=["ended_at", "ended_by"])
    for spell in spells.values():
        if spell.notice.id not in rows:
            DischargeReadyNotice.objects.create(
                item_id=spell.notice.id,
                episode=episode,
                doctor_name=spell.notice.data.get("doctor", ""),
                judged_at=_moment(spell.notice.data.get("judged_at")),
                sent_at=spell.notice.at,
                ended_at=spell.ended_at,
                ended_by=str(spell.ended_by or ""),
            )


def _store_expected(episode: CareEpisode, chain: Chain) -> None:
    expected = chain.expected
    if expected is None:
        return
    current = ExpectedDischarge.objects.filter(episode=episode, current=True).first()
    if current is not None and current.pk == expected[2].id:
        return
    if current is not None:
        current.current = False
        current.save(update_fields=["current"])
    ExpectedDischarge.objects.update_or_create(
        item_id=expected[2].id,
        defaults={
            "episode": episode,
            "date": expected[0],
            "certainty": expected[1] or "",
            "current": True,
        },
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def store_tasks(episode: CareEpisode, chain: Chain) -> None:
    """Bring the stored tasks into line with what the rule says; a task that stands keeps its row.

    A case that ended long ago is on nobody's list.
    """
    wanted = {_key(task): task for task in _wanted(episode, chain)}
    stored = {(row.unit_id, row.kind, row.item_id): row for row in Task.objects.filter(episode=episode)}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    if gone:
        Task.objects.filter(pk__in=gone).delete()
    changed = []
    for key, row in stored.items():
        task = wanted.get(key)
        if task is None:
            continue
        values = (task.since, task.due_at, task.shows_from, task.waits_for)
        if values != (row.since, row.due_at, row.shows_from, row.waits_for):
            if row.due_at != task.due_at:
                row.told_at = None
            row.since, row.due_at, row.shows_from, row.waits_for = values
            changed.append(row)
    if changed:
        Task.objects.bulk_update(changed, ["since", "due_at", "shows_from", "waits_for", "told_at"])
    Task.objects.bulk_create(
        [
            Task(
                episode=episode,
                unit_id=task.unit_id,
                kind=task.kind,
                item_id=task.item_id,
                since=task.since,
                due_at=task.due_at,
                shows_from=task.shows_from,
                waits_for=task.waits_for,
            )
            for key, task in wanted.items()
            if key not in stored
        ]
    )


def _wanted(episode: CareEpisode, chain: Chain) -> tuple[TaskFact, ...]:
    rules = limits()
    end = chain.end
    if end is not None and clock.now() - end.at > timedelta(days=rules.closed_days):
        return ()
    if chain.phase is Phase.DECEASED:
        return tuple(task for task in tasks(chain, rules) if task.item_id is not None)
    return tasks(chain, rules, liable_from=episode.liable_from)


def _key(task: TaskFact) -> Key:
    return task.unit_id, str(task.kind), task.item_id
