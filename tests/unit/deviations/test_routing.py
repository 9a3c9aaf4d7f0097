"""There is always exactly one recipient (A2)."""

from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category
from deviations.rules.routing import Office, RouteFact, best, recipient, usual_function

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


ROUTES = st.lists(
    st.builds(
        RouteFact,
        id=st.integers(1, 99),
        organisation_id=st.sampled_from([10, 20, 30]),
        about_unit_id=st.sampled_from([None, 1, 2]),
        about_kind=st.sampled_from([None, UnitKind.WARD, UnitKind.HOME_CARE]),
        category=st.sampled_from([None, Category.AIDS, Category.MEDICINES]),
        unit_id=st.integers(1, 9),
    ),
    max_size=12,
    unique_by=lambda route: route.id,
)


@given(ROUTES, st.sampled_from([UnitKind.WARD, UnitKind.HOME_CARE]), st.sampled_from(Category))
def test_the_row_that_fits_best_holds(routes: list[RouteFact], kind: UnitKind, category: Category) -> None:
    found = best(routes, about_id=1, about_kind=kind, category=category, areas=[20, 10])
    reference = [
        route
        for area in (20, 10)
        for unit in (1, None)
        for what in (category, None)
        for of in (kind, None)
        for route in sorted(routes, key=lambda one: one.id)
        if (route.organisation_id, route.about_unit_id, route.category, route.about_kind)
        == (area, unit, what, of)
    ]
    assert found == reference


def test_the_mar_answers_for_rehabilitation_and_aids() -> None:
    assert usual_function(UnitKind.MAS_OFFICE, Category.AIDS) == "mar"
    assert usual_function(UnitKind.MAS_OFFICE, Category.MEDICINES) == "mas"
    assert usual_function(UnitKind.WARD, Category.AIDS) == "unit_manager"


@given(
    st.sampled_from(UnitKind),
    st.sampled_from(Category),
    st.booleans(),
    st.lists(st.integers(1, 40), max_size=4),
)
def test_no_combination_lacks_a_holder(
    kind: UnitKind, category: Category, municipal: bool, areas: list[int]
) -> None:
    usual = recipient(
        about_id=1, about_kind=kind, municipal_side=municipal, areas=areas, offices=[MAS, CITY_MAS]
    )
    assert usual in (1, MAS.unit_id, CITY_MAS.unit_id)
    assert usual_function(kind, category)
