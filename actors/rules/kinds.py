"""The kinds of organisation, unit and role, as contracts/events.md names them.

Pure: other apps' rules import this module too, so that a kind is spelled in one place.
"""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Kinds of organisation (events.md)."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    PRIVATE_PROVIDER = "private_provider"


class UnitKind(StrEnum):
    """Kinds of unit (events.md)."""

    WARD = "ward"
    PRIMARY_CARE = "primary_care"
    PRIMARY_CARE_REHAB = "primary_care_rehab"
    ASSESSMENT_OFFICE = "assessment_office"
    HOME_CARE = "home_care"
    NIGHT_PATROL = "night_patrol"
    SPECIAL_HOUSING = "special_housing"
    SHORT_TERM_HOUSING = "short_term_housing"
    MUNICIPAL_HEALTH_CARE = "municipal_health_care"
    HOSPITAL_AT_HOME = "hospital_at_home"
    OPEN_PSYCHIATRY = "open_psychiatry"
    LSS = "lss"
    SOCIAL_PSYCHIATRY = "social_psychiatry"
    MAS_OFFICE = "mas_office"
    HOUSING_PHYSICIANS = "housing_physicians"
    OUT_OF_HOURS_CARE = "out_of_hours_care"
    ALARM = "alarm"
    HOME_RECEPTION_TEAM = "home_reception_team"
    HOUSING_SUPPORT = "housing_support"
    ADDICTION_SERVICES = "addiction_services"
    CHILD_WELFARE = "child_welfare"
    DAY_ACTIVITY = "day_activity"
    ADMINISTRATION = "administration"


class Role(StrEnum):
    """What a person is in an assignment (requirement X1)."""

    WARD_NURSE = "ward_nurse"
    WARD_DOCTOR = "ward_doctor"
    ASSESSOR = "assessor"
    CARE_CONTACT = "care_contact"
    REHAB = "rehab"
    HOUSING_NURSE = "housing_nurse"
    HOME_CARE_COORDINATOR = "home_care_coordinator"
    NIGHT_PATROL = "night_patrol"
    MAS = "mas"
    MANAGER = "manager"
    REGION_CONTROLLER = "region_controller"
    ADMINISTRATOR = "administrator"
    OTHER_CARE = "other_care"


MUNICIPAL_SIDE = frozenset(
    {OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT, OrganisationKind.PRIVATE_PROVIDER}
)
"""Whose units are the municipality's in the act's sense (contracts/report.md)."""

OPEN_CARE = frozenset({UnitKind.PRIMARY_CARE, UnitKind.PRIMARY_CARE_REHAB, UnitKind.OPEN_PSYCHIATRY})
"""The region-financed open care, when the unit belongs to a region (contracts/report.md)."""

HOME_PROVIDERS = frozenset(
    {UnitKind.HOME_CARE, UnitKind.NIGHT_PATROL, UnitKind.ALARM, UnitKind.HOME_RECEPTION_TEAM}
)
"""Providers who meet the person at home and must hear of each home-coming (T8)."""

HEALTH_CARE_ROLES = frozenset(
    {
        Role.WARD_NURSE,
        Role.WARD_DOCTOR,
        Role.CARE_CONTACT,
        Role.REHAB,
        Role.HOUSING_NURSE,
        Role.OTHER_CARE,
    }
)

_DEFAULT_ROLE = {
    UnitKind.WARD: Role.WARD_NURSE,
    UnitKind.PRIMARY_CARE: Role.CARE_CONTACT,
    UnitKind.OPEN_PSYCHIATRY: Role.CARE_CONTACT,
    UnitKind.PRIMARY_CARE_REHAB: Role.REHAB,
    UnitKind.ASSESSMENT_OFFICE: Role.ASSESSOR,
    UnitKind.HOME_CARE: Role.HOME_CARE_COORDINATOR,
    UnitKind.NIGHT_PATROL: Role.NIGHT_PATROL,
    UnitKind.ALARM: Role.NIGHT_PATROL,
    UnitKind.HOME_RECEPTION_TEAM: Role.HOME_CARE_COORDINATOR,
    UnitKind.SPECIAL_HOUSING: Role.HOUSING_NURSE,
    UnitKind.SHORT_TERM_HOUSING: Role.HOUSING_NURSE,
    UnitKind.MUNICIPAL_HEALTH_CARE: Role.HOUSING_NURSE,
    UnitKind.LSS: Role.ASSESSOR,
    UnitKind.SOCIAL_PSYCHIATRY: Role.ASSESSOR,
    UnitKind.ADDICTION_SERVICES: Role.ASSESSOR,
    UnitKind.CHILD_WELFARE: Role.ASSESSOR,
    UnitKind.MAS_OFFICE: Role.MAS,
    UnitKind.ADMINISTRATION: Role.MANAGER,
}


def default_role(kind: UnitKind) -> Role:
    """The role in which a unit of this kind acts when no person is named (event files, systems)."""
    return _DEFAULT_ROLE.get(kind, Role.OTHER_CARE)
