"""Terms: what ships, which are chosen for a case, and what is refused."""

from datetime import date
from typing import Any

import pytest

from liability.rules.terms import Terms, choose_terms
from liability.rules.terms_form import TermsError, terms_from_json, terms_to_json
from liability.shelf import national_amounts, shipped_amounts, shipped_terms

from .cases import STATUTE, assess, in_order, terms


def chosen(municipality: str, care_form: str, day: str, *more: Terms) -> str | None:
    found = choose_terms(
        (*shipped_terms(), *more),
        municipality=municipality,
        care_form=care_form,
        notice_on=date.fromisoformat(day),
    )
    return found.code if found else None


@pytest.mark.parametrize(
    ("municipality", "care_form", "day", "code"),
    [
        ("0180", "somatic", "2018-01-01", "stockholm-2018"),
        ("0180-HA", "geriatric", "2019-12-31", "stockholm-2018"),
        ("0126", "psychiatric", "2018-06-01", "stockholm-2018-psychiatry"),
        ("0126", "detox", "2020-01-01", "stockholm-2020"),
        ("0180", "psychiatric", "2026-11-22", "stockholm-2020-psychiatry"),
        ("0380", "somatic", "2018-01-01", "statute"),
        ("0380", "psychiatric", "2018-01-01", "statute"),
        ("0380", "psychiatric", "2018-01-02", "psychiatry-2018"),
        ("0380", "psychiatric", "2018-12-31", "psychiatry-2018"),
        ("0380", "psychiatric", "2019-01-01", "statute"),
        ("1480", "somatic", "2018-09-24", "statute"),
        ("1480", "somatic", "2018-09-25", "vastra-gotaland-2018"),
        ("1480", "psychiatric", "2018-10-01", "psychiatry-2018"),
        ("1480", "psychiatric", "2022-10-01", "statute"),
        ("0180", "somatic", "2017-12-31", None),
    ],
)
def test_terms_by_municipality_care_form_and_date(
    municipality: str, care_form: str, day: str, code: str | None
) -> None:
    assert chosen(municipality, care_form, day) == code


def test_the_municipalitys_own_come_before_its_regions() -> None:
    own = Terms("own", municipality="0180", region="01")
    assert chosen("0180", "somatic", "2022-01-01", own) == "own"
    assert chosen("0180-HA", "somatic", "2022-01-01", own) == "own"
    assert chosen("0126", "somatic", "2022-01-01", own) == "stockholm-2020"
    district = Terms("district", municipality="0180-HA")
    assert chosen("0180-HA", "somatic", "2022-01-01", own, district) == "district"
    ended = Terms("ended", municipality="0180", valid_to=date(2021, 12, 31))
    assert chosen("0180", "somatic", "2022-01-01", ended) == "stockholm-2020"


def test_a_case_without_terms_gets_those_in_force_on_the_notices_date() -> None:
    reply = assess(in_order("2019-12-20 09:00", "2020-01-04 10:00"), None)
    assert (reply["terms"], reply["spells"][0]["starts_on"]) == ("stockholm-2018", "2020-01-03")
    psychiatric = assess(in_order("2019-12-20 09:00", "2020-02-04 10:00"), None, care_form="psychiatric")
    assert psychiatric["terms"] == "stockholm-2018-psychiatry"
    placed = assess(in_order("2022-03-07 10:00", "2022-03-11 10:00"), None, placed_by="0380")
    assert (placed["terms"], placed["owed_by"]) == ("statute", "0380")


def test_a_notice_before_the_act_needs_review() -> None:
    reply = assess(in_order("2017-12-20 09:00", "2017-12-30 10:00", admitted="2017-12-01 08:00"), None)
    assert (reply["status"], reply["days"]) == ("needs_review", 0)


SHIPPED = {each.code: terms_to_json(each) for each in shipped_terms()}
FREE = (
    "name",
    "source",
    "confirmed",
    "code",
    "valid_from",
    "valid_to",
    "region",
    "municipality",
    "care_forms",
)
PHYSICAL = ["somatic", "geriatric", "detox"]
OF_STOCKHOLM = [*STATUTE["preconditions"], "care_contact", "support_not_declined"]


@pytest.mark.parametrize(
    ("code", "valid", "region", "care_forms", "differs"),
    [
        ("statute", ("2018-01-01", None), "*", ["*"], {}),
        (
            "psychiatry-2018",
            ("2018-01-02", "2018-12-31"),
            "*",
            ["psychiatric"],
            {"free_days": 30, "late_extra_days": 0},
        ),
        (
            "stockholm-2018",
            ("2018-01-01", "2019-12-31"),
            "01",
            PHYSICAL,
            {
                "day_type": "weekday",
                "free_days": 5,
                "eves_are_weekdays": False,
                "late_extra_days": 0,
                "amount": None,
                "invoicing_suspended": {"from": "2018-01-01", "to": "2018-12-31"},
            },
        ),
        (
            "stockholm-2018-psychiatry",
            ("2018-01-01", "2019-12-31"),
            "01",
            ["psychiatric"],
            {
                "free_days": 30,
                "eves_are_weekdays": False,
                "late_extra_days": 0,
                "amount": None,
                "invoicing_suspended": {"from": "2018-01-01", "to": "2018-12-31"},
            },
        ),
        (
            "stockholm-2020",
            ("2020-01-01", None),
            "01",
            PHYSICAL,
            {
                "cutoff_inclusive": False,
                "preconditions": OF_STOCKHOLM,
                "invoicing_suspended": {"from": "2020-01-01", "to": None},
            },
        ),
        (
            "stockholm-2020-psychiatry",
            ("2020-01-01", None),
            "01",
            ["psychiatric"],
            {
                "free_days": 6,
                "cutoff_inclusive": False,
                "preconditions": OF_STOCKHOLM,
                "invoicing_suspended": {"from": "2020-01-01", "to": None},
            },
        ),
        (
            "stockholm-2020-average",
            ("2020-01-01", None),
            "01",
            PHYSICAL,
            {
                "basis": "average",
                "mean_population": "all",
                "selectable": False,
                "cutoff_inclusive": False,
                "preconditions": OF_STOCKHOLM,
                "invoicing_suspended": {"from": "2020-01-01", "to": None},
            },
        ),
        (
            "vastra-gotaland-2018",
            ("2018-09-25", None),
            "14",
            PHYSICAL,
            {
                "basis": "average",
                "mean_level": "3.0",
                "mean_population": "all",
                "individual_after_days": 7,
                "long_stay_in_mean": "capped",
            },
        ),
    ],
)
def test_the_terms_that_ship(
    code: str, valid: tuple[str, str | None], region: str, care_forms: list[str], differs: dict[str, Any]
) -> None:
    shipped = SHIPPED[code]
    assert (shipped["valid_from"], shipped["valid_to"]) == valid
    assert (shipped["region"], shipped["municipality"]) == (region, "*")
    assert shipped["care_forms"] == sorted(care_forms)
    assert shipped["source"]
    rest = {name: value for name, value in shipped.items() if name not in FREE}
    statute = {name: value for name, value in STATUTE.items() if name not in FREE}
    assert rest == {**statute, "selectable": True, **differs}


def test_nothing_more_ships() -> None:
    assert len(SHIPPED) == 8


def test_national_amounts_that_are_known() -> None:
    known = {year: amount for year, amount in national_amounts().items() if amount is not None}
    assert known == {2019: 7_800, 2020: 8_200, 2022: 9_300}
    assert all(each.confirmed and each.source for each in shipped_amounts() if each.amount)


def test_a_field_that_is_not_named_is_as_in_the_statute() -> None:
    assert terms_from_json({"code": "test"}) == terms_from_json(STATUTE)


@pytest.mark.parametrize("each", shipped_terms(), ids=lambda each: str(each.code))
def test_the_json_form_goes_both_ways(each: Terms) -> None:
    assert terms_from_json(terms_to_json(each)) == each


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("basis", "both"),
        ("day_type", None),
        ("eves_are_weekdays", "yes"),
        ("free_days", -1),
        ("free_days", 2.5),
        ("free_days", True),
        ("free_days", 10**9),
        ("late_extra_days", None),
        ("cutoff", "12"),
        ("cutoff", "25:00:00"),
        ("cutoff", "12:00:00+01:00"),
        ("cutoff_inclusive", 1),
        ("day_convention", "days"),
        ("amount", -1),
        ("amount", "7800"),
        ("amount", 7800.5),
        ("amount", True),
        ("preconditions", ["sip"]),
        ("preconditions", "sip_call"),
        ("late_precondition", "later"),
        ("invoicing_suspended", True),
        ("invoicing_suspended", {"to": None}),
        ("invoicing_suspended", {"from": "2020-13-01", "to": None}),
        ("invoicing_suspended", {"from": "2020-02-01", "to": "2020-01-01"}),
        ("mean_level", "-1"),
        ("mean_level", "three"),
        ("mean_level", "NaN"),
        ("mean_level", "1e300"),
        ("mean_level", True),
        ("mean_population", "some"),
        ("individual_after_days", -7),
        ("long_stay_in_mean", "full"),
        ("care_forms", []),
        ("care_forms", ["surgery"]),
        ("valid_from", "2020"),
        ("valid_to", "2017-01-01"),
        ("code", 7),
    ],
)
def test_a_wrong_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(TermsError) as caught:
        terms_from_json(terms(**{field: value}))
    assert caught.value.field == field
    assert field in str(caught.value)
