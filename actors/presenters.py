"""Swedish words for kinds and roles, in one place."""

from typing import TypedDict

from actors.models import Assignment
from actors.rules.kinds import OrganisationKind, Role, UnitKind

ROLE_LABELS = {
    Role.WARD_NURSE: "sjuksköterska på avdelning",
    Role.WARD_DOCTOR: "läkare på avdelning",
    Role.ASSESSOR: "biståndshandläggare",
    Role.CARE_CONTACT: "vårdcentral, fast vårdkontakt",
    Role.REHAB: "primärvårdsrehab",
    Role.HOUSING_NURSE: "sjuksköterska i kommunen",
    Role.HOME_CARE_COORDINATOR: "samordnare i hemtjänsten",
    Role.NIGHT_PATROL: "nattpatrull",
    Role.MAS: "MAS",
    Role.MANAGER: "chef",
    Role.REGION_CONTROLLER: "controller i regionen",
    Role.ADMINISTRATOR: "administratör",
    Role.OTHER_CARE: "vårdpersonal",
}

UNIT_KIND_LABELS = {
    UnitKind.WARD: "avdelning",
    UnitKind.PRIMARY_CARE: "vårdcentral",
    UnitKind.PRIMARY_CARE_REHAB: "primärvårdsrehab",
    UnitKind.ASSESSMENT_OFFICE: "biståndsenhet",
    UnitKind.HOME_CARE: "hemtjänst",
    UnitKind.NIGHT_PATROL: "nattpatrull",
    UnitKind.SPECIAL_HOUSING: "särskilt boende",
    UnitKind.SHORT_TERM_HOUSING: "korttidsboende",
    UnitKind.MUNICIPAL_HEALTH_CARE: "kommunal hälso- och sjukvård",
    UnitKind.HOSPITAL_AT_HOME: "avancerad sjukvård i hemmet",
    UnitKind.OPEN_PSYCHIATRY: "psykiatrisk öppenvård",
    UnitKind.LSS: "LSS",
    UnitKind.SOCIAL_PSYCHIATRY: "socialpsykiatri",
    UnitKind.MAS_OFFICE: "MAS",
    UnitKind.HOUSING_PHYSICIANS: "läkarorganisation för särskilt boende",
    UnitKind.OUT_OF_HOURS_CARE: "jourverksamhet",
    UnitKind.ALARM: "trygghetslarm",
    UnitKind.HOME_RECEPTION_TEAM: "tryggt mottagande",
    UnitKind.HOUSING_SUPPORT: "boendestöd",
    UnitKind.ADDICTION_SERVICES: "beroendevård",
    UnitKind.CHILD_WELFARE: "barn och familj",
    UnitKind.DAY_ACTIVITY: "dagverksamhet",
    UnitKind.ADMINISTRATION: "ledning",
}

ORGANISATION_KIND_LABELS = {
    OrganisationKind.REGION: "region",
    OrganisationKind.MUNICIPALITY: "kommun",
    OrganisationKind.DISTRICT: "stadsdelsnämnd",
    OrganisationKind.PRIVATE_PROVIDER: "privat utförare",
}


class AssignmentChoice(TypedDict):
    """One line of the page where an assignment is chosen."""

    id: int
    unit: str
    organisation: str
    role: str


def assignment_choice(row: Assignment) -> AssignmentChoice:
    """An assignment as the person reads it."""
    return {
        "id": row.pk,
        "unit": row.unit.name,
        "organisation": row.unit.organisation.name,
        "role": ROLE_LABELS[Role(row.role)],
    }
