"""There is always exactly one recipient (A2)."""

from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from deviations.rules.routing import Office, recipient

MAS = Office(unit_id=90, organisation_id=10)
CITY_MAS = Office(unit_id=91, organisation_id=20)


def test_the_municipal_side_goes_to_the_nearest_mas() -> None:
    found = recipient(
        about_id=1,
        about_kind=UnitKind.ASSESSMENT_OFFICE,
        municipal_side=True,
        areas=[10, 20],
        offices=[CITY_MAS, MAS],
    )
    assert found == MAS.unit_id


def test_a_district_without_a_mas_has_the_citys() -> None:
    found = recipient(
        about_id=1,
        about_kind=UnitKind.HOME_CARE,
        municipal_side=True,
        areas=[11, 20],
        offices=[MAS, CITY_MAS],
    )
    assert found == CITY_MAS.unit_id


def test_the_regions_units_receive_their_own() -> None:
    found = recipient(about_id=1, about_kind=UnitKind.WARD, municipal_side=False, areas=[10], offices=[MAS])
    assert found == 1


def test_one_about_the_mas_herself_goes_to_her() -> None:
    found = recipient(
        about_id=91, about_kind=UnitKind.MAS_OFFICE, municipal_side=True, areas=[10], offices=[MAS]
    )
    assert found == 91


@given(
    st.sampled_from(UnitKind),
    st.booleans(),
    st.lists(st.integers(1, 30)),
    st.lists(st.builds(Office, st.integers(80, 99), st.integers(1, 30))),
)
def test_always_one_and_a_known_one(
    kind: UnitKind, municipal: bool, areas: list[int], offices: list[Office]
) -> None:
    found = recipient(about_id=1, about_kind=kind, municipal_side=municipal, areas=areas, offices=offices)
    assert found in {1, *(office.unit_id for office in offices)}
