"""Who may see what a municipality owes for a patient, and who keeps the amounts. Fails closed (docs/visibility.md).

The result is a fact of its own, addressed to the two sides that the act binds: the ward that sent the notice, and the
municipality's assessment office. Home care and open care are not told. Managers and the region's controllers see sums.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from actors.acting import Acting
from actors.permissions import administers_organisation
from actors.rules.kinds import Role, UnitKind
from liability.models import Assessment
from transitions import permissions as chain_permissions

SEE = "see"
SEE_TERMS = "see_terms"
SEE_SUMS = "see_sums"
SET_RATE = "set_rate"
SET_TERMS = "set_terms"

ACTIONS: Mapping[str, frozenset[Role]] = {
    SEE: frozenset({Role.WARD_NURSE, Role.WARD_DOCTOR, Role.ASSESSOR}),
    SEE_TERMS: frozenset(
        {
            Role.WARD_NURSE,
            Role.WARD_DOCTOR,
            Role.ASSESSOR,
            Role.MANAGER,
            Role.REGION_CONTROLLER,
            Role.ADMINISTRATOR,
        }
    ),
    SEE_SUMS: frozenset({Role.MANAGER, Role.REGION_CONTROLLER}),
    SET_RATE: frozenset({Role.ADMINISTRATOR, Role.REGION_CONTROLLER}),
    SET_TERMS: frozenset({Role.ADMINISTRATOR}),
}
SIDES = frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE})
"""The kinds of unit that the result of a patient is addressed to."""


def may(acting: Acting, action: str) -> bool:
    """Whether the role, in its unit, may do this. Raises KeyError for an act that nobody has decided on."""
    if acting.role not in ACTIONS[action]:
        return False
    # The administrator of a single unit keeps its people, not the county's money.
    return acting.role is not Role.ADMINISTRATOR or administers_organisation(acting)


def require(acting: Acting, action: str) -> None:
    """Stop whoever may not. Raises PermissionDenied, or KeyError for an act without an entry."""
    if not may(acting, action):
        raise PermissionDenied(action)


def may_see_results(acting: Acting) -> bool:
    """Whether the unit is of a kind that results of patients are addressed to."""
    return may(acting, SEE) and acting.unit_kind in SIDES


def visible_to(acting: Acting) -> QuerySet[Assessment]:
    """The results that the unit may see: on its own chains, when the result is addressed to its kind of unit."""
    if not may_see_results(acting):
        return Assessment.objects.none()
    return Assessment.objects.filter(episode__in=chain_permissions.visible_to(acting))
