"""Reads of investigations, inside what the own side may see."""

from uuid import UUID

from django.db.models import Prefetch

from actors.acting import Acting
from deviations import permissions
from deviations.models import CourseCopy, Deviation, Investigation, InvestigationAction


def of_deviation(*, acting: Acting, deviation: Deviation) -> list[Investigation]:
    """The own side's, the unit's own first, with their actions. Two queries."""
    actions = Prefetch(
        "actions", InvestigationAction.objects.select_related("person").order_by("due_on", "pk")
    )
    rows = permissions.investigations_visible_to(acting).filter(deviation=deviation)
    found = list(rows.select_related("unit").prefetch_related(actions))
    return sorted(found, key=lambda row: (row.unit_id != acting.unit_id, row.pk))


def own(*, acting: Acting, deviation: Deviation) -> Investigation | None:
    """The acting unit's own, with its actions. Two queries."""
    rows = permissions.investigations_visible_to(acting).filter(deviation=deviation, unit_id=acting.unit_id)
    return rows.prefetch_related("actions").first()


def course(*, acting: Acting, investigation: Investigation) -> CourseCopy | None:
    """The latest frozen course of the unit's own investigation; nobody else reads it. One query."""
    if investigation.unit_id != acting.unit_id:
        return None
    return investigation.copies.first()


def action(*, acting: Acting, public_id: UUID) -> InvestigationAction | None:
    """An action of the unit's own, with its deviation. One query."""
    rows = InvestigationAction.objects.filter(
        investigation__in=permissions.investigations_visible_to(acting), investigation__unit_id=acting.unit_id
    )
    return rows.select_related("investigation__deviation", "person").filter(public_id=public_id).first()
