"""What the claims of an identity provider open: by worked cases, and against a slow reading of the rule."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules import siths
from actors.rules.kinds import Role, UnitKind
from actors.rules.siths import Commission, Known, Opened, Person, Reason, Refused

WARD = Known(1, UnitKind.WARD, "SE2321000016-WARD", frozenset({"SE2321000016-REG"}))
OFFICE = Known(2, UnitKind.ASSESSMENT_OFFICE, "SE2120000142-BIST", frozenset({"SE2120000142-KOM"}))
CARE = "Vård och behandling"


def commission(**changed: Any) -> dict[str, Any]:
    return {
        "commissionHsaId": "SE2321000016-UPP1",
        "commissionPurpose": CARE,
        "healthCareUnitHsaId": WARD.hsa_id,
        "healthCareProviderHsaId": "SE2321000016-REG",
    } | changed


def claims(**changed: Any) -> dict[str, Any]:
    return {
        "sub": "transient",
        "employeeHsaId": "SE2321000016-1ABC",
        "name": "Nadja Test",
        **commission(),
    } | changed


def answer(found: dict[str, Any]) -> Any:
    person = siths.person(found)
    return person if isinstance(person, Refused) else siths.opened(person, [WARD, OFFICE])


@pytest.mark.parametrize("acr", [siths.LOA3, siths.LOA4])
def test_loa3_and_loa4_are_enough(acr: str) -> None:
    assert siths.strong_enough({"acr": acr}) is None


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ({}, Reason.NO_ACR),
        ({"acr": None}, Reason.NO_ACR),
        ({"acr": ""}, Reason.WEAK),
        ({"acr": "http://id.sambi.se/loa/loa2"}, Reason.WEAK),
        ({"acr": "http://id.sambi.se/loa/loa3/"}, Reason.WEAK),
        ({"acr": "http://id.sambi.se/loa/LOA3"}, Reason.WEAK),
        ({"acr": "http://id.sambi.se/loa/loa31"}, Reason.WEAK),
        ({"acr": "loa3"}, Reason.WEAK),
        ({"acr": [siths.LOA3]}, Reason.WEAK),
        ({"acr": 3}, Reason.WEAK),
    ],
)
def test_anything_else_is_not(token: dict[str, Any], reason: Reason) -> None:
    assert siths.strong_enough(token) == Refused(reason)


def test_one_commission_opens_its_unit() -> None:
    assert answer(claims()) == (Opened(WARD, care=True),)


def test_hsa_ids_and_purpose_are_the_same_in_any_case_of_letters() -> None:
    found = claims(
        commissionPurpose="VÅRD OCH BEHANDLING",
        healthCareUnitHsaId=WARD.hsa_id.lower(),
        healthCareProviderHsaId="se2321000016-reg",
    )
    assert answer(found) == (Opened(WARD, care=True),)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"employeeHsaId": None}, Reason.NO_HSA_ID),
        ({"employeeHsaId": ""}, Reason.NO_HSA_ID),
        ({"employeeHsaId": ["SE-1", "SE-2"]}, Reason.NO_HSA_ID),
        ({"employeeHsaId": {"id": "SE-1"}}, Reason.NO_HSA_ID),
        ({"employeeHsaId": "S" * 65}, Reason.NO_HSA_ID),
        ({"commissionHsaId": None}, Reason.NO_COMMISSION),
        ({"commissionPurpose": None}, Reason.NO_COMMISSION),
        ({"commissionHsaId": ["SE-A", "SE-B"]}, Reason.NO_COMMISSION),
        ({"commissionPurpose": "Forskning"}, Reason.WRONG_PURPOSE),
        ({"commissionPurpose": "Vård och behandling, och statistik"}, Reason.WRONG_PURPOSE),
        ({"healthCareUnitHsaId": "SE2321000016-ANNAN"}, Reason.UNKNOWN_UNIT),
        ({"healthCareUnitHsaId": None}, Reason.UNKNOWN_UNIT),
        ({"healthCareProviderHsaId": "SE2120000142-KOM"}, Reason.OTHER_PROVIDER),
        ({"healthCareProviderHsaId": None}, Reason.OTHER_PROVIDER),
    ],
)
def test_what_is_missing_or_another_is_refused_and_no_unit_is_supposed(
    changed: dict[str, Any], reason: Reason
) -> None:
    assert answer(claims(**changed)) == Refused(reason)


def test_two_commissions_open_both_units_for_the_person_to_choose() -> None:
    other = commission(
        commissionHsaId="SE2120000142-UPP2",
        healthCareUnitHsaId=OFFICE.hsa_id,
        healthCareProviderHsaId="SE2120000142-KOM",
    )
    found = {"employeeHsaId": "SE-1", "allCommissions": [commission(), other]}
    assert answer(found) == (Opened(WARD, care=True), Opened(OFFICE, care=True))
    named = found | {"commissionHsaId": ["SE2321000016-UPP1", "SE2120000142-UPP2"]}
    assert answer(named) == (Opened(WARD, care=True), Opened(OFFICE, care=True))


def test_the_commission_chosen_at_the_provider_is_the_only_one() -> None:
    other = commission(commissionHsaId="SE-X", healthCareUnitHsaId=OFFICE.hsa_id)
    assert answer(claims(allCommissions=[commission(), other])) == (Opened(WARD, care=True),)


def test_a_chosen_commission_is_looked_up_in_the_list_when_only_its_id_is_told() -> None:
    other = commission(
        commissionHsaId="SE2120000142-UPP2",
        healthCareUnitHsaId=OFFICE.hsa_id,
        healthCareProviderHsaId="SE2120000142-KOM",
    )
    found = {"employeeHsaId": "SE-1", "allCommissions": [commission(), other]}
    assert answer(found | {"commissionHsaId": "SE2120000142-UPP2"}) == (Opened(OFFICE, care=True),)
    assert answer(found | {"commissionHsaId": "SE-OKÄND"}) == Refused(Reason.NO_COMMISSION)


@pytest.mark.parametrize("purposes", [(CARE, "Administration"), ("Administration", CARE)])
def test_a_unit_with_two_purposes_is_open_for_care_in_any_order(purposes: tuple[str, str]) -> None:
    rows = [
        commission(commissionHsaId=f"SE-{place}", commissionPurpose=text)
        for place, text in enumerate(purposes)
    ]
    assert answer({"employeeHsaId": "SE-1", "allCommissions": rows}) == (Opened(WARD, care=True),)


@pytest.mark.parametrize("listed", ["text", {"a": 1}, [1, None, "x"], [{"commissionHsaId": 7}], None])
def test_a_list_that_is_none_opens_nothing(listed: Any) -> None:
    assert answer({"employeeHsaId": "SE-1", "allCommissions": listed}) == Refused(Reason.NO_COMMISSION)


def test_an_office_purpose_opens_no_work_with_patients() -> None:
    (found,) = answer(claims(commissionPurpose="Administration"))
    assert not found.care
    assert [role for role in Role if siths.allows(found, role)] == [
        role for role in Role if role in siths.OFFICE_ROLES
    ]
    assert siths.role_of(found, frozenset({"LK"})) is None


def test_a_purpose_of_social_services_counts_when_the_settings_name_it() -> None:
    person = siths.person(claims(commissionPurpose="Socialtjänst"))
    assert isinstance(person, Person)
    assert siths.opened(person, [WARD]) == Refused(Reason.WRONG_PURPOSE)
    assert siths.opened(person, [WARD], care_purposes=frozenset({"socialtjänst"})) == (
        Opened(WARD, care=True),
    )


@pytest.mark.parametrize(
    ("kind", "licences", "role"),
    [
        (UnitKind.WARD, {"LK"}, Role.WARD_DOCTOR),
        (UnitKind.WARD, {"SJ"}, Role.WARD_NURSE),
        (UnitKind.WARD, set(), None),
        (UnitKind.PRIMARY_CARE, {"SJ"}, Role.CARE_CONTACT),
        (UnitKind.ASSESSMENT_OFFICE, set(), Role.ASSESSOR),
        (UnitKind.HOME_CARE, set(), Role.HOME_CARE_COORDINATOR),
        (UnitKind.MAS_OFFICE, {"SJ"}, None),
        (UnitKind.ADMINISTRATION, {"LK"}, None),
    ],
)
def test_role_of_somebody_to_whom_the_unit_has_given_none(
    kind: UnitKind, licences: set[str], role: Role | None
) -> None:
    unit = Known(9, kind, "SE-9", frozenset({"SE-P"}))
    assert siths.role_of(Opened(unit, care=True), frozenset(licences)) is role


def test_nobody_becomes_administrator_manager_or_mas_by_claims_alone() -> None:
    powers = siths.OFFICE_ROLES | {Role.MAS}
    for kind in UnitKind:
        for licences in (frozenset[str](), frozenset({"LK"}), frozenset({"SJ"})):
            opened = Opened(Known(9, kind, "SE-9", frozenset()), care=True)
            assert siths.role_of(opened, licences) not in powers


PURPOSES = ["vård och behandling", "administration", "forskning", ""]
UNIT_IDS = [WARD.hsa_id, OFFICE.hsa_id, "SE-OKÄND", ""]
PROVIDERS = ["SE2321000016-REG", "SE2120000142-KOM", "SE-X", ""]


@given(
    st.lists(
        st.builds(
            Commission,
            hsa_id=st.just("SE-U"),
            purpose=st.sampled_from(PURPOSES),
            unit_hsa_id=st.sampled_from(UNIT_IDS),
            provider_hsa_id=st.sampled_from(PROVIDERS),
        ),
        max_size=6,
    )
)
def test_opened_by_the_rule_read_slowly(rows: list[Commission]) -> None:
    """A unit is open exactly when some commission names it, with its provider and a purpose that counts."""
    found = siths.opened(Person("SE-1", "N", frozenset(), tuple(rows)), [WARD, OFFICE])
    expected = {}
    for unit in (WARD, OFFICE):
        purposes = {
            row.purpose
            for row in rows
            if row.unit_hsa_id == unit.hsa_id and row.provider_hsa_id in unit.provider_hsa_ids
        }
        if purposes & {"vård och behandling", "administration"}:
            expected[unit.unit_id] = "vård och behandling" in purposes
    if expected:
        assert not isinstance(found, Refused)
        assert {row.unit.unit_id: row.care for row in found} == expected
    else:
        assert isinstance(found, Refused)
