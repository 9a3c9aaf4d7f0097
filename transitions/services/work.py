"""The work list's own writes: taking a case, having seen it, and telling when a time is out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from actors.acting import Acting
from core import audit, outbox, scope, tracking, versions
from core.conflicts import Conflict
from transitions import permissions
from transitions.locks import lock_episode, lock_episodes
from transitions.models import Responsible, Seen, Task
from transitions.rules.task_values import ABOUT_MONEY, LASTING
from transitions.rules.verdicts import Verdict
from transitions.services.state import limits

SWEEP_BATCH = 500


@scope.atomic
def take_case(*, acting: Acting, episode_id: int, at: datetime) -> None:
    """Become responsible for a case in one's unit. Raises Conflict("taken_by_other") with who has it."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.TAKE, episode)
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    row, created = Responsible.objects.select_related("user").get_or_create(
        episode=episode, unit_id=acting.unit_id, defaults={"user_id": acting.user_id, "since": at}
    )
    if not created and row.user_id != acting.user_id:
        raise Conflict(Verdict.no("taken_by_other", by=row.user.name))
    audit.record(acting, "episode.taken", episode)
    versions.bump([acting.unit_id])


@scope.atomic
def take_cases(*, acting: Acting, episode_ids: Iterable[int], at: datetime) -> tuple[list[int], int]:
    """Become responsible for several cases. Returns the ids of those that became the person's now, and how many a
    colleague has already. Raises PermissionDenied, Conflict("not_a_person").
    """
    permissions.require(acting, permissions.TAKE)
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    episodes = lock_episodes(acting, episode_ids)
    held = dict(
        Responsible.objects.filter(episode__in=episodes, unit_id=acting.unit_id).values_list(
            "episode_id", "user_id"
        )
    )
    taken = [episode for episode in episodes if episode.pk not in held]
    Responsible.objects.bulk_create(
        Responsible(episode=episode, unit_id=acting.unit_id, user_id=acting.user_id, since=at)
        for episode in taken
    )
    for episode in taken:
        audit.record(acting, "episode.taken", episode)
    versions.bump([acting.unit_id])
    return [episode.pk for episode in taken], sum(user_id != acting.user_id for user_id in held.values())


@scope.atomic
def release_cases(*, acting: Acting, episode_ids: Iterable[int]) -> int:
    """Let go of those of the cases that one has oneself. Returns how many."""
    permissions.require(acting, permissions.TAKE)
    episodes = lock_episodes(acting, episode_ids)
    mine = Responsible.objects.filter(
        episode__in=episodes, unit_id=acting.unit_id, user_id=acting.user_id or 0
    ).select_related("episode")
    for row in mine:
        audit.record(acting, "episode.released", row.episode)
    versions.bump([acting.unit_id])
    return mine.delete()[0]


@scope.atomic
def release_case(*, acting: Acting, episode_id: int) -> None:
    """Let go of a case in one's unit, one's own or a colleague's; the next may take it."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.TAKE, episode)
    Responsible.objects.filter(episode=episode, unit_id=acting.unit_id).delete()
    audit.record(acting, "episode.released", episode)
    versions.bump([acting.unit_id])


def mark_seen(*, acting: Acting, episode_id: int, at: datetime, item_ids: Iterable[int] = ()) -> None:
    """The person has opened the case: it is no longer unread for that person.

    `item_ids` are the messages to the unit that the page shows: a person of the unit has opened them.
    """
    if acting.user_id is not None:
        shown = list(item_ids)
        if shown:
            tracking.opened_in_case(episode_id, shown, recipient_id=acting.unit_id, user_id=acting.user_id)
        before = Seen.objects.filter(episode_id=episode_id, user_id=acting.user_id)
        if not before.update(at=at):
            Seen.objects.update_or_create(episode_id=episode_id, user_id=acting.user_id, defaults={"at": at})


@scope.atomic
def sweep_deadlines(*, acting: Acting, now: datetime) -> int:
    """Tell each unit, once, of its tasks whose time is out. Returns how many were told of.

    A case that ended long ago leaves the lists, but for the weeks of a tryggt mottagande. Called each minute; a sweep
    that is missed, or runs twice at once, loses and doubles nothing.
    """
    closed, decided = now - timedelta(days=limits().closed_days), now - timedelta(days=limits().owing_days)
    Task.objects.filter(episode__ended_at__lt=closed).exclude(kind__in=ABOUT_MONEY | LASTING).delete()
    Task.objects.filter(episode__ended_at__lt=decided, kind__in=ABOUT_MONEY).delete()
    due = list(
        Task.objects.select_for_update(skip_locked=True)
        .filter(due_at__lt=now, told_at__isnull=True)
        .order_by("pk")[:SWEEP_BATCH]
    )
    for task in due:
        outbox.emit(
            "task.overdue",
            case=task.episode_id,
            payload={"task": task.pk, "episode": task.episode_id, "unit": task.unit_id, "kind": task.kind},
            acting=acting,
        )
    Task.objects.filter(pk__in=[task.pk for task in due]).update(told_at=now)
    versions.bump({task.unit_id for task in due})
    return len(due)
