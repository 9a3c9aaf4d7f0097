"""Near the end of life: the flag, the doctor round the clock, a death after the discharge (T31)."""

import pytest

from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, START, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain, Fact
from transitions.rules.end_of_life import (
    days_to_death,
    died_within,
    doctor_tasks,
    lacks_doctor,
    may_tell_death,
    standing,
)
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.task_values import TaskKind
from transitions.rules.tasks import tasks

LIMITS = Limits()
EVERYBODY = (WARD, OFFICE, VC, HOME, NIGHT)


def flag(at: float, **data: object) -> Fact:
    return fact(ItemKind.END_OF_LIFE_STATED, at, to=(HOME, NIGHT), **data)


def on(*facts: Fact) -> Chain:
    return chain(notice(), *facts, parties=EVERYBODY)


HOME_AT_50 = fact(ItemKind.DISCHARGED, 50)
NAMED = {"doctor": "Jourläkaren", "doctor_phone": "08-1"}


def died(at: float, on_day: str) -> Fact:
    return fact(ItemKind.DIED_AT_HOME, at, by=NIGHT, on=on_day)


def test_the_latest_word_holds_until_it_is_taken_back() -> None:
    assert standing(on()) is None
    assert standing(on(flag(8), flag(9, **NAMED))) == flag(9, **NAMED)
    assert standing(on(flag(8), flag(9, ended=True))) is None


@pytest.mark.parametrize("data", [{}, {"doctor": "Jouren"}, {"doctor_phone": "08-1"}])
def test_a_doctor_is_a_name_with_a_number(data: dict[str, str]) -> None:
    assert lacks_doctor(on(flag(8, **data)))
    assert not lacks_doctor(on(flag(8, **data), flag(9, **NAMED)))
    assert not lacks_doctor(on())


def test_the_ward_names_the_doctor_and_then_open_care() -> None:
    before = list(doctor_tasks(on(flag(8)), LIMITS))
    assert [(one.unit_id, one.kind, one.due_at) for one in before] == [(WARD, TaskKind.NAME_DOCTOR, hour(12))]
    assert [one.unit_id for one in doctor_tasks(on(flag(8), HOME_AT_50), LIMITS)] == [VC]
    alone = chain(flag(8), HOME_AT_50, parties=(WARD, HOME))
    assert [one.unit_id for one in doctor_tasks(alone, LIMITS)] == [WARD], "somebody always has it"
    assert list(doctor_tasks(on(flag(8, **NAMED)), LIMITS)) == []


def test_a_death_after_the_discharge_is_told_once_and_ends_the_work() -> None:
    assert may_tell_death(on()).code == "not_home_yet"
    home = on(flag(8), HOME_AT_50)
    assert may_tell_death(home).allowed
    dead = on(flag(8), HOME_AT_50, died(60, "2026-03-04"))
    assert may_tell_death(dead).code == "patient_deceased"
    kinds = {one.kind for one in tasks(dead, LIMITS)}
    assert kinds == {TaskKind.ACKNOWLEDGE}, "what was sent is still read"
    assert TaskKind.NAME_DOCTOR in {one.kind for one in tasks(home, LIMITS)}


@pytest.mark.parametrize(
    ("day", "days", "within"),
    [("2026-03-04", 0, True), ("2026-03-11", 7, True), ("2026-03-12", 8, False)],
)
def test_the_days_from_discharge_to_death_are_counted(day: str, days: int, within: bool) -> None:
    assert START.date().isoformat() == "2026-03-02"
    found = on(HOME_AT_50, died(400, day))
    assert days_to_death(found) == days
    assert died_within(found) is within
    assert days_to_death(on(HOME_AT_50)) is None
    assert not died_within(on(HOME_AT_50))
