"""Wrong recipient: sent on in one click, to the one that the table proposes or another (A2)."""

from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations.models import Deviation
from deviations.rules.kinds import Category, EntryKind, Step
from deviations.rules.routing import usual_function
from deviations.services import joining
from deviations.services.common import note
from deviations.services.routing import Held, give, named, proposed
from deviations.services.steps import begin
from transitions.rules.verdicts import Verdict


@scope.atomic
def return_wrong(
    *,
    acting: Acting,
    ref: str,
    at: datetime,
    to_id: int,
    why: str = "",
    version: int | None = None,
) -> Deviation:
    """Send a deviation on to the right recipient, who begins anew; the time to answer goes on from the report.

    Raises Invalid `to` for a unit that is not there, that has ended, that reported it or that has it already.
    """
    row = begin(Step.RETURN, acting=acting, ref=ref, at=at, version=version)
    if joining.answers_with(row) is not None or joining.followers(acting, row):
        raise Conflict(
            Verdict.no("joined_first"), "Avvikelsen besvaras tillsammans med en annan. Dela på dem först."
        )
    day = clock.local_date(at)
    units = actors.units_by_id([to_id])
    if (
        to_id not in units
        or to_id in (row.routed_to_id, row.reported_by_id)
        or actors.in_place_of([to_id], on=day)
    ):
        raise Invalid("to", "Välj en annan enhet som ska svara.", "to")
    found = [held for held in proposed(row) if held.unit_id == to_id]
    held = found[0] if found else Held(to_id, usual_function(units[to_id].kind, Category(row.category)))
    said = f"Skickad vidare till {units[to_id].name}."
    note(row, acting=acting, kind=EntryKind.RETURNED, at=at, text=f"{said} {why.strip()}".strip())
    give(row, named(held, on=day), acting=acting, at=at)
    return row
