"""Notes between those who help a person at home (T37)."""

from datetime import date, datetime, timedelta

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import Addressee, Item
from transitions.rules.hand_over import LONGEST_NOTE, MOST_NIGHTS, circle, may_write, night_of
from transitions.rules.kinds import ItemKind
from transitions.services.home_care import present_providers
from transitions.services.loading import transition
from transitions.services.state import limits, renew_tasks
from transitions.services.writing import Writing


@transition
def write_hand_over_note(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    note: str,
    tonight: bool = False,
    until: date | None = None,
    version: int | None = None,
) -> Item:
    """Tell the others who help the person at home. `tonight`: it stands first, until the night `until` is over.

    Raises Invalid: `empty`, `too_long`, `until_past`, `until_far`. Conflict: `patient_deceased`, `not_in_the_home`,
    `nobody_to_tell`, `hand_over_closed`.
    """
    if not note.strip():
        raise Invalid("empty", "Skriv det som nästa pass behöver veta.", "note")
    if len(note.strip()) > LONGEST_NOTE:
        raise Invalid("too_long", f"Korta anteckningen till högst {LONGEST_NOTE} tecken.", "note")
    night = night_of(at)
    if tonight and until is not None:
        if until < night:
            raise Invalid("until_past", "Välj i natt eller en senare natt.", "until")
        if until > night + timedelta(days=MOST_NIGHTS):
            raise Invalid(
                "until_far", f"Välj en natt inom {MOST_NIGHTS} dagar. Skriv en ny anteckning sedan.", "until"
            )
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.HAND_OVER_NOTE, at=at, version=version
    )
    present = [row.unit_id for row in present_providers(writing.episode.patient_id)]
    units = circle(writing.chain, present)
    verdict = may_write(writing.chain, units, acting.unit_id, limits(), at)
    if not verdict.allowed:
        raise Conflict(verdict)
    data = {}
    if tonight:
        data = {"night": night.isoformat(), "until": (until or night).isoformat()}
    writing.put(to=units - {acting.unit_id}, data=data, note=note.strip())
    return writing.close()


@scope.atomic
def read_hand_over_notes(*, acting: Acting, episode_id: int, at: datetime) -> int:
    """Say that the unit has read its notes; the writers see by whom and when. Returns how many: a repeat none."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.READ_HAND_OVER, episode)
    rows = Addressee.objects.filter(
        item__episode=episode,
        item__kind=ItemKind.HAND_OVER_NOTE,
        unit_id=acting.unit_id,
        acknowledged_at__isnull=True,
    )
    read = list(rows.select_related("item"))
    for row in read:
        row.acknowledged_at, row.acknowledged_by = at, acting.user_name
        row.save(update_fields=["acknowledged_at", "acknowledged_by"])
        audit.record(acting, "hand_over.read", row.item, {"episode": (None, episode.pk)})
    if read:
        renew_tasks(episode)
        versions.bump({acting.unit_id, *(row.item.by_unit_id for row in read)})
    return len(read)
