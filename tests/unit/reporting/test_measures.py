"""Borders of each measure."""

from datetime import UTC, datetime

import pytest

from .chain import acknowledged, discharged, event, measure, notice, report, stay, world

PERSON = "194801019801"
IN = "2021-08-02 08:00"
OUT = discharged("2021-08-05 12:00")


def one(*events, admitted: str = IN, end=OUT, **more):
    """A chain of one episode with an inskrivningsmeddelande in time."""
    told = [e for part in events for e in (part if isinstance(part, list) else [part])]
    return world(
        stay("E", PERSON, admitted, notice("2021-08-02 09:00"), *told, *([end] if end else []), **more)
    )


# episodes


@pytest.mark.parametrize(
    ("end", "counted"),
    [
        ("2021-07-31 23:59", 0),
        ("2021-07-31T22:00:00+00:00", 1),
        ("2021-08-31T21:59:59.999999+00:00", 1),
        ("2021-08-31T22:00:00+00:00", 0),
    ],
)
def test_the_local_month_of_the_discharge_decides(end: str, counted: int) -> None:
    chain = world(stay("E", PERSON, "2021-07-20 08:00", notice("2021-07-20 09:00"), discharged(end)))
    assert measure(chain, "episodes") == counted


def test_an_episode_without_inskrivningsmeddelande_is_outside() -> None:
    chain = world(stay("E", PERSON, IN, OUT), stay("F", "195002029802", IN, notice(IN, "VC", "W-A2"), OUT))
    assert measure(chain, "episodes") == 0


def test_a_private_providers_unit_is_of_the_municipal_side() -> None:
    assert measure(world(stay("E", PERSON, IN, notice(IN, "HTJ"), OUT)), "episodes") == 1


def test_one_that_ended_by_death_is_in_no_measure_built_on_episodes() -> None:
    chain = one(
        event("discharge_ready_sent", "2021-08-03 09:00", to=["BIST"]),
        event("sip_called", "2021-08-03 10:00", caller="care_contact", sip="S"),
        event("sip_held", "2021-08-04 10:00", sip="S", attended=["REHAB"], patient_took_part="room"),
        end=event("died", "2021-08-05 12:00"),
    )
    found = report(chain).measures
    zero = ("episodes", "episodes_with_sip_call", "ready_days", "admission_notices_in_time", "liability_days")
    assert [found[code] for code in zero] == [0] * 5
    assert found["sip_held"] == 1


def test_the_last_discharge_is_the_end_and_a_ward_after_it_is_not_the_episodes() -> None:
    again = one(discharged("2021-07-30 12:00"), event("transferred", "2021-08-06 08:00", ward="W-UPP"))
    assert measure(again, "episodes", period="2021-07") == 0
    assert measure(again, "episodes", "Sjukhus A") == 1


def test_death_after_the_discharge_does_not_undo_it() -> None:
    chain = one(event("died", "2021-08-09 12:00"))
    assert measure(chain, "episodes") == 1


def test_every_measure_is_there_when_nothing_happened() -> None:
    found = report(world()).measures
    assert {code for code, value in found.items() if value is None} == {
        "discharge_date_changes_acknowledged",
        "ready_days_mean_all",
        "ready_days_mean_from_day_one",
        "home_care_lead_time_median_h",
        "deviation_answer_median_days",
        "experience_safe",
        "experience_took_part",
        "experience_informed",
    }
    assert {value for value in found.values() if value is not None} == {0}


# admission_notices_in_time


@pytest.mark.parametrize(
    ("admitted", "sent", "in_time"),
    [
        ("2021-08-02 08:00", "2021-08-03 08:00", 1),
        ("2021-08-02 08:00", "2021-08-03T08:00:00.000001+02:00", 0),
        ("2021-08-02 08:00", "2021-08-02 07:00", 1),
        # The clock is put forward on 28 March: 24 hours end at 09:00.
        ("2021-03-27T08:00:00+01:00", "2021-03-28T09:00:00+02:00", 1),
        ("2021-03-27T08:00:00+01:00", "2021-03-28T09:00:01+02:00", 0),
        # And back on 31 October: 24 hours end at 07:00.
        ("2021-10-30T08:00:00+02:00", "2021-10-31T07:00:00+01:00", 1),
        ("2021-10-30T08:00:00+02:00", "2021-10-31T07:00:01+01:00", 0),
    ],
)
def test_24_elapsed_hours_sharp_is_in_time(admitted: str, sent: str, in_time: int) -> None:
    chain = world(stay("E", PERSON, admitted, notice(sent), discharged("2021-11-05 12:00")))
    assert measure(chain, "admission_notices_in_time", period="2021-11") == in_time


@pytest.mark.parametrize(
    ("assessed", "in_time"),
    [
        (["2021-08-04 09:00"], 1),
        (["2021-08-04 08:59"], 0),
        (["2021-08-05 09:00"], 1),  # at the notice: not later than it
        (["2021-08-05 09:01"], 0),  # later than it: does not count
        (["2021-08-04 10:00", "2021-08-03 10:00"], 1),
        (["2021-08-01 10:00"], 0),
    ],
)
def test_the_latest_need_assessed_up_to_the_notice_starts_the_clock_anew(
    assessed: list[str], in_time: int
) -> None:
    told = [event("need_assessed", moment) for moment in assessed]
    chain = world(stay("E", PERSON, IN, notice("2021-08-05 09:00"), *told, discharged("2021-08-09 12:00")))
    assert measure(chain, "admission_notices_in_time") == in_time


# SIP


def call(moment: str, caller: str = "care_contact"):
    return event("sip_called", moment, caller=caller, sip="S", to=["BIST"])


def test_calls_count_up_to_the_periods_end() -> None:
    chain = one(call("2021-08-31 23:59"))
    assert measure(chain, "episodes_with_sip_call") == 1
    late = one(call("2021-09-01 00:00"))
    assert measure(late, "episodes_with_sip_call") == 0
    assert measure(late, "episodes_with_sip_call", period="2021-08..2021-09") == 1


def test_now_is_the_end_when_it_is_earlier() -> None:
    chain = one(call("2021-08-10 10:00"))
    assert measure(chain, "episodes_with_sip_call", now=datetime(2021, 8, 10, 7, 59, tzinfo=UTC)) == 0
    assert measure(chain, "episodes_with_sip_call", now=datetime(2021, 8, 10, 8, 0, tzinfo=UTC)) == 1


READY = event("discharge_ready_sent", "2021-08-03 22:00", to=["BIST"])


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        ("2021-08-02 09:00", 1),
        ("2021-08-06 23:59", 1),
        ("2021-08-07 00:00", 0),
        ("2021-08-06T22:00:00+00:00", 0),
    ],
)
def test_the_care_contacts_call_is_in_time_through_the_third_day(moment: str, in_time: int) -> None:
    chain = one(READY, call(moment), end=discharged("2021-08-20 12:00"))
    assert measure(chain, "sip_calls_by_care_contact_in_time") == in_time


def test_the_last_spells_notice_decides_and_a_repeat_is_not_a_new_one() -> None:
    spells = [
        READY,
        event("discharge_ready_withdrawn", "2021-08-04 08:00"),
        event("discharge_ready_sent", "2021-08-10 08:00", to=["BIST"]),
        event("discharge_ready_sent", "2021-08-12 08:00", to=["BIST"]),
    ]
    end = discharged("2021-08-20 12:00")
    assert measure(one(*spells, call("2021-08-13 09:00"), end=end), "sip_calls_by_care_contact_in_time") == 1
    assert measure(one(*spells, call("2021-08-14 09:00"), end=end), "sip_calls_by_care_contact_in_time") == 0


def test_without_notice_or_by_another_it_is_not_in_time() -> None:
    assert measure(one(call("2021-08-03 09:00")), "sip_calls_by_care_contact_in_time") == 0
    by_hospital = one(READY, call("2021-08-03 09:00", "hospital"), call("2021-08-03 09:00", "municipality"))
    assert measure(by_hospital, "sip_calls_by_care_contact_in_time") == 0
    assert measure(by_hospital, "sip_calls_by_municipality") == 1
    assert measure(by_hospital, "episodes_with_sip_call") == 1


def test_meetings_count_in_the_period_on_open_episodes_and_those_without_notice() -> None:
    def held(moment: str, **data: object):
        return event("sip_held", moment, sip="S", **data)

    chain = world(
        stay(
            "E",
            PERSON,
            IN,
            held(
                "2021-08-03 10:00",
                attended=["BIST", "REHAB"],
                patient_took_part="proxy",
                relative_took_part=True,
            ),
            held("2021-08-31 23:59", attended=["VC"], patient_took_part="no", relative_took_part=False),
            held("2021-09-01 00:00", attended=["REHAB"], patient_took_part="room", relative_took_part=True),
        )
    )
    found = report(chain).measures
    codes = ("sip_held", "sip_held_with_patient", "sip_held_with_relative", "sip_held_with_rehab")
    assert [found[code] for code in codes] == [2, 1, 1, 1]


def test_follow_ups_are_counted_by_sip_not_by_event() -> None:
    chain = one(
        event("sip_followed_up", "2021-08-20 10:00", sip="S1"),
        event("sip_followed_up", "2021-08-21 10:00", sip="S1"),
        event("sip_followed_up", "2021-08-22 10:00", sip="S2"),
        event("sip_followed_up", "2021-09-01 10:00", sip="S3"),
    )
    assert measure(chain, "sip_followed_up") == 2


# acknowledgements


@pytest.mark.parametrize(
    ("receipts", "counted"),
    [
        ([("2021-08-02 09:00", "BIST", "VC")], 1),
        ([("2021-08-02 10:00", "BIST")], 0),
        ([("2021-08-02 08:59", "BIST"), ("2021-08-02 10:00", "VC")], 0),
        ([("2021-08-05 11:59", "BIST", "VC")], 1),
        ([("2021-08-05 12:00", "BIST", "VC")], 0),
        ([("2021-08-02 10:00", "BIST", "HTJ")], 0),
    ],
)
def test_every_unit_acknowledges_from_the_message_up_to_not_at_the_discharge(
    receipts: list, counted: int
) -> None:
    told = [e for moment, *units in receipts for e in acknowledged(moment, "admission_notice_sent", *units)]
    assert measure(one(told), "admission_notices_acknowledged") == counted


def test_only_the_inskrivningsmeddelandes_own_receivers_matter() -> None:
    more = notice("2021-08-02 11:00", "HTJ")
    told = acknowledged("2021-08-02 10:00", "admission_notice_sent", "BIST", "VC")
    assert measure(one(told, more), "admission_notices_acknowledged") == 1


def change(moment: str):
    return event("expected_discharge_changed", moment, expected_discharge="2021-08-06", certainty="sure")


def seen(moment: str, *units: str):
    return acknowledged(moment, "expected_discharge_changed", *units)


@pytest.mark.parametrize(
    ("events", "share"),
    [
        ([], None),
        ([change("2021-08-03 09:00")], 0.0),
        ([change("2021-08-03 09:00"), seen("2021-08-03 10:00", "BIST", "VC")], 100.0),
        ([change("2021-08-03 09:00"), seen("2021-08-03 10:00", "BIST")], 0.0),
        # A receipt covers all changes before it.
        (
            [change("2021-08-03 09:00"), change("2021-08-03 11:00"), seen("2021-08-03 12:00", "BIST", "VC")],
            100.0,
        ),
        (
            [change("2021-08-03 09:00"), seen("2021-08-03 10:00", "BIST", "VC"), change("2021-08-03 11:00")],
            50.0,
        ),
        # Units acknowledge at different times.
        (
            [
                change("2021-08-03 09:00"),
                seen("2021-08-03 10:00", "BIST"),
                change("2021-08-03 11:00"),
                change("2021-08-03 12:00"),
                seen("2021-08-03 13:00", "VC"),
            ],
            33.3,
        ),
        # Before the admission notice nobody receives it; after the discharge it is too late.
        ([change("2021-08-02 08:30"), seen("2021-08-03 10:00", "BIST", "VC")], 0.0),
        ([change("2021-08-05 13:00"), seen("2021-08-05 14:00", "BIST", "VC")], 0.0),
        # At the discharge is too late.
        ([change("2021-08-03 09:00"), seen("2021-08-05 12:00", "BIST", "VC")], 0.0),
        # Every admission notice sent before the change adds its receivers.
        (
            [
                notice("2021-08-03 08:00", "HTJ"),
                change("2021-08-03 09:00"),
                seen("2021-08-03 10:00", "BIST", "VC"),
            ],
            0.0,
        ),
        (
            [
                change("2021-08-03 09:00"),
                notice("2021-08-03 09:30", "HTJ"),
                seen("2021-08-03 10:00", "BIST", "VC"),
            ],
            100.0,
        ),
    ],
)
def test_changes_of_the_expected_discharge(events: list, share: float | None) -> None:
    assert measure(one(*events), "discharge_date_changes_acknowledged") == share


def test_changes_are_counted_over_all_episodes_together() -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            IN,
            notice("2021-08-02 09:00"),
            change("2021-08-03 09:00"),
            *seen("2021-08-03 10:00", "BIST", "VC"),
            OUT,
        ),
        stay(
            "F",
            "195002029802",
            IN,
            notice("2021-08-02 09:00"),
            change("2021-08-03 09:00"),
            change("2021-08-03 10:00"),
            OUT,
        ),
    )
    assert measure(chain, "discharge_date_changes_acknowledged") == 33.3


# utskrivningsklar


def ready(moment: str, *to: str):
    return event("discharge_ready_sent", moment, to=list(to))


def withdrawn(moment: str):
    return event("discharge_ready_withdrawn", moment)


@pytest.mark.parametrize(
    ("events", "days", "mean", "day_zero"),
    [
        ([], 0, None, 0),
        ([ready("2021-08-05 00:00", "BIST")], 0, "0.00", 1),
        ([ready("2021-08-04 23:59", "BIST")], 1, "1.00", 0),
        ([ready("2021-08-03 09:00", "VC")], 2, "2.00", 0),  # whoever was told
        ([ready("2021-08-03 09:00"), ready("2021-08-05 09:00")], 2, "2.00", 0),  # a repeat changes nothing
        ([ready("2021-08-02 10:00"), withdrawn("2021-08-03 09:00")], 1, "1.00", 0),
        ([ready("2021-08-02 10:00"), withdrawn("2021-08-03 09:00"), ready("2021-08-05 08:00")], 1, "1.00", 1),
        (
            [
                ready("2021-08-02 10:00"),
                event("transferred", "2021-08-04 09:00", ward="W-A2"),
                ready("2021-08-04 10:00"),
            ],
            3,
            "3.00",
            0,
        ),
        ([withdrawn("2021-08-02 10:00")], 0, None, 0),
        ([ready("2021-08-05 12:00")], 0, "0.00", 1),  # the discharge's own instant, earlier in the file
        ([ready("2021-08-05 12:01")], 0, None, 0),
    ],
)
def test_ready_days_are_calendar_days_summed_over_spells(
    events: list, days: int, mean: str | None, day_zero: int
) -> None:
    found = report(one(*events)).measures
    assert found["ready_days"] == days
    assert found["ready_days_mean_all"] == mean
    assert found["discharged_day_zero"] == day_zero


def test_days_across_the_clock_change_are_calendar_days() -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            "2022-03-20T08:00:00+01:00",
            notice("2022-03-20T09:00:00+01:00"),
            ready("2022-03-26T23:30:00+01:00"),
            discharged("2022-03-28T00:30:00+02:00"),
        )
    )
    assert measure(chain, "ready_days", period="2022-03") == 2


def test_the_two_means_differ_by_day_zero() -> None:
    chain = world(
        *(
            stay(f"E{n}", f"19480101980{n}", IN, notice("2021-08-02 09:00"), ready(moment), OUT)
            for n, moment in enumerate(("2021-08-05 09:00", "2021-08-04 09:00", "2021-08-03 09:00"))
        ),
        stay("F", "195002029802", IN, notice("2021-08-02 09:00"), OUT),
    )
    found = report(chain).measures
    assert (found["ready_days_mean_all"], found["ready_days_mean_from_day_one"]) == ("1.00", "1.50")


# home care


def told(moment: str, *to: str, starts: str = "2021-08-05 17:00"):
    return event("home_care_notified", moment, to=list(to), starts_at=f"{starts.replace(' ', 'T')}:00+02:00")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], [0, 0, 0, None]),
        ([told("2021-08-04 17:00", "HTJ", "NATT")], [1, 1, 1, 24.0]),
        ([told("2021-08-05 12:00", "HTJ")], [1, 0, 0, 5.0]),  # strictly before
        ([told("2021-08-05 13:00", "HTJ")], [1, 0, 0, 4.0]),
        # Named again after the discharge, but told before.
        ([told("2021-08-04 17:00", "HTJ", "NATT"), told("2021-08-05 16:45", "HTJ")], [1, 1, 1, 0.3]),
        ([told("2021-08-04 17:00", "HTJ"), told("2021-08-05 14:00", "NATT")], [1, 0, 0, 3.0]),
        ([told("2021-08-05 11:00", "HTJ", starts="2021-08-05 10:00")], [1, 1, 0, -1.0]),
    ],
)
def test_home_care(events: list, found: list) -> None:
    measures = report(one(*events)).measures
    codes = (
        "home_care_episodes",
        "home_care_notified",
        "night_patrol_notified",
        "home_care_lead_time_median_h",
    )
    assert [measures[code] for code in codes] == found


@pytest.mark.parametrize("to", ["special_housing", "short_term_housing", "other"])
def test_home_care_is_only_of_those_who_went_home(to: str) -> None:
    chain = one(told("2021-08-04 17:00", "HTJ"), end=discharged("2021-08-05 12:00", to))
    assert measure(chain, "home_care_episodes") == 0


def test_the_lead_time_is_elapsed_over_a_clock_change() -> None:
    chain = world(
        stay(
            "E",
            PERSON,
            "2022-03-20T08:00:00+01:00",
            notice("2022-03-20T09:00:00+01:00"),
            event(
                "home_care_notified",
                "2022-03-26T17:00:00+01:00",
                to=["HTJ"],
                starts_at="2022-03-27T17:00:00+02:00",
            ),
            discharged("2022-03-27T12:00:00+02:00"),
        )
    )
    assert measure(chain, "home_care_lead_time_median_h", period="2022-03") == 23.0


# deviations and the patient's view


def reported(name: str, moment: str, answered: str | None = None, about: str = "BIST"):
    lines = [event("deviation_reported", moment, deviation=name, reported_by="W-A1", about=about)]
    if answered:
        lines.append(event("deviation_answered", answered, deviation=name, by=about))
    return lines


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (reported("D", "2021-08-03 09:00"), [1, 0, 0, None]),
        (reported("D", "2021-08-03 09:00", "2021-08-31 23:59"), [1, 1, 0, 28.0]),
        (reported("D", "2021-08-03 09:00", "2021-09-01 00:00"), [1, 0, 0, None]),
        (reported("D", "2021-08-01 00:00"), [1, 0, 0, None]),  # 30 days before the last date: not more
        (reported("D", "2021-07-31 23:59"), [0, 0, 1, None]),
        (reported("D", "2020-01-01 10:00"), [0, 0, 1, None]),
        (reported("D", "2021-07-31 23:59", "2021-09-01 00:00"), [0, 0, 1, None]),
        (reported("D", "2021-07-31 23:59", "2021-08-01 00:00"), [0, 0, 0, 1.0]),
        (reported("D", "2021-09-01 10:00"), [0, 0, 0, None]),
        (
            reported("D", "2021-08-03 09:00", "2021-08-04 09:00")
            + reported("C", "2021-08-03 09:00", "2021-08-05 09:00"),
            [2, 2, 0, 1.5],
        ),
        # The first answer counts.
        (
            [
                *reported("D", "2021-08-03 09:00", "2021-08-20 09:00"),
                event("deviation_answered", "2021-08-05 09:00", deviation="D", by="BIST"),
            ],
            [1, 1, 0, 2.0],
        ),
    ],
)
def test_deviations(lines: list, found: list) -> None:
    measures = report(one(lines)).measures
    codes = (
        "deviations_reported",
        "deviations_answered",
        "deviations_unanswered_over_30d",
        "deviation_answer_median_days",
    )
    assert [measures[code] for code in codes] == found


@pytest.mark.parametrize(("today", "counted"), [("2021-08-15", 0), ("2021-08-16", 1)])
def test_today_stands_for_the_last_date_while_the_period_runs(today: str, counted: int) -> None:
    chain = one(reported("D", "2021-07-16 09:00"))
    now = datetime.fromisoformat(f"{today}T10:00:00+00:00")
    assert measure(chain, "deviations_unanswered_over_30d", now=now) == counted


def test_both_the_reporting_and_the_other_unit_at_once_count_once() -> None:
    chain = one(
        event("deviation_reported", "2021-08-03 09:00", deviation="D", reported_by="BIST", about="HTJ-OWN")
    )
    assert measure(chain, "deviations_reported") == 1
    assert measure(chain, "deviations_reported", "0180") == 1


def answers(*of_patients: tuple[str, int | None]):
    return world(
        *(
            stay(
                f"E{n}",
                person,
                IN,
                event("experience_answered", "2021-08-20 10:00", safe=safe, took_part=None, informed=3),
            )
            for n, (person, safe) in enumerate(of_patients)
        )
    )


def test_experience_is_the_share_of_four_and_five_among_those_that_answered_the_question() -> None:
    people = [f"19480101980{n}" for n in range(7)]
    chain = answers(*zip(people, (5, 4, 3, 1, 4, None, 4), strict=True))
    found = report(chain).measures
    assert found["experience_answers"] == 7
    assert found["experience_safe"] == 66.7
    assert found["experience_took_part"] is None
    assert found["experience_informed"] == 0.0


def test_fewer_than_five_different_patients_are_not_told() -> None:
    people = [f"19480101980{n}" for n in (0, 1, 2, 3, 3, 3)]
    assert measure(answers(*((person, 5) for person in people)), "experience_safe") is None
    assert (
        measure(answers(*((person, 5) for person in [*people, "194801019804"])), "experience_safe") == 100.0
    )
