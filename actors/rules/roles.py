"""Which roles a kind of unit has, and which of them an administrator may hand out (requirement X1).

Nobody hands out the role that runs the installation: the administrator of a `ledning` is appointed in the technical
administration. The administrator of another unit is appointed by the organisation's, and hands out the unit's own
roles.
"""

from collections.abc import Mapping

from actors.rules.kinds import OrganisationKind, Role, UnitKind

UNUSED_DAYS = 90
"""After so many days without use an administrator is reminded of an assignment."""

_NURSES = frozenset({Role.HOUSING_NURSE, Role.OTHER_CARE})
_OFFICE = frozenset({Role.ASSESSOR})
_OTHER = frozenset({Role.OTHER_CARE})

ROLES: Mapping[UnitKind, frozenset[Role]] = {
    UnitKind.WARD: frozenset({Role.WARD_NURSE, Role.WARD_DOCTOR}),
    UnitKind.PRIMARY_CARE: frozenset({Role.CARE_CONTACT, Role.OTHER_CARE}),
    UnitKind.PRIMARY_CARE_REHAB: frozenset({Role.REHAB}),
    UnitKind.ASSESSMENT_OFFICE: _OFFICE,
    UnitKind.HOME_CARE: frozenset({Role.HOME_CARE_COORDINATOR, Role.NIGHT_PATROL}),
    UnitKind.NIGHT_PATROL: frozenset({Role.NIGHT_PATROL}),
    UnitKind.SPECIAL_HOUSING: _NURSES,
    UnitKind.SHORT_TERM_HOUSING: _NURSES,
    UnitKind.MUNICIPAL_HEALTH_CARE: _NURSES | {Role.REHAB},
    UnitKind.HOSPITAL_AT_HOME: _OTHER,
    UnitKind.OPEN_PSYCHIATRY: frozenset({Role.CARE_CONTACT, Role.OTHER_CARE}),
    UnitKind.LSS: _OFFICE,
    UnitKind.SOCIAL_PSYCHIATRY: _OFFICE,
    UnitKind.MAS_OFFICE: frozenset({Role.MAS}),
    UnitKind.HOUSING_PHYSICIANS: _OTHER,
    UnitKind.OUT_OF_HOURS_CARE: _OTHER,
    UnitKind.ALARM: frozenset({Role.NIGHT_PATROL}),
    UnitKind.HOME_RECEPTION_TEAM: frozenset({Role.HOME_CARE_COORDINATOR}),
    UnitKind.HOUSING_SUPPORT: _OTHER,
    UnitKind.ADDICTION_SERVICES: _OFFICE,
    UnitKind.CHILD_WELFARE: _OFFICE,
    UnitKind.DAY_ACTIVITY: _OTHER,
    UnitKind.ADMINISTRATION: frozenset({Role.MANAGER}),
}
"""The roles of the work itself, by kind of unit."""


def roles_of(unit_kind: UnitKind, organisation_kind: OrganisationKind) -> frozenset[Role]:
    """The roles that a unit has at all. A region's `ledning` has its controllers beside its managers."""
    if unit_kind is UnitKind.ADMINISTRATION and organisation_kind is OrganisationKind.REGION:
        return ROLES[unit_kind] | {Role.REGION_CONTROLLER}
    return ROLES[unit_kind]


def grantable(unit_kind: UnitKind, organisation_kind: OrganisationKind, *, own_unit: bool) -> frozenset[Role]:
    """The roles that an administrator may give in a unit.

    In her own: those that the unit has. In others of the organisation also its manager and its administrator;
    nowhere the administrator of a `ledning`, who runs the installation.
    """
    roles = roles_of(unit_kind, organisation_kind)
    if own_unit or unit_kind is UnitKind.ADMINISTRATION:
        return roles
    return roles | {Role.ADMINISTRATOR, Role.MANAGER}
