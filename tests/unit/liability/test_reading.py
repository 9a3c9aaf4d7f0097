"""How the contract is read where the act leaves room: a test for each sentence, numbered as in the contract."""

import pytest

from .cases import Json, assess, codes, happened, in_order, terms

NOTICE = "2022-03-07 10:00"  # a Monday; the statute's start is Thursday the 10th
END = "2022-03-16 10:00"


def spell(reply: Json) -> Json:
    (only,) = reply["spells"]
    return only


# 1. dates, cut-off, day types


@pytest.mark.parametrize(
    ("clock", "inclusive", "start"),
    [
        ("11:59:59", True, "2022-03-10"),
        ("12:00:00", True, "2022-03-10"),
        ("12:00:00.000001", True, "2022-03-11"),
        ("12:00:01", True, "2022-03-11"),
        ("11:59:59", False, "2022-03-10"),
        ("12:00:00", False, "2022-03-11"),
        ("23:59:59", True, "2022-03-11"),
        ("00:00:00", True, "2022-03-10"),
    ],
)
def test_1_the_cutoff_is_inclusive_or_not(clock: str, inclusive: bool, start: str) -> None:
    reply = assess(in_order(f"2022-03-07 {clock}", END), terms(cutoff_inclusive=inclusive))
    assert spell(reply)["starts_on"] == start
    late = start == "2022-03-11"
    assert ("notice_after_cutoff" in codes(reply)) is late
    assert ("notice_before_cutoff" in codes(reply)) is not late


@pytest.mark.parametrize(
    ("notice", "start"),
    [
        ("2022-03-26T22:30:00+00:00", "2022-03-30"),  # 23:30 winter time: still Saturday, after 12
        ("2022-03-26T23:30:00+00:00", "2022-03-30"),  # 00:30 on Sunday
        ("2022-03-27T10:00:00+00:00", "2022-03-30"),  # 12:00 sharp summer time
        ("2022-03-27T10:00:01Z", "2022-03-31"),
        ("2022-10-30T11:00:00+00:00", "2022-11-02"),  # 12:00 sharp winter time
        ("2022-10-30T11:00:01+00:00", "2022-11-03"),
        ("2022-10-29T22:30:00+00:00", "2022-11-02"),  # 00:30 on the Sunday of 25 hours
    ],
)
def test_1_dates_and_times_of_day_are_those_of_stockholm(notice: str, start: str) -> None:
    events = [*in_order(None), {"type": "discharge_ready_sent", "at": notice}]
    reply = assess(events, as_of="2022-12-01T00:00:00+01:00")
    assert spell(reply)["starts_on"] == start
    assert spell(reply)["notice_at"] == notice


@pytest.mark.parametrize(
    ("notice", "extra", "start"),
    [
        ("2022-03-11 13:00", 1, "2022-03-17"),  # Friday: three weekdays and one more
        ("2022-03-11 10:00", 1, "2022-03-16"),
        ("2022-03-12 10:00", 1, "2022-03-16"),  # Saturday
        ("2022-03-12 13:00", 2, "2022-03-18"),
        ("2022-04-13 10:00", 1, "2022-04-20"),  # Wednesday before Easter
    ],
)
def test_1_late_extra_days_are_of_the_same_day_type(notice: str, extra: int, start: str) -> None:
    reply = assess(in_order(notice, "2022-05-01 10:00"), terms(day_type="weekday", late_extra_days=extra))
    assert spell(reply)["starts_on"] == start


@pytest.mark.parametrize("notice", ["2022-03-12 10:00", "2022-06-24 10:00", "2022-12-25 10:00"])
def test_1_zero_weekdays_give_the_notices_own_date(notice: str) -> None:
    reply = assess(in_order(notice, "2023-01-31 10:00"), terms(day_type="weekday", free_days=0))
    assert spell(reply)["starts_on"] == notice[:10]


@pytest.mark.parametrize(
    ("notice", "eves_are_weekdays", "start"),
    [
        ("2022-06-23 10:00", True, "2022-06-24"),
        ("2022-06-23 10:00", False, "2022-06-27"),
        ("2021-12-23 10:00", True, "2021-12-24"),
        ("2021-12-23 10:00", False, "2021-12-27"),
        ("2021-12-30 10:00", True, "2021-12-31"),
        ("2021-12-30 10:00", False, "2022-01-03"),
    ],
)
def test_1_eves_are_weekdays_unless_told(notice: str, eves_are_weekdays: bool, start: str) -> None:
    given = terms(day_type="weekday", free_days=1, eves_are_weekdays=eves_are_weekdays)
    assert spell(assess(in_order(notice, "2022-07-31 10:00"), given))["starts_on"] == start


# 2. spells


@pytest.mark.parametrize("end", ["discharge_ready_withdrawn", "transferred", "discharged", "died"])
def test_2_the_first_end_after_the_notice_ends_it(end: str) -> None:
    ends = (happened(end, "2022-03-12 10:00"), happened("discharged", "2022-03-20 10:00"))
    reply = assess(in_order(NOTICE, None, *ends))
    assert (spell(reply)["ends_on"], reply["days"]) == ("2022-03-12", 2)


def test_2_an_end_before_the_notice_ends_nothing() -> None:
    reply = assess(in_order(NOTICE, END, happened("transferred", "2022-03-02 10:00")))
    assert (len(reply["spells"]), reply["days"]) == (1, 6)


def test_2_equal_times_keep_file_order() -> None:
    start = in_order(None)
    withdrawn = happened("discharge_ready_withdrawn", NOTICE)
    notice = happened("discharge_ready_sent", NOTICE)
    end = happened("discharged", END)
    assert assess([*start, withdrawn, notice, end])["days"] == 6
    assert assess([*start, notice, withdrawn, end])["days"] == 0


def test_2_a_repeat_changes_nothing() -> None:
    repeat = happened("discharge_ready_sent", "2022-03-09 15:00")
    assert assess(in_order(NOTICE, END, repeat))["spells"] == assess(in_order(NOTICE, END))["spells"]


def test_2_a_notice_after_the_end_begins_a_new_count() -> None:
    again = (happened("discharge_ready_sent", "2022-03-17 10:00"), happened("died", "2022-03-22 10:00"))
    reply = assess(in_order(NOTICE, END, *again))
    assert [each["starts_on"] for each in reply["spells"]] == ["2022-03-10", "2022-03-20"]
    assert [each["days"] for each in reply["spells"]] == [6, 2]


@pytest.mark.parametrize(
    ("recipients", "spells"),
    [(None, 1), (["municipality"], 1), (["open_care", "municipality"], 1), (["open_care"], 0), ([], 0)],
)
def test_2_a_notice_that_did_not_name_the_municipality_is_none(
    recipients: list[str] | None, spells: int
) -> None:
    notice = happened("discharge_ready_sent", NOTICE, to=recipients)
    reply = assess(in_order(None, END, notice))
    assert len(reply["spells"]) == spells
    assert ("no_discharge_ready_notice" in codes(reply)) is (spells == 0)


def test_2_events_at_as_of_are_read_and_later_ones_are_not() -> None:
    events = in_order(NOTICE, "2022-03-16 10:00")
    assert assess(events, as_of="2022-03-16T10:00:00+01:00")["status"] == "liable"
    before = assess(events, as_of="2022-03-16T09:59:59+01:00")
    assert (before["status"], spell(before)["ends_on"], before["days"]) == ("running", None, 6)
    at_notice = assess(events, as_of="2022-03-07T09:00:00+00:00")
    assert at_notice["status"] == "not_yet"
    assert assess(events, as_of="2022-03-07T08:59:59+00:00")["status"] == "not_liable"


def test_2_without_as_of_the_last_event_is_the_moment() -> None:
    reply = assess(in_order(NOTICE, None, happened("need_assessed", "2022-03-12 10:00")))
    assert (reply["status"], reply["days"]) == ("running", 2)


# 3. days


@pytest.mark.parametrize(
    ("as_of", "status", "nights", "started"),
    [
        ("2022-03-09T23:59:59+01:00", "not_yet", 0, 0),
        ("2022-03-10T00:00:00+01:00", "running", 0, 1),
        ("2022-03-11T00:00:00+01:00", "running", 1, 2),
        ("2022-03-31T23:30:00+02:00", "running", 21, 22),
    ],
)
def test_3_as_of_stands_for_the_end_while_the_notice_stands(
    as_of: str, status: str, nights: int, started: int
) -> None:
    by_nights = assess(in_order(NOTICE), as_of=as_of)
    assert (by_nights["status"], by_nights["days"]) == (status, nights)
    assert spell(by_nights)["starts_on"] == "2022-03-10"
    by_started = assess(in_order(NOTICE), terms(day_convention="started"), as_of=as_of)
    assert (by_started["status"], by_started["days"]) == (status, started)


@pytest.mark.parametrize(
    ("end", "convention", "status", "days", "starts_on"),
    [
        ("2022-03-09 23:59", "nights", "not_liable", 0, None),
        ("2022-03-09 23:59", "started", "not_liable", 0, None),
        ("2022-03-10 00:00", "nights", "not_liable", 0, "2022-03-10"),
        ("2022-03-10 00:00", "started", "liable", 1, "2022-03-10"),
        ("2022-03-11 00:00", "nights", "liable", 1, "2022-03-10"),
    ],
)
def test_3_the_end_date_is_owed_only_under_started(
    end: str, convention: str, status: str, days: int, starts_on: str | None
) -> None:
    reply = assess(in_order(NOTICE, end), terms(day_convention=convention))
    assert (reply["status"], reply["days"], spell(reply)["starts_on"]) == (status, days, starts_on)


# 4. admission notice


@pytest.mark.parametrize(
    ("told", "status"),
    [("2022-03-02 08:00:00", "liable"), ("2022-03-02 08:00:01", "needs_review")],
)
def test_4_twenty_four_hours_sharp_are_in_time(told: str, status: str) -> None:
    assert assess(in_order(NOTICE, END, admitted="2022-03-01 08:00", told=told))["status"] == status


@pytest.mark.parametrize(
    ("admitted", "told", "status"),
    [
        ("2022-03-26 08:00", "2022-03-27 09:00", "liable"),  # 24 hours over the spring change
        ("2022-03-26 08:00", "2022-03-27 09:01", "needs_review"),
        ("2022-10-29 08:00", "2022-10-30 07:00", "liable"),
        ("2022-10-29 08:00", "2022-10-30 07:01", "needs_review"),  # 24 h 1 min over the autumn change
    ],
)
def test_4_the_hours_are_elapsed_hours(admitted: str, told: str, status: str) -> None:
    stay = in_order("2022-11-07 10:00", "2022-11-16 10:00", admitted=admitted, told=told)
    assert assess(stay)["status"] == status


@pytest.mark.parametrize(
    ("judged", "status"),
    [
        ("2022-03-03 08:00", "liable"),
        ("2022-03-02 07:59", "needs_review"),
        ("2022-03-04 09:00", "needs_review"),  # later than the notice: it explains nothing
    ],
)
def test_4_the_latest_judgement_not_later_than_the_notice_counts(judged: str, status: str) -> None:
    more = (happened("need_assessed", "2022-03-01 12:00"), happened("need_assessed", judged))
    stay = in_order(NOTICE, END, *more, admitted="2022-03-01 08:00", told="2022-03-03 08:00")
    assert assess(stay)["status"] == status


def test_4_a_judgement_before_the_admission_starts_no_clock() -> None:
    judged = happened("need_assessed", "2022-02-27 08:00")
    stay = in_order(NOTICE, END, judged, admitted="2022-03-01 08:00", told="2022-03-02 07:00")
    assert assess(stay)["status"] == "liable"


def test_4_the_first_admission_counts() -> None:
    again = happened("admitted", "2022-03-03 08:00")
    stay = in_order(NOTICE, END, again, admitted="2022-03-01 08:00", told="2022-03-03 09:00")
    assert assess(stay)["status"] == "needs_review"


def test_4_without_admission_and_judgement_it_is_in_time() -> None:
    events = [each for each in in_order(NOTICE, END) if each["type"] != "admitted"]
    assert assess(events)["status"] == "liable"


def test_4_the_earliest_that_reached_the_municipality() -> None:
    stay = [each for each in in_order(NOTICE, END) if each["type"] != "admission_notice_sent"]
    admitted_late = [
        {**each, "at": "2022-03-01T08:00:00+01:00"} if each["type"] == "admitted" else each for each in stay
    ]
    open_care = happened("admission_notice_sent", "2022-03-01 09:00", to=["open_care"])
    too_late = happened("admission_notice_sent", "2022-03-04 09:00", to=["municipality"])
    assert assess([*admitted_late, open_care])["status"] == "not_liable"
    assert assess([*admitted_late, open_care, too_late])["status"] == "needs_review"
    in_time = happened("admission_notice_sent", "2022-03-02 08:00")
    assert assess([*admitted_late, open_care, too_late, in_time])["status"] == "liable"


def test_4_none_by_the_end_is_never_met_also_before_the_start_day() -> None:
    events = [each for each in in_order(NOTICE) if each["type"] != "admission_notice_sent"]
    reply = assess(events, as_of="2022-03-08T10:00:00+01:00")
    assert (reply["status"], spell(reply)["starts_on"]) == ("not_liable", None)
    assert "no_admission_notice" in codes(reply)
    at_end = [*events, happened("discharged", END), happened("admission_notice_sent", END)]
    assert assess(at_end)["status"] == "needs_review"
    after_end = [*events, happened("discharged", END), happened("admission_notice_sent", "2022-03-16 10:01")]
    assert assess(after_end)["status"] == "not_liable"


# 5. SIP


@pytest.mark.parametrize(
    ("called", "status"),
    [
        ("2022-02-01 10:00", "liable"),
        ("2022-03-07 10:00", "liable"),
        ("2022-03-10 23:59:59", "liable"),
        ("2022-03-11 00:00", "needs_review"),
        ("2022-03-16 10:00", "needs_review"),
        ("2022-03-16 10:01", "not_liable"),  # after the end it is neither in time nor late
    ],
)
def test_5_called_before_the_notice_or_within_three_calendar_days(called: str, status: str) -> None:
    reply = assess(in_order(NOTICE, END, called=called))
    assert reply["status"] == status


def test_5_the_earliest_call_counts() -> None:
    second = happened("sip_called", "2022-03-14 10:00", by="care_contact")
    assert assess(in_order(NOTICE, END, second, called="2022-03-08 10:00"))["status"] == "liable"


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2022-03-09T23:59:59+01:00", "not_yet"), ("2022-03-10T00:00:00+01:00", "not_liable")],
)
def test_5_the_call_is_awaited_until_the_start_day(as_of: str, status: str) -> None:
    assert assess(in_order(NOTICE, called=None), as_of=as_of)["status"] == status


def test_5_no_call_by_an_early_end_is_never_met() -> None:
    reply = assess(in_order(NOTICE, "2022-03-08 10:00", called=None))
    assert (reply["status"], codes(reply)[0]) == ("not_liable", "sip_not_called")


@pytest.mark.parametrize(("as_of", "status"), [("2022-03-11", "not_yet"), ("2022-03-12", "not_liable")])
def test_5_the_start_day_is_the_one_after_a_shift(as_of: str, status: str) -> None:
    told = "2022-03-08 13:00"  # too late and after the cut-off: the 8th + 4 days
    stay = in_order(NOTICE, admitted="2022-03-01 08:00", told=told, called=None)
    reply = assess(stay, terms(late_precondition="shift"), as_of=f"{as_of}T10:00:00+01:00")
    assert reply["status"] == status


@pytest.mark.parametrize("when", ["2022-01-01 10:00", "2022-03-16 10:00", "2022-04-30 10:00"])
def test_5_sip_not_required_holds_wherever_it_stands(when: str) -> None:
    not_required = happened("sip_not_required", when, reason="single_principal")
    again = (happened("discharge_ready_sent", "2022-04-01 10:00"), happened("died", "2022-04-06 10:00"))
    reply = assess(in_order(NOTICE, END, *again, not_required, called=None))
    assert [each["days"] for each in reply["spells"]] == [6, 2]


def test_5_sip_not_required_after_as_of_is_not_read() -> None:
    not_required = happened("sip_not_required", "2022-04-30 10:00", reason="no_consent")
    reply = assess(in_order(NOTICE, END, not_required, called=None), as_of="2022-04-29T10:00:00+02:00")
    assert reply["status"] == "not_liable"


# 6. open care, moves, region


@pytest.mark.parametrize("kind", ["open_care_unavailable", "open_care_unclear"])
@pytest.mark.parametrize("late", ["review", "block", "shift", "allow"])
def test_6_unavailable_at_the_end_whatever_late_precondition_says(kind: str, late: str) -> None:
    reply = assess(in_order(NOTICE, END, happened(kind, "2022-03-15 10:00")), terms(late_precondition=late))
    assert (reply["status"], spell(reply)["starts_on"]) == ("not_liable", None)
    assert "open_care_unavailable" in codes(reply)


@pytest.mark.parametrize("late", ["review", "block", "shift", "allow"])
def test_6_available_again_needs_review(late: str) -> None:
    more = (
        happened("open_care_unclear", "2022-03-08 10:00"),
        happened("open_care_available", "2022-03-08 11:00"),
    )
    assert assess(in_order(NOTICE, END, *more), terms(late_precondition=late))["status"] == "needs_review"


@pytest.mark.parametrize(
    ("available", "status"),
    [("2022-03-07 09:59", "liable"), ("2022-03-07 10:01", "needs_review"), (None, "not_liable")],
)
def test_6_before_the_notice_only_if_still_so_at_the_notice(available: str | None, status: str) -> None:
    more = [happened("open_care_unavailable", "2022-03-05 10:00")]
    if available:
        more.append(happened("open_care_available", available))
    assert assess(in_order(NOTICE, END, *more))["status"] == status


def test_6_unavailable_after_the_end_is_nothing() -> None:
    assert (
        assess(in_order(NOTICE, END, happened("open_care_unavailable", "2022-03-16 10:01")))["status"]
        == "liable"
    )


def test_6_while_the_spell_stands_as_of_is_the_end() -> None:
    more = (
        happened("open_care_unavailable", "2022-03-08 10:00"),
        happened("open_care_available", "2022-03-14 10:00"),
    )
    stay = in_order(NOTICE, None, *more)
    assert assess(stay, as_of="2022-03-09T10:00:00+01:00")["status"] == "not_liable"
    assert assess(stay, as_of="2022-03-14T10:00:00+01:00")["status"] == "needs_review"


@pytest.mark.parametrize(
    ("moved", "status"),
    [
        ("2022-03-07 10:00", "liable"),
        ("2022-03-07 10:01", "needs_review"),
        ("2022-03-16 09:59", "needs_review"),
        ("2022-03-16 10:00", "liable"),
    ],
)
def test_6_a_move_strictly_between_notice_and_end(moved: str, status: str) -> None:
    assert assess(in_order(NOTICE, END, happened("registration_changed", moved)))["status"] == status


def test_6_a_move_needs_review_also_when_it_ended_before_the_start_day() -> None:
    moved = happened("registration_changed", "2022-03-08 10:00")
    assert assess(in_order(NOTICE, "2022-03-08 12:00", moved))["status"] == "needs_review"


@pytest.mark.parametrize(("region", "status"), [("01", "liable"), (None, "liable"), ("03", "needs_review")])
@pytest.mark.parametrize("home", ["0180", "0180-HA"])
def test_6_a_ward_in_another_region(region: str | None, status: str, home: str) -> None:
    reply = assess(in_order(NOTICE, END), care_region=region, registered_in=home)
    assert reply["status"] == status
    assert ("care_outside_region" in codes(reply)) is (status == "needs_review")


def test_6_the_region_is_that_of_the_owing_municipality() -> None:
    events = in_order(NOTICE, END)
    assert assess(events, care_region="03", registered_in="0180", placed_by="0380")["status"] == "liable"


# 7. what the agreement adds

STOCKHOLM = "stockholm-2020"


def without_contact(*events: Json) -> list[Json]:
    return [each for each in events if each["type"] != "care_contact_appointed"]


def test_7_care_contact_by_the_end_and_never_late() -> None:
    at_end = happened("care_contact_appointed", END)
    after = happened("care_contact_appointed", "2022-03-16 10:01")
    stay = without_contact(*in_order(NOTICE, END))
    assert assess([*stay, at_end], STOCKHOLM)["status"] == "liable"
    assert assess([*stay, after], STOCKHOLM)["status"] == "not_liable"
    assert "no_care_contact" in codes(assess(stay, STOCKHOLM))


def test_7_care_contact_is_awaited_while_the_spell_stands() -> None:
    stay = without_contact(*in_order(NOTICE))
    assert assess(stay, STOCKHOLM, as_of="2022-03-20T10:00:00+01:00")["status"] == "running"


@pytest.mark.parametrize(
    ("declined", "status"),
    [("2022-01-05 10:00", "not_liable"), (END, "not_liable"), ("2022-03-16 10:01", "liable")],
)
def test_7_any_declined_support_by_the_end(declined: str, status: str) -> None:
    assert (
        assess(in_order(NOTICE, END, happened("support_declined", declined)), STOCKHOLM)["status"] == status
    )


def test_7_the_statute_asks_for_neither() -> None:
    stay = without_contact(*in_order(NOTICE, END, happened("support_declined", "2022-03-08 10:00")))
    assert assess(stay)["status"] == "liable"


# 8. rates


def test_8_the_rate_is_that_of_each_days_year() -> None:
    reply = assess(in_order("2019-12-28 10:00", "2020-01-02 10:00"))
    assert (reply["days"], reply["amount"]) == (2, 7_800 + 8_200)
    over_unknown = assess(in_order("2020-12-28 10:00", "2021-01-02 10:00"))
    assert (over_unknown["days"], over_unknown["amount"], over_unknown["billable_amount"]) == (2, None, None)
    assert "rate_unknown" in codes(over_unknown)
    known = assess(in_order("2020-12-28 10:00", "2021-01-01 10:00"))
    assert (known["days"], known["amount"]) == (1, 8_200)


def test_8_an_agreed_amount_holds_in_every_year() -> None:
    reply = assess(in_order("2020-12-28 10:00", "2021-01-02 10:00"), terms(amount=5_000))
    assert (reply["amount"], codes(reply).count("rate_unknown")) == (10_000, 0)


def test_8_no_owed_day_costs_nothing_even_where_the_rate_is_unknown() -> None:
    reply = assess(in_order("2021-03-01 10:00", "2021-03-02 10:00"))
    assert (reply["amount"], reply["billable_amount"], reply["billable"]) == (0, 0, False)
    assert "rate_unknown" not in codes(reply)


@pytest.mark.parametrize(
    ("suspended", "billable_amount", "billable"),
    [
        ({"from": "2022-03-10", "to": "2022-03-15"}, 0, False),
        ({"from": "2022-03-11", "to": "2022-03-15"}, 9_300, True),
        ({"from": "2022-03-10", "to": "2022-03-14"}, 9_300, True),
        ({"from": "2022-03-16", "to": None}, 55_800, True),
        ({"from": "2018-01-01", "to": None}, 0, False),
    ],
)
def test_8_days_of_a_suspension_are_computed_and_not_billable(
    suspended: Json, billable_amount: int, billable: bool
) -> None:
    reply = assess(in_order(NOTICE, END), terms(invoicing_suspended=suspended))
    assert (reply["days"], reply["amount"]) == (6, 55_800)
    assert (reply["billable_amount"], reply["billable"]) == (billable_amount, billable)
    assert ("invoicing_suspended" in codes(reply)) is (billable_amount < 55_800)


def test_8_an_unknown_rate_of_a_suspended_day_does_not_hide_the_billable() -> None:
    given = terms(invoicing_suspended={"from": "2021-01-01", "to": "2021-12-31"})
    reply = assess(in_order("2020-12-28 10:00", "2021-01-02 10:00"), given)
    assert (reply["amount"], reply["billable_amount"], reply["billable"]) == (None, 8_200, True)
    other_way = terms(invoicing_suspended={"from": "2020-01-01", "to": "2020-12-31"})
    reply = assess(in_order("2020-12-28 10:00", "2021-01-02 10:00"), other_way)
    assert (reply["amount"], reply["billable_amount"], reply["billable"]) == (None, None, True)


# 9. late preconditions


def late_stay(end: str | None) -> list[Json]:
    """Both late: the admission notice on the 8th at 13:00, the call on the 12th at 09:00."""
    return in_order(
        NOTICE, end, admitted="2022-03-01 08:00", told="2022-03-08 13:00", called="2022-03-12 09:00"
    )


@pytest.mark.parametrize(
    ("late", "status", "days", "starts_on"),
    [
        ("review", "needs_review", 0, None),
        ("block", "not_liable", 0, None),
        ("shift", "liable", 5, "2022-03-15"),
        ("allow", "liable", 10, "2022-03-10"),
    ],
)
def test_9_a_late_precondition(late: str, status: str, days: int, starts_on: str | None) -> None:
    reply = assess(late_stay("2022-03-20 10:00"), terms(late_precondition=late))
    assert (reply["status"], reply["days"], spell(reply)["starts_on"]) == (status, days, starts_on)
    assert spell(reply)["notice_at"] == "2022-03-07T10:00:00+01:00"
    assert ("shifted" in codes(reply)) is (late == "shift")


def test_9_a_shift_uses_the_late_moments_time_of_day() -> None:
    stay = in_order(NOTICE, END, called="2022-03-11 12:00:01")
    assert spell(assess(stay, terms(late_precondition="shift")))["starts_on"] == "2022-03-15"


def test_9_a_late_precondition_before_the_notice_shifts_nothing() -> None:
    stay = in_order(NOTICE, END, admitted="2022-03-01 08:00", told="2022-03-03 13:00")
    reply = assess(stay, terms(late_precondition="shift"))
    assert (spell(reply)["starts_on"], codes(reply).count("shifted")) == ("2022-03-10", 0)


def test_9_the_sip_deadline_keeps_the_real_notice() -> None:
    called = "2022-03-11 09:00"  # four days after the notice, three after the late admission notice
    stay = in_order(
        NOTICE, "2022-03-20 10:00", admitted="2022-03-01 08:00", told="2022-03-08 09:00", called=called
    )
    reply = assess(stay, terms(late_precondition="shift"))
    assert spell(reply)["starts_on"] == "2022-03-14"


def test_9_review_also_when_it_ended_before_the_start_day_and_before_not_yet() -> None:
    stay = {"admitted": "2022-03-01 08:00", "told": "2022-03-03 08:00"}
    assert assess(in_order(NOTICE, "2022-03-08 10:00", **stay))["status"] == "needs_review"
    assert assess(in_order(NOTICE, **stay), as_of="2022-03-08T10:00:00+01:00")["status"] == "needs_review"


@pytest.mark.parametrize("late", ["review", "block", "shift", "allow"])
def test_9_never_met_outranks_review(late: str) -> None:
    stay = in_order(NOTICE, END, admitted="2022-03-01 08:00", told="2022-03-03 08:00", called=None)
    reply = assess(stay, terms(late_precondition=late), care_region="03")
    assert (reply["status"], spell(reply)["starts_on"]) == ("not_liable", None)


def test_9_block_outranks_review() -> None:
    stay = in_order(NOTICE, END, admitted="2022-03-01 08:00", told="2022-03-03 08:00")
    assert assess(stay, terms(late_precondition="block"), care_region="03")["status"] == "not_liable"


# 10. the whole case


def test_10_without_a_spell() -> None:
    events = in_order(None, END)
    assert assess(events)["status"] == "not_liable"
    assert assess(events, care_region="03")["status"] == "needs_review"
    homeless = assess(events, registered_in=None)
    assert (homeless["status"], homeless["owed_by"], homeless["terms"]) == ("needs_review", None, None)
    assert (homeless["days"], homeless["amount"], homeless["spells"]) == (0, 0, [])


@pytest.mark.parametrize("given", ["statute", "stockholm-2020-average"])
def test_10_no_municipality_needs_review_under_any_terms(given: str) -> None:
    reply = assess(in_order(NOTICE, END, called=None), given, registered_in=None)
    assert (reply["status"], reply["owed_by"], reply["terms"]) == ("needs_review", None, None)
    assert (spell(reply)["status"], spell(reply)["ends_on"]) == ("needs_review", "2022-03-16")
    assert "no_municipality" in codes(reply)


def test_10_want_of_a_municipality_comes_before_average() -> None:
    more = (
        happened("registration_changed", "2022-03-20 10:00", registered_in="1480"),
        happened("discharge_ready_sent", "2022-04-01 10:00"),
        happened("discharged", "2022-04-10 10:00"),
    )
    reply = assess(in_order(NOTICE, END, *more), None, registered_in=None)
    assert (reply["status"], reply["owed_by"]) == ("needs_review", [None, "1480"])
    assert reply["terms"] == [None, "vastra-gotaland-2018"]


def test_10_average_gives_the_ready_days_of_every_spell() -> None:
    more = (
        happened("discharge_ready_withdrawn", "2022-03-09 23:00"),
        happened("discharge_ready_sent", "2022-03-11 23:30"),
    )
    reply = assess(in_order(NOTICE, END, *more, called=None), "stockholm-2020-average", care_region="03")
    assert (reply["status"], reply["ready_days"]) == ("average", 2 + 5)
    assert not {"days", "amount", "spells", "billable"} & set(reply)
    standing = assess(in_order(NOTICE), "stockholm-2020-average", as_of="2022-03-08T00:00:00+01:00")
    assert standing["ready_days"] == 1


@pytest.mark.parametrize(
    ("last", "as_of", "status"),
    [
        (None, "2022-04-30", "liable"),  # liable before not_liable
        ("2022-04-01 10:00", "2022-04-03", "liable"),  # liable before not_yet
        ("2022-04-01 10:00", "2022-04-20", "running"),  # running before liable
    ],
)
def test_10_the_status_of_several_spells(last: str | None, as_of: str, status: str) -> None:
    more = [happened("discharge_ready_sent", "2022-03-17 10:00"), happened("transferred", "2022-03-18 10:00")]
    if last:
        more.append(happened("discharge_ready_sent", last))
    assert assess(in_order(NOTICE, END, *more), as_of=f"{as_of}T10:00:00+02:00")["status"] == status


def test_10_review_comes_first_and_adds_nothing() -> None:
    more = (
        happened("discharge_ready_sent", "2022-04-01 10:00"),
        happened("registration_changed", "2022-04-05 10:00", registered_in="0126"),
        happened("discharged", "2022-04-10 10:00"),
    )
    reply = assess(in_order(NOTICE, END, *more))
    assert (reply["status"], reply["days"], reply["amount"]) == ("needs_review", 6, 55_800)
    assert [each["days"] for each in reply["spells"]] == [6, 0]


def test_10_a_move_between_spells_gives_the_second_to_the_new_municipality() -> None:
    more = (
        happened("registration_changed", "2022-03-20 10:00", registered_in="1480"),
        happened("discharge_ready_sent", "2022-04-01 10:00"),
        happened("discharged", "2022-04-10 10:00"),
    )
    reply = assess(in_order(NOTICE, END, *more))
    assert (reply["owed_by"], reply["terms"]) == (["0180", "1480"], "statute")
    chosen = assess(in_order(NOTICE, END, *more), None)
    assert chosen["terms"] == ["stockholm-2020", "vastra-gotaland-2018"]
    assert chosen["status"] == "average"


def test_the_order_of_arrival_does_not_matter() -> None:
    events = late_stay("2022-03-20 10:00")
    assert assess(events[::-1]) == assess(events)


def test_a_day_in_a_leap_year_is_a_day() -> None:
    reply = assess(in_order("2020-02-26 10:00", "2020-03-02 10:00"))
    assert (spell(reply)["starts_on"], reply["days"]) == ("2020-02-29", 2)
