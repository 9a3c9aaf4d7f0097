"""Who in a unit works with which cases: assigning, handing over at a change of shift, and undoing it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from actors.acting import Acting
from actors.selectors_colleagues import Colleague, colleagues
from core import audit, clock, conf, scope, versions
from core.conflicts import Conflict
from transitions import permissions
from transitions.locks import lock_episodes
from transitions.models import CareEpisode, HandOver, HandOverCase, Responsible
from transitions.rules.verdicts import Verdict


@scope.atomic
def hand_over(
    *,
    acting: Acting,
    episode_ids: Iterable[int],
    to_user_id: int | None,
    at: datetime,
    note: str = "",
    notes: Mapping[int, str] | None = None,
) -> HandOver | None:
    """Give cases to a colleague in the unit, or to the unit as a whole (None), with what there is to know.

    Cases that the unit does not see are passed over. Returns None when nothing was left to give. `notes` holds a line
    for a case by its id. The same again, with nothing done since, makes no second one: the first is returned.

    Raises PermissionDenied, Conflict("not_a_person", "not_a_colleague").
    """
    permissions.require(acting, permissions.TAKE)
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    if to_user_id is not None and to_user_id not in {one.user_id for one in receivers(acting)}:
        raise Conflict(Verdict.no("not_a_colleague"))
    episodes = lock_episodes(acting, episode_ids)
    if not episodes:
        return None
    before = _responsible(acting, episodes)
    said = {episode.pk: (notes or {}).get(episode.pk, "") for episode in episodes}
    last = _last_unread(acting, at)
    if (
        last is not None
        and (last.to_id, last.note) == (to_user_id, note)
        and said == dict(last.cases.values_list("episode_id", "note"))
        and all(before.get(pk) == to_user_id for pk in said)
    ):
        return last
    made = HandOver.objects.create(
        unit_id=acting.unit_id, by_id=acting.user_id, to_id=to_user_id, at=at, note=note
    )
    HandOverCase.objects.bulk_create(
        HandOverCase(handover=made, episode=episode, before_id=before.get(episode.pk), note=said[episode.pk])
        for episode in episodes
    )
    for episode in episodes:
        _give(acting, episode, to_user_id, at)
        audit.record(acting, "episode.handed_over", episode)
    versions.bump([acting.unit_id])
    return made


@scope.atomic
def read_hand_over(*, acting: Acting, handover_id: int, at: datetime) -> None:
    """Whoever receives says that it is read. A second time does nothing. Raises Conflict("handover_gone")."""
    row = _lock(acting, handover_id)
    if row is None or row.undone_at is not None or row.to_id not in (None, acting.user_id):
        raise Conflict(Verdict.no("handover_gone"))
    if row.read_at is None:
        row.read_at, row.read_by_id = at, acting.user_id
        row.save(update_fields=["read_at", "read_by"])
        audit.record(acting, "handover.read", row)
        versions.bump([acting.unit_id])


@scope.atomic
def undo_hand_over(*, acting: Acting, handover_id: int, at: datetime) -> int:
    """Take one's own hand-over back while nobody has read it. Returns how many cases came back.

    A case that somebody else has taken meanwhile stays theirs. Raises Conflict("handover_gone", "handover_read").
    """
    row = _lock(acting, handover_id)
    if row is None or row.by_id != acting.user_id or row.undone_at is not None:
        raise Conflict(Verdict.no("handover_gone"))
    if row.read_at is not None:
        raise Conflict(Verdict.no("handover_read"))
    before = dict(row.cases.values_list("episode_id", "before_id"))
    episodes = lock_episodes(acting, before)
    now = _responsible(acting, episodes)
    back = 0
    for episode in episodes:
        if now.get(episode.pk) == row.to_id:
            _give(acting, episode, before[episode.pk], at)
            audit.record(acting, "episode.hand_over_undone", episode)
            back += 1
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    versions.bump([acting.unit_id])
    return back


def receivers(acting: Acting) -> list[Colleague]:
    """Colleagues who can be given a case today, oneself among them."""
    return colleagues(acting.unit_id, on=clock.today(), roles=permissions.ACTIONS[permissions.TAKE])


def _lock(acting: Acting, handover_id: int) -> HandOver | None:
    permissions.require(acting, permissions.TAKE)
    mine = HandOver.objects.select_for_update(of=("self",)).filter(unit_id=acting.unit_id)
    return mine.filter(pk=handover_id).first()


def _last_unread(acting: Acting, at: datetime) -> HandOver | None:
    """The person's last hand-over, while it is young, stands and nobody has read it."""
    since = at - timedelta(minutes=conf.value("RESEND_MINUTES"))
    mine = HandOver.objects.filter(unit_id=acting.unit_id, by_id=acting.user_id, at__gt=since)
    return mine.filter(read_at__isnull=True, undone_at__isnull=True).first()


def _responsible(acting: Acting, episodes: Iterable[CareEpisode]) -> dict[int, int]:
    rows = Responsible.objects.filter(episode__in=list(episodes), unit_id=acting.unit_id)
    return dict(rows.values_list("episode_id", "user_id"))


def _give(acting: Acting, episode: CareEpisode, user_id: int | None, at: datetime) -> None:
    held: dict[str, Any] = {"episode": episode, "unit_id": acting.unit_id}
    if user_id is None:
        Responsible.objects.filter(**held).delete()
    else:
        Responsible.objects.update_or_create(**held, defaults={"user_id": user_id, "since": at})
