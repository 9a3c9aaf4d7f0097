"""A unit ends and another takes its place (X9): what moves of avvikelser, in `core.succession`'s words.

Open ones go over, so that somebody answers, reads and closes them; *Historik* tells which unit it was. Closed ones
stay with the old.
"""

from django.db.models import Q, QuerySet

from core import succession
from core.succession import Change, Line, Of
from deviations.models import Deviation, Investigation, Proposal
from deviations.rules.kinds import Stage

UNITS = ("reported_by", "about", "routed_to")


def register() -> None:
    """Called when the app is ready."""
    succession.register("deviations", order=30, preview=preview, move=move)


def _open(unit_id: int) -> QuerySet[Deviation]:
    mine = Q(reported_by_id=unit_id) | Q(about_id=unit_id) | Q(routed_to_id=unit_id)
    return Deviation.objects.exclude(stage=Stage.CLOSED).filter(mine)


def preview(change: Change) -> list[Line]:
    """How many would go over. One query."""
    if change.of is Of.ORGANISATION:
        return []
    return [Line("Avvikelser som inte är avslutade", _open(change.old_id).count())]


def move(change: Change) -> None:
    """Put the successor where the old unit stands in open ones."""
    if change.of is Of.ORGANISATION:
        return
    for row in _open(change.old_id).select_for_update(of=("self",)).order_by("pk"):
        changed = [name for name in UNITS if getattr(row, f"{name}_id") == change.old_id]
        for name in changed:
            setattr(row, f"{name}_id", change.new_id)
        row.version += 1
        row.save(update_fields=[*changed, "version"])
    for own in Investigation.objects.filter(unit_id=change.old_id, deviation__in=_open(change.new_id)):
        if not own.deviation.investigations.filter(unit_id=change.new_id).exists():
            own.unit_id = change.new_id
            own.save()
    for draft in _drafts(change.old_id).select_for_update(of=("self",)).order_by("pk"):
        draft.unit_id = change.new_id if draft.unit_id == change.old_id else draft.unit_id
        draft.about_id = change.new_id if draft.about_id == change.old_id else draft.about_id
        same = Proposal.objects.filter(
            episode_id=draft.episode_id, rule=draft.rule, unit_id=draft.unit_id, about_id=draft.about_id
        )
        if not same.exists() and draft.unit_id != draft.about_id:
            draft.save(update_fields=["unit", "about"])


def _drafts(unit_id: int) -> QuerySet[Proposal]:
    """Drafts that nobody has settled, of the unit or about it."""
    mine = Q(unit_id=unit_id) | Q(about_id=unit_id)
    return Proposal.objects.filter(mine, settled_at__isnull=True)
