"""Each task after discharge is classed, followed up, and told to those who act on it (T33)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import (
    HOME,
    NIGHT,
    OFFICE,
    PARTIES,
    REHAB,
    START,
    VC,
    WARD,
    chain,
    fact,
    hour,
)
from transitions.rules.care_tasks import (
    CareClass,
    CareTask,
    Helper,
    Judgement,
    Profession,
    care_tasks,
    faults,
    may_class,
    review_tasks,
    settled,
)
from transitions.rules.chain import Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.safety_receipt import Doer, doer
from transitions.rules.task_values import TaskKind

TODAY = START.date()
EVERYBODY = (WARD, OFFICE, VC, HOME, NIGHT, REHAB)
GOOD = Judgement(
    CareTask.INSULIN, CareClass.ALONE, "Anna Test", Profession.NURSE, VC, TODAY, if_not="Ring vårdcentralen."
)


def codes(judged: Judgement, today: date = TODAY) -> set[str]:
    return {code for code, _ in faults(settled(judged), PARTIES, today)}


def word(at: float, task: str = "a", *, by: int = WARD, ended: bool = False, **more: object) -> Fact:
    data = {**GOOD.stored(), "task": task, **({"ended": True} if ended else {}), **more}
    return fact(ItemKind.CARE_TASK_CLASSED, at, by=by, to=(VC,), **data)


def test_a_whole_judgement_stands_and_every_lack_has_its_word() -> None:
    assert codes(GOOD) == set()
    assert codes(replace(GOOD, what=CareTask.OTHER)) == {"no_name"}
    assert codes(replace(GOOD, assessed_by="")) == {"no_assessor"}
    assert codes(replace(GOOD, if_not="")) == {"no_if_not"}
    assert codes(replace(GOOD, reviewer=HOME)) == {"no_reviewer"}, "home care does not follow care up"
    assert codes(replace(GOOD, reviewer=99)) == {"no_reviewer"}
    assert codes(replace(GOOD, review_on=TODAY - timedelta(days=1))) == {"review_past"}


def test_only_licensed_professions_can_be_named() -> None:
    """Lag 2022:1250, 4 §: a legitimation, or an appointment to act as one who has it."""
    with pytest.raises(ValueError, match="assistant_nurse"):
        Profession("assistant_nurse")
    assert Profession.APPOINTED in Profession


def _slow(kind: CareClass, helper: Helper | None, performer: int | None) -> set[str]:
    """What is missing, case by case, as the act and the routine put it."""
    if kind is CareClass.ALONE:
        return set()
    if kind is CareClass.HELPED:
        if helper is None:
            return {"no_helper"}
        if helper is Helper.HOME_CARE:
            return set() if performer in (HOME, NIGHT) else {"no_performer"}
        return set()
    if kind is CareClass.DELEGATED:
        return {"no_performer"} if performer in (None, OFFICE, 99) else set()
    return set() if performer in (WARD, VC, REHAB) else {"no_performer"}


@given(
    st.sampled_from(list(CareClass)),
    st.sampled_from([None, *Helper]),
    st.sampled_from([None, WARD, OFFICE, VC, HOME, NIGHT, REHAB, 99]),
)
def test_who_has_to_be_named_follows_from_the_class(
    kind: CareClass, helper: Helper | None, performer: int | None
) -> None:
    judged = replace(GOOD, care_class=kind, helper=helper, performer=performer)
    assert codes(judged) == _slow(kind, helper, performer)
    kept = settled(judged)
    assert kept == settled(kept)
    if kind is CareClass.ALONE:
        assert (kept.helper, kept.performer) == (None, None), "nobody else's name stays"


def test_the_latest_word_holds_and_an_ended_task_is_followed_up_by_nobody() -> None:
    found = chain(word(1), word(2, "b"), word(3, reviewer=REHAB), parties=EVERYBODY)
    first, second = care_tasks(found)
    assert (first.task, first.fact.at, len(first.former)) == ("a", hour(3), 1)
    assert first.units() == {REHAB}
    assert [(one.unit_id, one.kind) for one in review_tasks(found)] == [
        (REHAB, TaskKind.REVIEW_CARE_TASK),
        (VC, TaskKind.REVIEW_CARE_TASK),
    ]
    assert second.fact.id in {one.item_id for one in review_tasks(found)}
    over = chain(*found.facts, word(4, "b", ended=True), parties=EVERYBODY)
    assert [one.unit_id for one in review_tasks(over)] == [REHAB]


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2026-03-29", "2026-03-28T23:00+00:00", "2026-03-29T22:00+00:00"),
        ("2026-10-25", "2026-10-24T22:00+00:00", "2026-10-25T23:00+00:00"),
        ("2026-12-31", "2026-12-30T23:00+00:00", "2026-12-31T23:00+00:00"),
    ],
)
def test_the_day_is_a_swedish_day(day: str, begins: str, ends: str) -> None:
    """The day on which the clocks change has 23 or 25 hours."""
    (task,) = review_tasks(chain(word(1, review_on=day)))
    assert task.shows_from == datetime.fromisoformat(begins)
    assert task.due_at == datetime.fromisoformat(ends)


def test_after_death_nothing_is_classed_or_followed_up() -> None:
    dead = chain(word(1), fact(ItemKind.DIED, 5))
    assert may_class(dead).code == "patient_deceased"
    assert list(review_tasks(dead)) == []
    assert may_class(chain(fact(ItemKind.DISCHARGED, 5, to=()))).allowed


def test_a_reviewer_who_is_not_on_the_case_leaves_it_with_the_one_who_judged() -> None:
    (task,) = review_tasks(chain(word(1, by=WARD, reviewer=REHAB)))
    assert task.unit_id == WARD


def test_the_person_is_told_who_does_it() -> None:
    helpers = {str(helper): Doer(str(helper)) for helper in Helper}
    for helper, at_home in product(helpers, (True, False)):
        assert doer("helped", helper, at_home=at_home) is helpers[helper]
    assert doer("alone", "", at_home=False) is Doer.ALONE
    assert doer("delegated", "", at_home=True) is Doer.HOME_CARE
    assert doer("delegated", "", at_home=False) is Doer.STAFF
    assert doer("licensed", "", at_home=False) is Doer.STAFF
