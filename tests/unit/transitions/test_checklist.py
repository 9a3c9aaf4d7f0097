"""The going-home checklist: which template holds, who owns a point, what is left (T11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from tests.unit.transitions.chains import (
    HOME,
    OFFICE,
    OTHER_WARD,
    PARTIES,
    REHAB,
    START,
    VC,
    WARD,
    chain,
    fact,
    hour,
)
from transitions.rules import checklist
from transitions.rules.checklist import TemplatePoint, Version, in_force, left, owner_of, points
from transitions.rules.kinds import CareForm, ItemKind, PointState
from transitions.rules.limits import end_of
from transitions.selectors.home_templates import Kind, shipped

DAY = date(2026, 3, 2)


def point(
    at: float, name: str, state: str = "open", *, owner: int = WARD, due: str = "", critical: bool = False
):
    more = {"due": due} if due else {}
    return fact(ItemKind.CHECKLIST_POINT, at, to=(owner,), point=name, state=state, critical=critical, **more)


versions = st.builds(
    Version,
    st.integers(1, 4),
    st.sampled_from(["", *CareForm]),
    st.integers(1, 3),
    st.integers(0, 6).map(lambda days: DAY + timedelta(days=days)),
    st.integers(1, 10**6),
)


def slow_in_force(found, organisations, care_form, on):
    """The same, as one would say it: organisation by organisation, the care form first, the newest that has begun."""
    for organisation in organisations:
        for form in (care_form, ""):
            begun = [
                one
                for one in found
                if one.organisation_id == organisation and one.care_form == form and one.valid_from <= on
            ]
            if begun:
                newest = max((one.valid_from, one.number) for one in begun)
                return {one for one in begun if (one.valid_from, one.number) == newest}
    return {None}


@given(
    st.lists(versions, max_size=8),
    st.permutations([1, 2, 3]),
    st.sampled_from(CareForm),
    st.integers(-1, 7),
)
def test_the_nearest_organisations_own_version_holds(found, organisations, care_form, days) -> None:
    on = DAY + timedelta(days=days)
    chosen = in_force(found, organisations=organisations, care_form=care_form, on=on)
    assert chosen in slow_in_force(found, organisations, care_form, on)


def test_a_point_falls_to_the_unit_of_its_kind_and_never_adds_one() -> None:
    parties = [PARTIES[unit] for unit in (WARD, OFFICE, VC)]
    assert owner_of(UnitKind.PRIMARY_CARE, parties, ward_id=WARD) == VC
    assert owner_of(UnitKind.HOME_CARE, parties, ward_id=WARD) == OFFICE, "the municipality's: to its office"
    assert owner_of(UnitKind.PRIMARY_CARE_REHAB, parties, ward_id=WARD) == WARD, "the region's: to the ward"
    assert owner_of(UnitKind.HOME_CARE, [PARTIES[WARD]], ward_id=WARD) == WARD
    assert owner_of(UnitKind.HOME_CARE, [*parties, PARTIES[HOME]], ward_id=WARD) == HOME
    moved = [*parties, PARTIES[OTHER_WARD]]
    assert owner_of(UnitKind.WARD, moved, ward_id=OTHER_WARD) == OTHER_WARD


def test_the_latest_word_on_a_point_is_how_it_stands() -> None:
    whole = chain(
        point(10, "Nyckel", owner=OFFICE, due="2026-03-05"),
        point(11, "Mat", owner=OFFICE, due="2026-03-04"),
        point(12, "Mat", "done", owner=OFFICE),
        point(13, "Hjälpmedel", owner=REHAB, critical=True),
        parties=(WARD, OFFICE, VC, REHAB),
    )
    assert [(one.point, one.state) for one in points(whole)] == [
        ("Nyckel", PointState.OPEN),
        ("Mat", PointState.DONE),
        ("Hjälpmedel", PointState.OPEN),
    ]
    assert {one.unit_id: (one.count, one.due_at) for one in left(whole)} == {
        OFFICE: (1, end_of(date(2026, 3, 5))),
        REHAB: (1, None),
    }


def test_after_the_home_coming_the_others_still_have_their_points_and_the_ward_has_answered() -> None:
    home = fact(ItemKind.DISCHARGED, 60, to=(), to_where="home")
    whole = chain(point(10, "Hemresa"), point(11, "Nyckel", owner=OFFICE), home)
    assert {one.unit_id for one in left(whole)} == {OFFICE}
    died = chain(point(10, "Nyckel", owner=OFFICE), fact(ItemKind.DIED, 60))
    assert list(left(died)) == []


def test_what_a_former_ward_owned_is_the_present_wards() -> None:
    moved = fact(ItemKind.TRANSFERRED, 20, ward_id=OTHER_WARD)
    whole = chain(point(10, "Hemresa"), moved, parties=(WARD, OTHER_WARD, OFFICE))
    assert [one.unit_id for one in left(whole)] == [OTHER_WARD]
    assert next(left(whole)).since == hour(10)


def test_a_point_is_due_so_many_days_before_the_expected_day() -> None:
    found = TemplatePoint("Hjälpmedel", UnitKind.WARD, days_before=2)
    assert found.due_on(date(2026, 3, 1)) == date(2026, 2, 27)
    assert found.due_on(None) is None


@pytest.mark.parametrize(
    "values",
    [
        {"text": " ", "owner": "ward"},
        {"text": "x" * (checklist.LONGEST_POINT + 1), "owner": "ward"},
        {"text": "x", "owner": "mas_office"},
        {"text": "x", "owner": "ward", "days_before": -1},
        {"text": "x", "owner": "ward", "days_before": checklist.MOST_DAYS_BEFORE + 1},
    ],
)
def test_a_template_holds_nothing_that_no_list_could(values) -> None:
    with pytest.raises(ValueError, match=r"^"):
        TemplatePoint.of(values)


def test_what_ships_can_be_read_and_asks_for_what_t11_names() -> None:
    ready = shipped(Kind.CHECKLIST)
    for template in ready.values():
        found = [TemplatePoint.of(values) for values in template["points"]]
        assert any(one.critical for one in found)
        assert len({one.text for one in found}) == len(found)
    said = " ".join(values["text"].lower() for values in ready[""]["points"])
    wanted = "läkemedel hjälpmedel anpassning förbrukning öppenvård hemresa nyckel mat möter"
    for word in wanted.split():
        assert word in said
    assert START.date() == DAY
