"""Bra överlämning: one tap, counted beside the deviations."""

from datetime import datetime

from actors.acting import Acting
from core import audit, outbox, scope, versions
from core.invalid import Invalid
from deviations import permissions
from deviations.models import Thanks
from transitions.locks import lock_episode
from transitions.selectors import cases


@scope.atomic
def thank(*, acting: Acting, episode_id: int, to_id: int, at: datetime) -> tuple[Thanks, bool]:
    """Thank a unit of the case for its hand-over. Returns the thanks, and whether they are new: a second tap is none.

    Raises Invalid `to` for a unit that is not on the case or is one's own, NotFound for a case of others.
    """
    permissions.require_report(acting)
    episode = lock_episode(acting, episode_id)
    if to_id == acting.unit_id or to_id not in {unit.id for unit in cases.parties(episode)}:
        raise Invalid("to", "Välj en enhet som är med i ärendet.", "to")
    row, made = Thanks.objects.get_or_create(
        episode_id=episode.pk,
        by_unit_id=acting.unit_id,
        to_unit_id=to_id,
        defaults={"author_id": acting.user_id, "at": at},
    )
    if made:
        audit.record(acting, "deviation.thanked", row, {"to": (None, to_id)})
        outbox.emit(
            "deviation.thanked", case=None, payload={"deviation": row.pk, "units": [to_id]}, acting=acting
        )
        if not acting.importing:
            versions.bump([to_id, acting.unit_id])
    return row, made
