"""On whose side somebody reads, and whose data an item is."""

import pytest

from actors.rules.kinds import Role, UnitKind
from transitions.rules.kinds import ItemKind
from transitions.rules.sectors import Sector, data_sector, reader_sector

CARE, SOCIAL, OUTSIDE = Sector.HEALTH_CARE, Sector.SOCIAL_SERVICES, Sector.OUTSIDE


@pytest.mark.parametrize(
    ("role", "unit", "sector"),
    [
        (Role.WARD_NURSE, UnitKind.WARD, CARE),
        (Role.HOUSING_NURSE, UnitKind.SPECIAL_HOUSING, CARE),
        (Role.ASSESSOR, UnitKind.ASSESSMENT_OFFICE, SOCIAL),
        (Role.NIGHT_PATROL, UnitKind.NIGHT_PATROL, SOCIAL),
        (Role.ASSESSOR, UnitKind.ADDICTION_SERVICES, OUTSIDE),
        (Role.ASSESSOR, UnitKind.CHILD_WELFARE, OUTSIDE),
        (Role.MAS, UnitKind.MAS_OFFICE, OUTSIDE),
        (Role.MANAGER, UnitKind.WARD, OUTSIDE),
        (Role.ADMINISTRATOR, UnitKind.PRIMARY_CARE, OUTSIDE),
        (Role.WARD_NURSE, UnitKind.ASSESSMENT_OFFICE, OUTSIDE),
    ],
)
def test_on_which_side_a_role_reads(role: Role, unit: UnitKind, sector: Sector) -> None:
    assert reader_sector(role, unit) is sector


def test_whose_data_an_item_is() -> None:
    assert data_sector(ItemKind.DISCHARGED, UnitKind.WARD) is CARE
    assert data_sector(ItemKind.SERVICES_REPORTED, UnitKind.SPECIAL_HOUSING) is SOCIAL
    assert data_sector(ItemKind.CHECKLIST_POINT, UnitKind.ASSESSMENT_OFFICE) is SOCIAL
    assert data_sector(ItemKind.CHECKLIST_POINT, UnitKind.CHILD_WELFARE) is OUTSIDE
