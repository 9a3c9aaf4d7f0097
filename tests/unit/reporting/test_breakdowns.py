"""Who falls in which category, and that what is hidden is hidden in every row."""

from datetime import date

import pytest

from reporting.rules.breakdowns import SPLIT_MEASURES, age_group
from reporting.rules.dates import age_on, coordination_aware_birth_date
from reporting.rules.facts import CAUSES, PatientFact
from reporting.rules.followup import FollowUp
from reporting.rules.periods import parse_period

from .chain import NOW, discharged, event, notice, patient, report, stay, world
from .scenario import owes_nothing

IN, TOLD, OUT = "2021-08-02 08:00", notice("2021-08-02 09:00"), discharged("2021-08-05 12:00")


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("194801019801", date(1948, 1, 1)),
        ("194801619801", date(1948, 1, 1)),
        ("19480191-9801", date(1948, 1, 31)),
        ("200002299801", date(2000, 2, 29)),
        ("194802309801", None),
        ("194813019801", None),
        ("4801019801", None),
        ("99A801019801", None),
        ("", None),
    ],
)
def test_the_birth_date_of_a_number(number: str, born: date | None) -> None:
    assert coordination_aware_birth_date(number) == born


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1956, 8, 5), date(2021, 8, 4), 64),
        (date(1956, 8, 5), date(2021, 8, 5), 65),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
    ],
)
def test_age_in_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_age_groups_have_the_contracts_borders() -> None:
    borders = {
        0: "0-17",
        17: "0-17",
        18: "18-64",
        64: "18-64",
        65: "65-79",
        79: "65-79",
        80: "80-89",
        89: "80-89",
    }
    assert {age: age_group(age) for age in borders} == borders
    assert {age_group(age) for age in (90, 91, 120)} == {"90-"}


def split(chain, name: str, of: str = "0180-HA", measure: str = "episodes") -> dict[str, int]:
    rows = report(chain, of, unsuppressed=True).breakdowns[name]
    return {category: row[measure] for category, row in rows.items() if row[measure]}


def test_age_is_that_of_the_discharge_and_for_readmissions_of_the_admission() -> None:
    # 65 on 4 August 2021: admitted at 64, discharged at 65.
    person = "195608049801"
    chain = world(
        stay("E0", person, "2021-07-01 08:00", TOLD, discharged("2021-07-20 12:00")),
        stay("E1", person, IN, TOLD, OUT),
    )
    assert split(chain, "by_age") == {"65-79": 1}
    assert split(chain, "by_age", measure="readmissions_30d") == {"18-64": 1}


def test_a_coordination_number_has_an_age_and_a_number_without_date_none() -> None:
    chain = world(
        stay("E1", "195608649801", IN, TOLD, OUT),
        stay("E2", "99X608649801", IN, TOLD, OUT),
        patients=(patient("195608649801", sex="male"), patient("99X608649801", sex="unknown")),
    )
    assert split(chain, "by_age") == {"65-79": 1}
    assert split(chain, "by_sex") == {"male": 1, "unknown": 1}


@pytest.mark.parametrize("sex", [None, "", "other"])
def test_sex_that_is_not_said_is_unknown(sex: str | None) -> None:
    chain = world(stay("E", "194801019801", IN, TOLD, OUT), patients=(patient("194801019801", sex=sex),))
    assert split(chain, "by_sex") == {"unknown": 1}
    assert PatientFact.from_personal_number("x", sex, None).birth_date is None


def test_hospital_is_of_the_last_ward_and_for_readmissions_of_the_first() -> None:
    person = "194801019801"
    moved = event("transferred", "2021-08-03 09:00", ward="W-B1")
    chain = world(
        stay("E0", person, "2021-07-01 08:00", TOLD, discharged("2021-07-20 12:00"), ward="W-UPP"),
        stay("E1", person, IN, TOLD, moved, OUT),
    )
    assert split(chain, "by_hospital") == {"Sjukhus B": 1}
    assert split(chain, "by_hospital", measure="readmissions_30d") == {"Sjukhus A": 1}
    assert list(report(chain).breakdowns["by_hospital"]) == ["Sjukhus A", "Sjukhus B"]


def test_a_ward_without_hospital_is_left_out() -> None:
    chain = world(stay("E", "194801019801", IN, TOLD, OUT, ward="W-NONE"))
    found = report(chain)
    assert found.measures["episodes"] == 1
    assert found.breakdowns["by_hospital"] == {}


def test_every_category_of_the_fixed_lists_is_there_when_nothing_happened() -> None:
    found = report(world()).breakdowns
    assert list(found["by_sex"]) == ["female", "male", "unknown"]
    assert all(row == dict.fromkeys(SPLIT_MEASURES, 0) for row in found["by_sex"].values())
    assert found["readmission_cause"] == dict.fromkeys([*CAUSES, "not_recorded"], 0)


def test_a_row_is_hidden_by_itself() -> None:
    """Six women and six men went home; one of the women was called to SIP."""
    people = [f"1948010198{n:02}" for n in range(12)]
    call = event("sip_called", "2021-08-03 09:00", caller="municipality", sip="S")
    chain = world(
        *(stay(f"E{n}", who, IN, TOLD, *([call] if n == 0 else []), OUT) for n, who in enumerate(people)),
        patients=tuple(patient(who, sex="female" if n < 6 else "male") for n, who in enumerate(people)),
    )
    by_sex = report(chain).breakdowns["by_sex"]
    assert [row["episodes"] for row in by_sex.values()] == [6, 6, 0]
    assert [row["episodes_with_sip_call"] for row in by_sex.values()] == [None, None, None]
    assert report(chain).measures["episodes_with_sip_call"] == 1
    inside = report(chain, unsuppressed=True).breakdowns["by_sex"]
    assert [row["episodes_with_sip_call"] for row in inside.values()] == [1, 0, 0]


def test_episodes_of_the_same_patient_are_one_patient() -> None:
    """Ten episodes of four women: hidden, and the men with them."""
    people = [f"1948010198{n:02}" for n in range(10)]
    women = [
        stay(
            f"W{n}",
            people[n % 4],
            f"2021-08-0{n // 4 + 1} 08:00",
            TOLD,
            discharged(f"2021-08-0{n // 4 + 1} 20:00"),
        )
        for n in range(10)
    ]
    men = [stay(f"M{n}", people[n], IN, TOLD, OUT) for n in range(4, 10)]
    chain = world(
        *women,
        *men,
        patients=tuple(patient(who, sex="female" if n < 4 else "male") for n, who in enumerate(people)),
    )
    assert [row["episodes"] for row in report(chain).breakdowns["by_sex"].values()] == [None, None, None]


def test_causes_over_twelve_months_are_what_a_published_report_shows() -> None:
    people = [f"1948010198{n:02}" for n in range(6)]
    cause = event("readmission_cause_recorded", "2021-12-01 08:00", cause="medicines")
    chain = world(
        *(
            part
            for n, who in enumerate(people)
            for part in (
                stay(f"A{n}", who, f"2021-0{n + 2}-01 08:00", discharged(f"2021-0{n + 2}-03 08:00")),
                stay(f"B{n}", who, f"2021-0{n + 2}-05 08:00", cause),
            )
        )
    )
    follow_up = FollowUp(chain, "0180-HA", NOW, owes_nothing)
    july = parse_period("2021-07")
    assert follow_up.report(july).breakdowns["readmission_cause"]["medicines"] is None
    assert follow_up.causes_over_twelve_months(july)["medicines"] == 6
    assert follow_up.causes_over_twelve_months(parse_period("2022-06"))["medicines"] is None
