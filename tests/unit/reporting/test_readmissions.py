"""Readmissions: which days count, which earlier episode, and a slow reference."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.dates import STOCKHOLM, local_date
from reporting.rules.facts import EndFact, EpisodeFact, EventFact
from reporting.rules.readmissions import days_since_previous
from reporting.rules.summary import summarise

from .chain import discharged, event, measure, notice, report, stay, world

PERSON = "194801019801"


def pair(end: str, admitted: str, **later: object):
    return world(
        stay("E1", PERSON, "2021-06-20 08:00", notice("2021-06-20 09:00"), discharged(end)),
        stay("E2", PERSON, admitted, **later),
    )


@pytest.mark.parametrize(
    ("end", "admitted", "within_30", "same_day"),
    [
        ("2021-08-02 10:00", "2021-08-02 10:00", 0, 1),
        ("2021-08-02 00:00", "2021-08-02 23:59", 0, 1),
        ("2021-08-02 23:59", "2021-08-03 00:00", 1, 0),
        ("2021-08-01 12:00", "2021-08-31 12:00", 1, 0),
        ("2021-07-31 23:59", "2021-08-30 00:00", 1, 0),
        ("2021-07-31 00:00", "2021-08-30 23:59", 1, 0),
        ("2021-07-31 12:00", "2021-08-31 12:00", 0, 0),
        ("2021-07-02 12:00", "2021-08-01 00:00", 1, 0),
        ("2021-07-01 12:00", "2021-08-01 00:00", 0, 0),
    ],
)
def test_counts_local_dates(end: str, admitted: str, within_30: int, same_day: int) -> None:
    chain = pair(end, admitted)
    assert measure(chain, "readmissions_30d") == within_30
    assert measure(chain, "readmissions_same_day") == same_day


def test_midnight_in_stockholm_decides_not_in_utc() -> None:
    chain = pair("2021-08-02T21:59:00+00:00", "2021-08-02T22:01:00+00:00")
    assert measure(chain, "readmissions_30d") == 1


@pytest.mark.parametrize(("planned", "counted"), [(True, 0), (False, 1), (None, 1)])
def test_only_the_laters_planned_matters_and_missing_is_not_planned(
    planned: bool | None, counted: int
) -> None:
    assert (
        measure(pair("2021-08-02 10:00", "2021-08-10 10:00", planned=planned), "readmissions_30d") == counted
    )
    earlier_planned = world(
        stay("E1", PERSON, "2021-07-20 08:00", discharged("2021-08-02 10:00"), planned=True),
        stay("E2", PERSON, "2021-08-10 10:00"),
    )
    assert measure(earlier_planned, "readmissions_30d") == 1


def test_the_latest_that_ended_at_or_before_the_admission_is_the_one_before() -> None:
    chain = world(
        stay("E1", PERSON, "2021-06-20 08:00", discharged("2021-07-25 10:00")),
        # Ended after the admission, though admitted before it: not the one before.
        stay("E2", PERSON, "2021-07-26 08:00", discharged("2021-08-10 10:01"), planned=True),
        stay("E3", PERSON, "2021-08-10 10:00"),
    )
    assert measure(chain, "readmissions_30d") == 1
    assert measure(chain, "readmissions_same_day") == 0


def test_death_ends_an_episode_and_an_open_one_does_not() -> None:
    chain = world(
        stay("E1", PERSON, "2021-07-20 08:00", event("died", "2021-08-02 10:00")),
        stay("E2", PERSON, "2021-08-03 08:00"),
        stay("F1", "195002029802", "2021-07-20 08:00"),
        stay("F2", "195002029802", "2021-08-03 08:00"),
    )
    assert measure(chain, "readmissions_30d") == 1
    assert measure(chain, "episodes") == 0


def test_the_earlier_may_belong_to_another_organisation() -> None:
    chain = world(
        stay(
            "E1", PERSON, "2021-07-20 08:00", discharged("2021-07-30 10:00"), placed_by="0126", ward="W-UPP"
        ),
        stay("E2", PERSON, "2021-08-03 08:00"),
    )
    assert measure(chain, "readmissions_30d", "0180-HA") == 1
    assert measure(chain, "readmissions_30d", "0126") == 0
    assert measure(chain, "readmissions_30d", "Sjukhus A") == 1


def test_an_episode_without_length_is_not_its_own_predecessor() -> None:
    chain = world(stay("E1", PERSON, "2021-08-03 08:00", discharged("2021-08-03 08:00")))
    assert measure(chain, "readmissions_same_day") == 0


def test_the_last_cause_recorded_counts_whenever_it_came() -> None:
    chain = world(
        stay("E1", PERSON, "2021-07-20 08:00", discharged("2021-07-30 10:00")),
        stay(
            "E2",
            PERSON,
            "2021-08-03 08:00",
            event("readmission_cause_recorded", "2021-12-01 08:00", cause="medicines"),
            event("readmission_cause_recorded", "2021-08-04 08:00", cause="aids"),
        ),
    )
    assert measure(chain, "readmissions_with_cause") == 1
    causes = report(chain, unsuppressed=True).breakdowns["readmission_cause"]
    assert {cause for cause, number in causes.items() if number} == {"medicines"}


STARTS = datetime(2022, 3, 1, tzinfo=STOCKHOLM)
hours = st.integers(0, 24 * 90)
stays = st.lists(st.tuples(st.sampled_from("abc"), hours, st.none() | st.integers(0, 24 * 20)), max_size=14)


@given(stays, st.lists(st.tuples(st.sampled_from("abc"), hours), max_size=4))
def test_agrees_with_a_slow_reference(told: list, loose: list) -> None:
    episodes = []
    for number, (patient, admitted, length) in enumerate(told):
        start = (STARTS + timedelta(hours=admitted)).astimezone(STOCKHOLM)
        ends = () if length is None else (EventFact("discharged", start + timedelta(hours=length), "W"),)
        episodes.append(
            summarise(EpisodeFact(f"E{number:02}", patient, start, "0180", "W", events=ends), {}, {})
        )
    earlier = [
        EndFact(f"L{n}", patient, STARTS + timedelta(hours=at)) for n, (patient, at) in enumerate(loose)
    ]
    expected = {}
    for one in episodes:
        ends = [
            e.ended_at
            for e in episodes
            if e is not one and e.patient == one.patient and e.ended_at is not None
        ]
        ends += [e.ended_at for e in earlier if e.patient == one.patient]
        before = [end for end in ends if end <= one.admitted_at]
        if before:
            expected[one.id] = (local_date(one.admitted_at) - local_date(max(before))).days
    assert days_since_previous(episodes, earlier) == expected
