"""Question and answer between the parties in a deviation, and each side's own notes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import Deviation, Entry
from deviations.rules.kinds import EntryKind, Stage
from deviations.services.common import emit, note, units_of
from deviations.services.steps import REFUSALS
from transitions.rules.verdicts import Verdict


def may_write(acting: Acting, row: Deviation) -> bool:
    """Whether the unit takes part: it reported, it is concerned, or it answers. Others who see it read only."""
    return permissions.may_read(acting) and acting.unit_id in units_of(row)


@scope.atomic
def write(*, acting: Acting, ref: str, at: datetime, text: str, own: bool) -> Entry:
    """A question or an answer to the other parties, or with `own` a note that the own unit alone reads.

    Raises Invalid `no_text`, PermissionDenied, NotFound, Conflict `deviation_closed` for what would tell the others.
    """
    if not text.strip():
        raise Invalid("no_text", "Skriv något först.", "text")
    row = lock_deviation(acting, ref)
    if not may_write(acting, row):
        raise PermissionDenied("write")
    if not own and row.stage == Stage.CLOSED:
        raise Conflict(Verdict.no("deviation_closed"), REFUSALS["deviation_closed"])
    kind = EntryKind.NOTE if own else EntryKind.MESSAGE
    made = note(row, acting=acting, kind=kind, at=at, text=text, own=own)
    audit.record(acting, f"deviation.{kind}", row)
    if own:
        versions.bump([acting.unit_id])
    else:
        emit(row, "deviation.message", acting=acting, to=units_of(row))
    return made
