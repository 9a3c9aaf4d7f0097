"""Swedish words for kinds and roles, in one place."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypedDict

from django.urls import reverse

from actors.models import Assignment, Unit
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.rules.roles import UNUSED_DAYS
from core import clock

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


def sentence(text: str) -> str:
    """With a capital first; what is written in capitals stays so."""
    return text[:1].upper() + text[1:]


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


def closed_units(units: Iterable[Unit]) -> list[dict[str, str]]:
    """Why somebody has nothing to work in: the unit has ended, and whom to ask now."""
    return [
        {
            "title": f"{unit.name} har upphört",
            "text": f"{unit.successor.name} tog över det som var öppet. Be administratören där om tillgång."
            if unit.successor
            else "Ingen enhet tog över. Be din chef om ett nytt uppdrag.",
        }
        for unit in units
    ]


class AccessRow(TypedDict):
    """One person's access to a unit, as its administrator reads it."""

    url: str
    name: str
    username: str
    role: str
    since: date
    until: date | None
    ended_at: datetime | None
    last_used: date | None
    stands: bool
    unused: bool


def access_row(row: Assignment, *, today: date) -> AccessRow:
    """An assignment in a list. Unused: not for 90 days, counted from its beginning when never."""
    stands = row.ended_at is None and (row.valid_to is None or row.valid_to >= today)
    return {
        "url": reverse("assignment", args=[row.pk]),
        "name": row.user.name,
        "username": row.user.username,
        "role": sentence(ROLE_LABELS[Role(row.role)]),
        "since": row.valid_from,
        "until": row.valid_to,
        "ended_at": row.ended_at,
        "last_used": row.last_used_on,
        "stands": stands,
        "unused": stands and (row.last_used_on or row.valid_from) < today - timedelta(days=UNUSED_DAYS),
    }


def access_facts(row: Assignment, *, today: date) -> list[dict[str, object]]:
    """An assignment's own page."""
    shown = access_row(row, today=today)
    until = f"{row.valid_to:%Y-%m-%d}" if row.valid_to else "Tills vidare"
    if shown["ended_at"] is not None:
        until = f"Avslutad {clock.local(shown['ended_at']):%Y-%m-%d %H.%M}"
    return [
        {"label": "HSA-id eller användarnamn", "value": shown["username"]},
        {"label": "Roll", "value": shown["role"]},
        {"label": "Enhet", "value": row.unit.name},
        {"label": "Från", "value": f"{row.valid_from:%Y-%m-%d}"},
        {"label": "Till", "value": until},
        {"label": "Senast använd", "value": f"{row.last_used_on:%Y-%m-%d}" if row.last_used_on else "Aldrig"},
    ]
