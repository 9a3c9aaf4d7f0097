"""Who may see what a municipality owes for a patient, and who keeps the amounts. Fails closed (docs/visibility.md).

The result is a fact of its own, addressed to the two sides that the act binds: the ward that sent the notice, and the
municipality's assessment office. Home care and open care are not told. Managers and the region's controllers see sums.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from actors.acting import Acting
from actors.permissions import administers_organisation
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from liability.models import Assessment, Statement, StatementRow
from liability.rules.statement_life import Act, Side
from transitions import permissions as chain_permissions

SEE = "see"
SEE_TERMS = "see_terms"
SEE_SUMS = "see_sums"
SET_RATE = "set_rate"
SET_TERMS = "set_terms"
SEE_STATEMENTS = "see_statements"
DISPUTE = "dispute"
AGREE = "agree"
PROPOSE = "propose"
SET_LAYOUT = "set_layout"
SET_DEADLINES = "set_deadlines"

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
    SEE_STATEMENTS: frozenset({Role.MANAGER, Role.REGION_CONTROLLER, Role.ASSESSOR}),
    DISPUTE: frozenset({Role.MANAGER, Role.ASSESSOR}),
    AGREE: frozenset({Role.MANAGER, Role.REGION_CONTROLLER}),
    PROPOSE: frozenset({Role.REGION_CONTROLLER}),
    SET_LAYOUT: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    SET_DEADLINES: frozenset({Role.ADMINISTRATOR}),
}
OF_ONE_SIDE: Mapping[str, Side] = {SET_LAYOUT: Side.MUNICIPALITY}
"""What only one of the two sides has: the finance system is the payer's."""

SIDES = frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE})
"""The kinds of unit that the result of a patient is addressed to."""


def may(acting: Acting, action: str) -> bool:
    """Whether the role, in its unit, may do this. Raises KeyError for an act that nobody has decided on."""
    if acting.role not in ACTIONS[action]:
        return False
    if action in OF_ONE_SIDE and side_of(acting) is not OF_ONE_SIDE[action]:
        return False
    # The administrator of a single unit keeps its people, not the county's money.
    return acting.role is not Role.ADMINISTRATOR or administers_organisation(acting)


def require(acting: Acting, action: str) -> None:
    """Stop whoever may not. Raises PermissionDenied, or KeyError for an act without an entry."""
    if not may(acting, action):
        raise PermissionDenied(action)


def may_see_forecast(acting: Acting) -> bool:
    """Whether the person sees who passes into liability: the unit's own cases, or how many of each ward's."""
    return may_see_results(acting) or may(acting, SEE_SUMS)


def may_see_results(acting: Acting) -> bool:
    """Whether the unit is of a kind that results of patients are addressed to."""
    return may(acting, SEE) and acting.unit_kind in SIDES


def visible_to(acting: Acting) -> QuerySet[Assessment]:
    """The results that the unit may see: on its own chains, when the result is addressed to its kind of unit."""
    if not may_see_results(acting):
        return Assessment.objects.none()
    return Assessment.objects.filter(episode__in=chain_permissions.visible_to(acting))


ACTION_OF: Mapping[Act, str] = {
    Act.PROPOSE: PROPOSE,
    Act.TAKE_BACK: PROPOSE,
    Act.DISPUTE: DISPUTE,
    Act.ANSWER: PROPOSE,
    Act.ACCEPT: DISPUTE,
    Act.AGREE: AGREE,
    Act.LOCK: PROPOSE,
}


def side_of(acting: Acting) -> Side:
    """For which party of a statement somebody acts: a region's people for the region, others for those who owe."""
    return Side.REGION if acting.organisation_kind is OrganisationKind.REGION else Side.MUNICIPALITY


def statements_visible_to(acting: Acting) -> QuerySet[Statement]:
    """The statements of the acting one's own organisation, and of the districts under it. No patient is named there."""
    if not may(acting, SEE_STATEMENTS):
        return Statement.objects.none()
    own = acting.organisation_id
    if side_of(acting) is Side.REGION:
        # A ward's own assessor is the municipality's: in a region only those who answer for its money.
        known = acting.role in (Role.MANAGER, Role.REGION_CONTROLLER)
        return Statement.objects.filter(region_id=own) if known else Statement.objects.none()
    return Statement.objects.filter(Q(municipality_id=own) | Q(municipality__parent_id=own))


def statement_rows_visible_to(acting: Acting) -> QuerySet[StatementRow]:
    """The rows of those statements."""
    return StatementRow.objects.filter(statement__in=statements_visible_to(acting))
