"""Auditors' questions: what is data, and when the figures say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.agreements import AgreementKind
from reporting.rules.asked import Asked, RegisterCount, Says, answer, answers
from reporting.rules.definitions import BY_CODE
from reporting.rules.facts import CAUSES
from reporting.selectors.asked import recommendations, shortcomings, wording

WHOLES = {code: one.part_of for code, one in BY_CODE.items()}


def question(
    *measures: str, registers: tuple[str, ...] = (), goals: bool = False, causes: tuple[str, ...] = ()
) -> Asked:
    return Asked("x", "X", "Y?", "Z", measures, registers, goals, causes, ())


def says(asked: Asked, **known: object) -> Says:
    values: dict[str, object] = {"measures": {}, "causes": {}, "register": None, "goals": 0} | known
    return answer(
        asked,
        values["measures"],
        WHOLES,
        values["causes"],
        values["register"],
        values["goals"],  # type: ignore[arg-type]
    ).says


def test_the_questions_are_made_of_what_is_counted() -> None:
    assert len(recommendations()) == 7
    found = [*recommendations(), *shortcomings()]
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert set(one.measures) <= set(BY_CODE)
        assert set(one.causes) <= set(CAUSES)
        assert set(one.registers) <= {str(kind) for kind in AgreementKind}
        assert one.measures or one.registers or one.causes or one.unknown, one.code
        assert one.source
    assert "egna ord" in wording()


def test_the_first_and_the_third_recommendation_ask_the_register_of_agreements() -> None:
    """Requirement A12."""
    asked = {one.code: one for one in recommendations()}
    assert asked["r1"].registers
    assert asked["r3"].registers


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ({"episodes": 0, "episodes_with_sip_call": 0}, Says.NO),
        ({"episodes": 1, "episodes_with_sip_call": 0}, Says.YES),
        ({}, Says.NO),
    ],
)
def test_nothing_of_nothing_says_nothing_and_none_of_one_does(
    measures: dict[str, int], expected: Says
) -> None:
    assert says(question("episodes_with_sip_call"), measures=measures) is expected


def test_a_part_that_is_not_known_makes_the_answer_partial() -> None:
    asked = question("deviations_reported", "deviation_answer_median_days")
    assert (
        says(asked, measures={"deviations_reported": 0, "deviation_answer_median_days": None}) is Says.PARTLY
    )
    assert says(question(registers=("routine",))) is Says.NO
    assert says(question(registers=("routine",)), register=RegisterCount(0, 0, 0)) is Says.YES
    assert says(question(causes=("aids",)), causes={"aids": None}) is Says.NO
    assert says(question(causes=("aids",)), causes={"aids": 0}) is Says.YES
    assert says(question(goals=True), goals=1) is Says.YES
    assert says(question()) is Says.NO


@given(st.dictionaries(st.sampled_from(sorted(BY_CODE)), st.none() | st.integers(0, 9)))
def test_each_measure_is_told_or_said_to_be_missing(measures: dict[str, int | None]) -> None:
    for one in answers([*recommendations(), *shortcomings()], measures, WHOLES, {}, {}, 0):
        assert sorted((*one.told, *one.missing)) == sorted(one.asked.measures)
        assert all(measures[code] is not None for code in one.told)


def test_registers_of_several_kinds_are_told_together() -> None:
    found = answers(
        [question(registers=("routine", "agreement"))],
        {},
        WHOLES,
        {},
        {"routine": RegisterCount(1, 1, 0), "agreement": RegisterCount(2, 0, 1)},
        0,
    )
    assert found[0].register == RegisterCount(3, 1, 1)
