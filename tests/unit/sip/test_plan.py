"""What a plan has to show, who has confirmed, whom a change asks again, who reads whose part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from sip.rules.calls import calls_to, kind_of
from sip.rules.kinds import PlanKind
from sip.rules.plan import STATUTORY, Gap, PartFact, PlanFact, asked_again, gaps, may_hold, reads, unconfirmed

WHOLE = PlanFact(
    goals={1: True, 2: False},
    parts=(PartFact(10, (1, None), confirmed=True), PartFact(11, (2,), confirmed=True), PartFact(12)),
    overall=True,
    follow_up=True,
    if_worse=True,
)


def test_a_whole_plan_that_all_have_confirmed_holds() -> None:
    assert gaps(WHOLE) == ()
    assert unconfirmed(WHOLE.parts) == ()
    assert may_hold(WHOLE).allowed


def test_an_empty_plan_lacks_all_that_it_can_lack() -> None:
    empty = PlanFact(goals={}, parts=())
    assert set(gaps(empty)) == set(Gap) - {Gap.GOAL_WITHOUT_ACTION, Gap.NO_NEED, Gap.NO_PHYSICIAN}
    assert set(gaps(empty)[:2]) == STATUTORY[PlanKind.SIP]
    assert not empty.begun
    assert may_hold(empty).code == "plan_not_whole"
    assert may_hold(empty, reason="Planen skrivs i kommunens system.").allowed
    assert not may_hold(empty, reason="  ").allowed


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"overall": False}, Gap.NO_OVERALL),
        ({"follow_up": False}, Gap.NO_FOLLOW_UP),
        ({"if_worse": False}, Gap.NO_IF_WORSE),
        ({"goals": {1: False, 2: False}}, Gap.NO_OWN_GOAL),
        ({"goals": {1: True, 2: False, 3: True}}, Gap.GOAL_WITHOUT_ACTION),
        ({"parts": (PartFact(10), PartFact(11))}, Gap.NO_ACTION),
    ],
)
def test_each_gap_is_seen_by_itself(change: dict[str, object], gap: Gap) -> None:
    fields = {name: getattr(WHOLE, name) for name in ("goals", "parts", "overall", "follow_up", "if_worse")}
    found = gaps(PlanFact(**{**fields, **change}))
    assert gap in found
    assert set(found) <= {gap, Gap.GOAL_WITHOUT_ACTION}


def test_a_samordnad_vardplan_asks_for_what_its_own_law_does_and_not_for_what_a_sip_has() -> None:
    empty = PlanFact(goals={}, parts=(), kind=PlanKind.CARE_PLAN)
    assert set(gaps(empty)[:3]) == STATUTORY[PlanKind.CARE_PLAN]
    assert set(gaps(empty)) == STATUTORY[PlanKind.CARE_PLAN] | {Gap.NO_FOLLOW_UP, Gap.NO_IF_WORSE}
    whole = replace(
        empty,
        parts=(PartFact(10, (None,), confirmed=True, need=True), PartFact(11, (None,), confirmed=True)),
        physician=True,
        follow_up=True,
        if_worse=True,
    )
    assert may_hold(whole).allowed
    assert may_hold(replace(whole, kind=PlanKind.SIP)).code == "plan_not_whole"


@pytest.mark.parametrize("unit", UnitKind)
def test_the_psychiatry_alone_calls_to_a_samordnad_vardplan(unit: UnitKind) -> None:
    kind = kind_of(open_compulsory_care=True)
    assert calls_to(kind, unit) is (unit in (UnitKind.WARD, UnitKind.OPEN_PSYCHIATRY))
    assert calls_to(kind_of(open_compulsory_care=False), unit)


def test_a_unit_that_answers_for_something_confirms_and_one_without_does_not() -> None:
    parts = (PartFact(10, (1,)), PartFact(11, (), confirmed=False), PartFact(12, (None,), confirmed=True))
    assert unconfirmed(parts) == (10,)


goals = st.sampled_from([None, 1, 2, 3])
part_facts = st.lists(
    st.builds(
        PartFact,
        unit=st.integers(10, 16),
        serves=st.lists(goals, max_size=4).map(tuple),
        confirmed=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda part: part.unit,
)


@given(
    part_facts,
    st.booleans(),
    st.sets(st.sampled_from([1, 2, 3])),
    st.one_of(st.none(), st.integers(10, 16)),
)
def test_whom_a_change_asks_again_equals_the_slow_reference(
    parts: list[PartFact], common: bool, changed: set[int], own: int | None
) -> None:
    expected = set()
    for part in parts:
        if not part.confirmed:
            continue
        rests = False
        for goal in part.serves:
            if goal is not None and goal in changed:
                rests = True
        if common and len(part.serves) > 0:
            rests = True
        if own is not None and own == part.unit:
            rests = True
        if rests:
            expected.add(part.unit)
    assert asked_again(parts, common=common, goals=changed, own=own) == expected


@given(part_facts, st.sets(st.sampled_from([1, 2, 3])))
def test_a_larger_change_never_asks_fewer(parts: list[PartFact], changed: set[int]) -> None:
    less = asked_again(parts, goals=changed)
    assert less <= asked_again(parts, goals=changed | {3})
    assert less <= asked_again(parts, common=True, goals=changed)
    assert asked_again(parts) == frozenset()


@given(st.integers(1, 4), st.integers(1, 4), st.sets(st.integers(1, 4)))
def test_a_part_is_read_by_its_writer_and_by_those_whom_the_consent_covers_with_it(
    writer: int, reader: int, covered: set[int]
) -> None:
    assert reads(writer, reader, covered) == (writer == reader or {writer, reader} <= covered)
