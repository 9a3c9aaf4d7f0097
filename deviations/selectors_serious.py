"""Reads of possible lex Maria and lex Sarah, inside what the own side may see."""

from actors.acting import Acting
from deviations import permissions
from deviations.models import Deviation, SeriousEvent


def of_deviation(*, acting: Acting, deviation: Deviation) -> list[SeriousEvent]:
    """The own side's, the unit's own first. One query, and one for a MAS's area."""
    rows = permissions.serious_visible_to(acting).filter(deviation=deviation).select_related("unit")
    return sorted(rows, key=lambda row: (row.unit_id != acting.unit_id, row.pk))


def own(*, acting: Acting, deviation: Deviation, statute: str) -> SeriousEvent | None:
    """The unit's own of one statute. One query."""
    rows = permissions.serious_visible_to(acting).filter(deviation=deviation, unit_id=acting.unit_id)
    return rows.filter(statute=statute).select_related("unit").first()
