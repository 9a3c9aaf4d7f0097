"""Which episodes, readmissions and deviations belong to whom (report.md, rule 3)."""

from datetime import date

import pytest

from reporting.rules.facts import registered_on
from reporting.rules.scope import UnknownOrganisation

from .chain import discharged, event, measure, notice, patient, report, stay, world

PERSON = "194801019801"
OTHER = "195002029802"
EVERYBODY = (
    "01",
    "03",
    "0180",
    "0126",
    "0180-HA",
    "0180-SO",
    "P-1",
    "P-2",
    "Sjukhus A",
    "Sjukhus B",
    "Akademiska",
)


def counted_for(chain, code: str = "episodes", among: tuple[str, ...] = EVERYBODY) -> set[str]:
    return {of for of in among if measure(chain, code, of)}


def test_a_district_episode_belongs_to_its_municipality_and_the_wards_region_and_hospital() -> None:
    chain = world(
        stay("E", PERSON, "2021-08-02 08:00", notice("2021-08-02 09:00"), discharged("2021-08-05 12:00"))
    )
    assert counted_for(chain) == {"0180-HA", "0180", "01", "Sjukhus A"}


def test_the_placing_one_has_the_episode_instead() -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            "2021-08-02 08:00",
            notice("2021-08-02 09:00"),
            discharged("2021-08-05 12:00"),
            placed_by="0126",
        )
    )
    assert counted_for(chain) == {"0126", "01", "Sjukhus A"}


@pytest.mark.parametrize(
    ("since", "belongs_to"),
    [("2021-08-02", "0126"), ("2021-08-03", "0180-HA"), ("2021-07-01", "0126"), ("2021-08-20", "0180-HA")],
)
def test_where_the_patient_was_registered_at_admission_decides_not_a_later_move(
    since: str, belongs_to: str
) -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            "2021-08-02 08:00",
            notice("2021-08-02 09:00"),
            event("registration_changed", "2021-08-03 09:00", registered_in="0126"),
            discharged("2021-08-05 12:00"),
        ),
        patients=(patient(PERSON), patient(PERSON, "0126", since=since)),
    )
    assert counted_for(chain) & {"0126", "0180-HA"} == {belongs_to}


def test_a_move_holds_from_its_local_date() -> None:
    # 23:30 on 1 August in UTC is 2 August in Stockholm.
    chain = world(
        stay(
            "E",
            PERSON,
            "2021-08-01T23:30:00+00:00",
            notice("2021-08-02 09:00"),
            discharged("2021-08-05 12:00"),
        ),
        patients=(patient(PERSON), patient(PERSON, "0126", since="2021-08-02")),
    )
    assert counted_for(chain) & {"0126", "0180-HA"} == {"0126"}


def test_registrations_are_read_by_date_and_the_later_known_wins_a_tie() -> None:
    moves = [(None, "A"), (date(2021, 5, 1), "C"), (date(2021, 3, 1), "B"), (date(2021, 5, 1), "D")]
    days = [date(2021, 2, 28), date(2021, 3, 1), date(2021, 4, 30), date(2021, 5, 1)]
    assert [registered_on(moves, day) for day in days] == ["A", "B", "B", "D"]
    assert registered_on([(date(2021, 5, 1), "A")], date(2021, 1, 1)) == "A"
    assert registered_on([], date(2021, 1, 1)) is None


def test_a_transferred_episode_is_one_and_belongs_to_the_ward_it_ended_on() -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            "2021-08-02 08:00",
            notice("2021-08-02 09:00"),
            event("transferred", "2021-08-03 09:00", ward="W-B1"),
            event("transferred", "2021-08-04 09:00", ward="W-UPP"),
            discharged("2021-08-05 12:00"),
        )
    )
    assert counted_for(chain) == {"0180-HA", "0180", "03", "Akademiska"}
    assert measure(chain, "episodes", "W-UPP") == 1
    assert measure(chain, "episodes", "W-A1") == 0


def test_a_readmission_belongs_to_the_readmitting_ward() -> None:
    chain = world(
        stay("E1", PERSON, "2021-07-20 08:00", notice("2021-07-20 09:00"), discharged("2021-07-30 12:00")),
        stay(
            "E2",
            PERSON,
            "2021-08-02 08:00",
            event("transferred", "2021-08-03 09:00", ward="W-UPP"),
            event("sip_held", "2021-08-04 09:00", sip="S", attended=[], patient_took_part="room"),
        ),
    )
    assert counted_for(chain, "readmissions_30d") == {"0180-HA", "0180", "01", "Sjukhus A"}
    # What is not a readmission follows the ward the patient is on now.
    assert counted_for(chain, "sip_held") == {"0180-HA", "0180", "03", "Akademiska"}


@pytest.mark.parametrize("unit", ["VC", "BIST"])
def test_another_unit_has_the_episodes_whose_inskrivningsmeddelande_names_it(unit: str) -> None:
    chain = world(
        stay("E", PERSON, "2021-08-02 08:00", notice("2021-08-02 09:00"), discharged("2021-08-05 12:00")),
        # The first message names no municipal unit, so it is not the inskrivningsmeddelande.
        stay(
            "F",
            OTHER,
            "2021-08-02 08:00",
            notice("2021-08-02 09:00", "VC-2"),
            notice("2021-08-02 10:00", "BIST-SO"),
            discharged("2021-08-05 12:00"),
        ),
    )
    assert measure(chain, "episodes", unit) == 1
    assert measure(chain, "episodes", "VC-2") == 0
    assert measure(chain, "episodes", "BIST-SO") == 1


def test_a_readmission_without_notice_belongs_to_no_other_unit() -> None:
    chain = world(
        stay("E1", PERSON, "2021-07-20 08:00", notice("2021-07-20 09:00"), discharged("2021-07-30 12:00")),
        stay("E2", PERSON, "2021-08-02 08:00"),
        stay("F1", OTHER, "2021-07-20 08:00", discharged("2021-07-30 12:00")),
        stay("F2", OTHER, "2021-08-02 08:00", notice("2021-08-02 09:00")),
    )
    assert measure(chain, "readmissions_30d", "VC") == 1
    assert measure(chain, "readmissions_30d", "0180-HA") == 2


def test_a_private_provider_has_the_episodes_where_one_of_its_units_was_notified() -> None:
    told = event(
        "home_care_notified", "2021-08-04 09:00", to=["HTJ", "NATT"], starts_at="2021-08-05T17:00:00+02:00"
    )
    chain = world(
        stay(
            "E", PERSON, "2021-08-02 08:00", notice("2021-08-02 09:00"), told, discharged("2021-08-05 12:00")
        ),
        stay(
            "F",
            OTHER,
            "2021-08-02 08:00",
            notice("2021-08-02 09:00", "HTJ", "BIST"),
            discharged("2021-08-05 12:00"),
        ),
    )
    assert measure(chain, "episodes", "P-1") == 1
    assert measure(chain, "episodes", "P-2") == 0
    # Its unit, asked for by itself, is "another unit": the notice decides.
    assert measure(chain, "episodes", "HTJ") == 1
    assert measure(chain, "episodes", "NATT") == 0


def deviation(by: str, about: str | None, placed_by: str | None = None):
    more = {"placed_by": placed_by} if placed_by else {}
    return world(
        stay(
            "E",
            PERSON,
            "2021-08-02 08:00",
            event("deviation_reported", "2021-08-03 09:00", deviation="D", reported_by=by, about=about),
            **more,
        )
    )


@pytest.mark.parametrize(
    ("by", "about", "owners"),
    [
        ("W-A1", "VC", {"01", "Sjukhus A", "W-A1", "VC"}),
        ("W-A1", "W-A2", {"01", "Sjukhus A", "W-A1", "W-A2"}),
        ("W-B1", "BIST-0126", {"01", "Sjukhus B", "W-B1", "0126", "BIST-0126"}),
        ("BIST", None, {"0180-HA", "0180", "BIST"}),
        ("NATT", "W-UPP", {"0180", "NATT", "03", "Akademiska", "W-UPP"}),
        ("HTJ", "W-A1", {"P-1", "HTJ", "0180-HA", "0180", "01", "Sjukhus A", "W-A1"}),
        ("HTJ", "HTJ-2", {"P-1", "HTJ", "P-2", "HTJ-2", "0180-HA", "0180"}),
        ("BIST-SO", "HTJ", {"0180-SO", "BIST-SO", "P-1", "HTJ", "0180-HA", "0180"}),
    ],
)
def test_a_deviation_belongs_to_the_owners_of_its_units(by: str, about: str | None, owners: set[str]) -> None:
    units = ("W-A1", "W-A2", "W-B1", "W-UPP", "VC", "BIST", "BIST-SO", "BIST-0126", "NATT", "HTJ", "HTJ-2")
    chain = deviation(by, about)
    assert counted_for(chain, "deviations_reported", EVERYBODY + units) == owners
    assert all(measure(chain, "deviations_reported", of) == 1 for of in owners)


def test_a_private_providers_deviation_follows_the_placing_one() -> None:
    chain = deviation("HTJ", "HTJ-2", placed_by="0126")
    assert counted_for(chain, "deviations_reported") == {"P-1", "P-2", "0126"}


@pytest.mark.parametrize("of", ["", "9999", "sjukhus a", "None"])
def test_an_unknown_organisation_is_told_in_swedish(of: str) -> None:
    with pytest.raises(UnknownOrganisation, match="Det finns ingen organisation"):
        report(world(), of)
