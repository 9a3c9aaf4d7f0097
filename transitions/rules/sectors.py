"""On whose side somebody reads, and whose data an item is: care provider, social services, or outside SVOD."""

from enum import StrEnum

from actors.rules.kinds import HEALTH_CARE_ROLES, Role, UnitKind
from transitions.rules.kinds import ItemKind


class Sector(StrEnum):
    """On whose side in the act's sense: a care provider, social services for older persons or persons with
    disability, or neither (addiction, family and child welfare; administration).
    """

    HEALTH_CARE = "health_care"
    SOCIAL_SERVICES = "social_services"
    OUTSIDE = "outside"


_SOCIAL_UNITS = frozenset(
    {
        UnitKind.ASSESSMENT_OFFICE,
        UnitKind.HOME_CARE,
        UnitKind.NIGHT_PATROL,
        UnitKind.ALARM,
        UnitKind.HOME_RECEPTION_TEAM,
        UnitKind.LSS,
        UnitKind.SOCIAL_PSYCHIATRY,
        UnitKind.HOUSING_SUPPORT,
        UnitKind.DAY_ACTIVITY,
    }
)
_OUTSIDE_UNITS = frozenset(
    {UnitKind.ADDICTION_SERVICES, UnitKind.CHILD_WELFARE, UnitKind.MAS_OFFICE, UnitKind.ADMINISTRATION}
)
_SOCIAL_ROLES = frozenset({Role.ASSESSOR, Role.HOME_CARE_COORDINATOR, Role.NIGHT_PATROL})
SOCIAL_SERVICES_ITEMS = frozenset(
    {
        ItemKind.CONTACT_TAKEN,
        ItemKind.SUPPORT_APPLIED,
        ItemKind.SUPPORT_DECLINED,
        ItemKind.SUPPORT_STARTED,
        ItemKind.SUPPORT_NOT_STARTED,
        ItemKind.SERVICES_REPORTED,
        ItemKind.HOME_CARE_NOTIFIED,
        ItemKind.HAND_OVER_NOTE,
        ItemKind.KIN_SUPPORT_ANSWERED,
        ItemKind.HOME_RECEPTION_ORDERED,
        ItemKind.HOME_RECEPTION_ACCEPTED,
        ItemKind.HOME_RECEPTION_VISITED,
        ItemKind.HOME_RECEPTION_HANDED_OVER,
        ItemKind.HOME_RECEPTION_DECLINED,
        ItemKind.HOME_RECEPTION_PLANNED,
        ItemKind.HOME_RECEPTION_FOLLOWED_UP,
    }
)
"""Items that tell of social-services insatser, whoever wrote them (PDL 2:8)."""


def reader_sector(role: Role, unit_kind: UnitKind) -> Sector:
    """On which side somebody reads: the role together with the unit; the act names no other roles."""
    if unit_kind in _OUTSIDE_UNITS:
        return Sector.OUTSIDE
    if role in HEALTH_CARE_ROLES and unit_kind not in _SOCIAL_UNITS:
        return Sector.HEALTH_CARE
    if role in _SOCIAL_ROLES and unit_kind in _SOCIAL_UNITS:
        return Sector.SOCIAL_SERVICES
    return Sector.OUTSIDE


def data_sector(kind: ItemKind, by_unit_kind: UnitKind) -> Sector:
    """Whose data an item is: what tells of insatser is social services', the rest the writer's."""
    if by_unit_kind in _OUTSIDE_UNITS:
        return Sector.OUTSIDE
    if kind in SOCIAL_SERVICES_ITEMS or by_unit_kind in _SOCIAL_UNITS:
        return Sector.SOCIAL_SERVICES
    return Sector.HEALTH_CARE
