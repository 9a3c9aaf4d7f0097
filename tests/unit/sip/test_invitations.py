"""Nobody that the needs ask for is forgotten in silence (S3)."""

import pytest

from actors.rules.kinds import UnitKind
from sip.rules.invitations import (
    FROM_NOTICE,
    NEED_KINDS,
    beside_the_chain,
    missing,
    need_met_by,
    needs_of,
    needs_of_notice,
    proposed,
)
from sip.rules.kinds import Need
from transitions.rules.receivers import Need as NoticeNeed

BOTH = {UnitKind.PRIMARY_CARE, UnitKind.ASSESSMENT_OFFICE}


def test_rehab_that_is_needed_and_not_invited_is_pointed_out() -> None:
    (found,) = missing([Need.REHAB], BOTH)
    assert found.need is Need.REHAB
    assert found.kinds == {UnitKind.PRIMARY_CARE_REHAB}
    assert missing([Need.REHAB], BOTH | {UnitKind.PRIMARY_CARE_REHAB}) == ()


def test_both_principals_take_part() -> None:
    without_region = missing([], {UnitKind.ASSESSMENT_OFFICE, UnitKind.PRIMARY_CARE_REHAB})
    assert [UnitKind.PRIMARY_CARE in one.kinds for one in without_region] == [True]
    without_municipality = missing([], {UnitKind.PRIMARY_CARE})
    assert [one.kinds for one in without_municipality] == [{UnitKind.ASSESSMENT_OFFICE}]


@pytest.mark.parametrize("need", list(Need))
def test_any_one_kind_covers_a_need(need: Need) -> None:
    for kind in NEED_KINDS[need]:
        assert missing([need], BOTH | {kind}) == ()


def test_units_on_the_chain_speak_of_needs() -> None:
    assert needs_of([UnitKind.HOME_CARE, UnitKind.NIGHT_PATROL, UnitKind.WARD]) == {
        Need.HOME_CARE,
        Need.NIGHT,
    }


def test_the_ward_is_proposed_until_the_person_has_left() -> None:
    assert proposed(UnitKind.WARD, discharged=False)
    assert not proposed(UnitKind.WARD, discharged=True)
    assert not proposed(UnitKind.MAS_OFFICE, discharged=False)
    assert proposed(UnitKind.HOME_CARE, discharged=True)


def test_the_notice_speaks_of_needs_and_a_child_of_family() -> None:
    assert needs_of_notice(["rehab", "special_housing", "hope"], child=False) == {Need.REHAB, Need.HOUSING}
    assert needs_of_notice([], child=True) == {Need.CHILD}
    said = set(NoticeNeed) - FROM_NOTICE.keys()
    assert said == {
        NoticeNeed.RECEPTION,
        NoticeNeed.ALARM,
        NoticeNeed.OUT_OF_HOURS,
        NoticeNeed.DAY_ACTIVITY,
    }


def test_the_only_rehab_of_the_area_is_ticked_and_which_home_care_is_never_guessed() -> None:
    area = [(1, UnitKind.PRIMARY_CARE_REHAB), (2, UnitKind.HOME_CARE), (3, UnitKind.LSS), (4, UnitKind.LSS)]
    needs = [Need.REHAB, Need.HOME_CARE, Need.LSS]
    assert beside_the_chain(needs, BOTH, area) == {1}
    assert beside_the_chain(needs, BOTH | {UnitKind.PRIMARY_CARE_REHAB}, area) == frozenset()


@pytest.mark.parametrize("need", list(Need))
def test_each_proposal_has_its_reason(need: Need) -> None:
    for kind in NEED_KINDS[need]:
        assert need_met_by(kind, [need]) is need
    assert need_met_by(UnitKind.WARD, list(Need)) is None
