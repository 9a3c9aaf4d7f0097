"""The statistics of SIP agree with the report, and with a slow reading of the same events line by line."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from statistics import median
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.dates import local_date
from reporting.rules.definitions_sip import GROUPS, MONTH_CODES, SIP_BY_CODE
from reporting.rules.facts import Facts
from reporting.rules.followup import FollowUp
from reporting.rules.periods import parse_period
from reporting.rules.rounding import one_decimal
from reporting.rules.sip_statistics import (
    HOW,
    OUTCOMES,
    REASONS,
    SPLIT_CODES,
    GoalFact,
    MeetingFact,
    SipFacts,
    SipStatistics,
    statistics,
)

from .chain import NOW, discharged, event, notice, stay, world
from .scenario import owes_nothing

AUGUST = parse_period("2021-08")


NOTHING_MORE = SipFacts()


def counted(chain: Facts, facts: SipFacts = NOTHING_MORE, *, unsuppressed: bool = True) -> SipStatistics:
    follow_up = FollowUp(chain, "0180-HA", NOW, owes_nothing)
    return statistics(
        follow_up.selection(AUGUST),
        [follow_up.selection(parse_period("2021-07")), follow_up.selection(AUGUST)],
        facts,
        organisations=chain.organisations,
        units=chain.units,
        unsuppressed=unsuppressed,
    )


def case(name: str, *events: dict[str, Any]) -> list[dict[str, Any]]:
    return stay(
        name,
        f"P{name}",
        "2021-08-02 08:00",
        notice("2021-08-02 09:00"),
        *events,
        discharged("2021-08-20 12:00"),
    )


def called(moment: str, caller: str = "care_contact", sip: str = "S") -> dict[str, Any]:
    return event("sip_called", moment, sip=sip, caller=caller)


def held(moment: str, how: str = "room", *attended: str, sip: str = "S") -> dict[str, Any]:
    data = {"sip": sip, "attended": list(attended), "patient_took_part": how, "relative_took_part": False}
    return event("sip_held", moment, **data)


def declined(moment: str, reason: str) -> dict[str, Any]:
    return event("sip_not_required", moment, reason=reason)


def test_every_figure_of_the_page_is_defined() -> None:
    shown = {code for _, codes in GROUPS for code in codes} | set(MONTH_CODES) | set(SPLIT_CODES)
    assert shown == set(SIP_BY_CODE)


def test_a_decision_counts_only_while_nobody_has_called_and_the_last_one_counts() -> None:
    decided = declined("2021-08-10 09:00", "no_consent")
    chain = world(
        case("A", decided, declined("2021-08-11 09:00", "single_principal")),
        case("B", decided, called("2021-08-12 09:00")),
        case("C"),
        case("D", called("2021-09-02 09:00"), declined("2021-08-30 09:00", "no_consent")),
    )
    found = counted(chain)
    assert found.declined == {"no_consent": 1, "single_principal": 1, "open_compulsory_care": 0}
    assert (found.totals["sip_declined"], found.totals["sip_neither"]) == (2, 1)


def test_days_are_counted_from_the_first_call_to_the_day_they_met_and_not_to_when_it_was_written_down() -> (
    None
):
    at = datetime.fromisoformat
    facts = SipFacts(
        meetings=[
            MeetingFact("A", "S", at("2021-08-03T23:30:00+02:00"), at("2021-08-04T00:30:00+02:00")),
            MeetingFact("B", "S", at("2021-08-03T09:00:00+02:00"), at("2021-08-13T09:00:00+02:00")),
        ]
    )
    chain = world(case("A", held("2021-08-15 09:00")), case("B", held("2021-08-15 09:00")))
    assert counted(chain, facts).totals["sip_days_to_meeting"] == 5.5


def test_one_patient_is_never_told_apart_and_the_whole_is() -> None:
    meetings = [case(f"R{n}", held("2021-08-10 09:00", "room", "HTJ")) for n in range(6)]
    chain = world(*meetings, case("V", held("2021-08-10 09:00", "video")))
    hidden, whole = counted(chain, unsuppressed=False), counted(chain)
    assert whole.how == {"room": 6, "video": 1, "phone": 0, "proxy": 0}
    assert hidden.how["video"] is None
    assert hidden.how["room"] is None, "it would follow from the sum"
    assert hidden.totals == whole.totals


def test_a_goal_counts_once_as_it_stood_last_in_the_period() -> None:
    at = datetime.fromisoformat
    goals = [
        GoalFact("A", 1, at("2021-08-10T09:00:00+02:00"), "partly"),
        GoalFact("A", 1, at("2021-08-20T09:00:00+02:00"), "reached"),
        GoalFact("A", 1, at("2021-09-01T00:00:00+02:00"), "not_reached"),
        GoalFact("A", 2, at("2021-08-10T09:00:00+02:00"), "no_longer"),
        GoalFact("else", 3, at("2021-08-10T09:00:00+02:00"), "reached"),
    ]
    found = counted(world(case("A")), SipFacts(goals=goals))
    assert (found.totals["sip_goals"], found.totals["sip_goals_reached"]) == (2, 1)
    assert found.goals == {"reached": 1, "partly": 0, "not_reached": 0, "no_longer": 1}


MOMENTS = st.sampled_from(
    [
        "2021-07-31 23:59",
        "2021-08-01 00:00",
        "2021-08-05 12:00",
        "2021-08-19 09:00",
        "2021-08-31 23:59",
        "2021-09-01 00:00",
    ]
)
EVENTS = st.one_of(
    st.builds(called, MOMENTS, st.sampled_from(["care_contact", "municipality", "hospital"]), st.just("S1")),
    st.builds(
        lambda moment, how, units: held(moment, how, *units, sip="S1"),
        MOMENTS,
        st.sampled_from([*HOW, "no"]),
        st.lists(st.sampled_from(["HTJ", "VC", "BIST"]), unique=True),
    ),
    st.builds(declined, MOMENTS, st.sampled_from(REASONS)),
)


def reference(cases: Sequence[Sequence[dict[str, Any]]], facts: SipFacts) -> dict[str, Any]:
    """The same figures, one event at a time. Every case is Hägersten's and was discharged in August."""
    last = datetime.fromisoformat("2021-09-01T00:00:00+02:00")
    first = datetime.fromisoformat("2021-08-01T00:00:00+02:00")
    found: dict[str, Any] = defaultdict(int)
    days = []
    for number, events in enumerate(cases):
        in_order = sorted(events, key=lambda one: datetime.fromisoformat(one["at"]))
        callers, reason = set(), None
        for one in in_order:
            at = datetime.fromisoformat(one["at"])
            if one["type"] == "sip_called" and at < last:
                callers.add(one["caller"])
            if one["type"] == "sip_not_required" and at < last:
                reason = one["reason"]
            if one["type"] == "sip_held" and first <= at < last:
                found["sip_held_without_patient"] += one["patient_took_part"] == "no"
                found["sip_held_with_home_care"] += "HTJ" in one["attended"]
                days += [
                    (local_date(m.held_at) - local_date(m.called_at)).days
                    for m in facts.meetings
                    if m.episode == f"E{number}"
                ]
        found["sip_calls_by_care_contact"] += "care_contact" in callers
        found["sip_calls_by_hospital"] += "hospital" in callers
        found["sip_declined"] += not callers and reason is not None
        found["sip_neither"] += not callers and reason is None
    found["sip_days_to_meeting"] = one_decimal(Fraction(median(days))) if days else None
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(EVENTS, max_size=4), min_size=1, max_size=7), st.integers(0, 9))
def test_agrees_with_the_slow_reference_and_with_the_report(
    cases: list[list[dict[str, Any]]], days: int
) -> None:
    at = datetime.fromisoformat
    met = [
        MeetingFact(
            f"E{n}", "S1", at(f"2021-08-0{days or 1}T12:00:00+02:00"), at("2021-08-15T12:00:00+02:00")
        )
        for n in range(len(cases))
    ]
    facts = SipFacts(meetings=met)
    chain = world(*(case(f"E{n}", *events) for n, events in enumerate(cases)))
    found = counted(chain, facts)
    wanted = reference(cases, facts)
    assert {code: found.totals[code] for code in wanted} == dict(wanted)
    measures = FollowUp(chain, "0180-HA", NOW, owes_nothing).measures(AUGUST)
    for code in SPLIT_CODES:  # one municipality: its row is the whole
        assert found.splits["by_municipality"]["0180-HA"][code] == measures[code]
    assert (
        measures["episodes_with_sip_call"] + found.totals["sip_declined"] + found.totals["sip_neither"]
        == measures["episodes"]
    )
    assert (
        measures["sip_held"] == measures["sip_held_with_patient"] + found.totals["sip_held_without_patient"]
    )
    assert sum(found.how.values()) == measures["sip_held_with_patient"]
    assert set(found.goals) == set(OUTCOMES)


def test_a_split_hides_the_small_unit_and_its_neighbour() -> None:
    many = [case(f"M{n}", called("2021-08-05 09:00")) for n in range(6)]
    one = stay(
        "X",
        "PX",
        "2021-08-02 08:00",
        notice("2021-08-02 09:00", "BIST", "VC-2"),
        called("2021-08-05 09:00"),
        discharged("2021-08-20 12:00"),
    )
    chain = world(*many, one)
    split = counted(chain, unsuppressed=False).splits["by_unit"]
    assert {code: row["episodes"] for code, row in split.items()} == {"VC": None, "VC-2": None}
