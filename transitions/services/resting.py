"""Putting cases aside for a while, and taking them up again. One's own list only: nobody else's changes."""

from collections.abc import Iterable
from datetime import datetime

from actors.acting import Acting
from core import scope
from core.conflicts import Conflict
from transitions import permissions
from transitions.models import Snooze
from transitions.rules.snooze import can_rest
from transitions.rules.verdicts import Verdict
from transitions.selectors import worklist


@scope.atomic
def put_aside(
    *, acting: Acting, episode_ids: Iterable[int], until: datetime, at: datetime
) -> tuple[int, int]:
    """Let the cases rest until a moment. Returns how many rest, and how many may not since a deadline is near.

    Raises PermissionDenied, Conflict("not_a_person", "rest_in_the_past", "rest_too_long").
    """
    permissions.require(acting, permissions.TAKE)
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    empty = can_rest((), until, at)
    if not empty.allowed:
        raise Conflict(empty)
    wanted = set(episode_ids)
    pressing = worklist.pressing(acting=acting, now=at)
    done = refused = 0
    for episode_id in sorted(wanted & pressing.keys()):
        if not can_rest(pressing[episode_id], until, at).allowed:
            refused += 1
            continue
        Snooze.objects.update_or_create(
            episode_id=episode_id, user_id=acting.user_id, defaults={"at": at, "until": until}
        )
        done += 1
    return done, refused


@scope.atomic
def take_up(*, acting: Acting, episode_ids: Iterable[int]) -> int:
    """Have the cases on one's list again. Returns how many rested."""
    permissions.require(acting, permissions.TAKE)
    rows = Snooze.objects.filter(episode_id__in=list(episode_ids), user_id=acting.user_id or 0)
    return rows.delete()[0]
