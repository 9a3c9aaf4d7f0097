"""Lathundar: written, published with a version, taken away (T19)."""

from datetime import datetime

from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import NotFound
from transitions.models import LocalRoutine
from transitions.rules.step_values import StepCode
from transitions.rules.verdicts import Verdict


@scope.atomic
def save_routine(
    *, acting: Acting, step: StepCode, title: str, text: str, routine_id: int | None = None
) -> LocalRoutine:
    """Write a routine of one's own organisation. The units read it when it is published.

    Raises PermissionDenied, NotFound for another organisation's, Invalid: `no_title`, `no_text`.
    """
    permissions.require_routines(acting)
    if not title.strip():
        raise Invalid("no_title", "Ange en rubrik.", "title")
    if not text.strip():
        raise Invalid("no_text", "Skriv minst en punkt.", "text")
    row = _own(acting, routine_id) if routine_id is not None else LocalRoutine()
    row.organisation_id = acting.organisation_id
    row.step, row.title, row.text = str(step), title.strip(), text.strip()
    row.save()
    audit.record(acting, "routine.saved", row)
    return row


@scope.atomic
def publish_routine(*, acting: Acting, routine_id: int, at: datetime) -> LocalRoutine:
    """Let the units read what is written: the next version. Raises Conflict("nothing_new")."""
    permissions.require_routines(acting)
    row = _own(acting, routine_id)
    if row.published_text == row.text:
        raise Conflict(Verdict.no("nothing_new"))
    row.published_text, row.published_at = row.text, at
    row.published_version += 1
    row.save()
    audit.record(acting, "routine.published", row, {"version": (None, row.published_version)})
    return row


def _own(acting: Acting, routine_id: int) -> LocalRoutine:
    found = (
        LocalRoutine.objects.select_for_update()
        .filter(pk=routine_id, organisation_id=acting.organisation_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found
