"""Each step of a month by several people at once: one is taken, and the others are told what changed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import services
from liability.models import Statement, StatementRow, StatementStep, Terms, TermsScope
from liability.rules.statement_life import Answer
from liability.services import drafts
from tests.concurrency.together import together
from tests.liability.statement_support import Month, march
from tests.liability.support import administrator

pytestmark = pytest.mark.django_db(transaction=True)

DISPUTED = {"number": 1, "reason": "days", "text": "Fel dag"}


def _proposed(month: Month) -> None:
    month.does(services.propose, month.controller)


def _disputed(month: Month) -> None:
    _proposed(month)
    month.does(services.dispute, month.manager, **DISPUTED)


def _answered(month: Month) -> None:
    _disputed(month)
    month.does(services.answer, month.controller, number=1, outcome=Answer.UPHELD, text="Raden stämmer")


def _agreed(month: Month) -> None:
    _proposed(month)
    month.does(services.agree, month.manager)
    month.does(services.agree, month.controller)


def _nothing(month: Month) -> None:
    pass


STEPS: dict[str, tuple[Callable[[Month], None], Callable[..., object], str, dict[str, Any]]] = {
    "propose": (_nothing, services.propose, "controller", {}),
    "take_back": (_proposed, services.take_back, "controller", {"text": "Fel månad"}),
    "dispute": (_proposed, services.dispute, "manager", DISPUTED),
    "answer": (
        _disputed,
        services.answer,
        "controller",
        {"number": 1, "outcome": "upheld", "text": "Raden stämmer"},
    ),
    "accept": (_answered, services.accept, "manager", {"number": 1}),
    "agree": (_proposed, services.agree, "manager", {}),
    "lock": (_agreed, services.lock_month, "controller", {}),
}


def race(month: Month, threads: int, name: str) -> None:
    """So many people with the same page: one step is taken, the others hear of it."""
    prepare, service, who, content = STEPS[name]
    prepare(month)
    found, acting = month.statement, getattr(month, who)
    lost: list[Conflict] = []
    if "outcome" in content:
        content = {**content, "outcome": Answer(content["outcome"])}

    def act() -> bool:
        try:
            service(acting=acting, public_id=found.public_id, version=found.version, **content)
        except Conflict as conflict:
            lost.append(conflict)
            return False
        return True

    assert sum(together(threads, act)) == 1
    assert {each.code for each in lost} == {"stale"}
    assert all(each.current == {"since": found.version, "version": found.version + 1} for each in lost)
    assert len(lost) == threads - 1
    assert month.statement.version == found.version + 1
    assert StatementStep.objects.filter(statement=found, kind=name).count() == 1


@pytest.fixture
def month() -> Month:
    return march()


def test_of_four_who_take_the_same_step_one_does(month: Month) -> None:
    """Every step, on one month that each time is put back where it began."""
    for name in STEPS:
        race(month, 4, name)
        _reset(month)


@pytest.mark.long
@pytest.mark.parametrize("name", STEPS)
def test_of_ten_who_take_the_same_step_one_does_twenty_times(month: Month, name: str) -> None:
    for _ in range(20):
        race(month, 10, name)
        _reset(month)


def _reset(month: Month) -> None:
    """The month as the region has not proposed it: by the rows, not by a step."""
    StatementStep.objects.all().delete()
    StatementRow.objects.update(state="open", adjusted_days=None, answer_by=None)
    Statement.objects.update(
        state="preliminary",
        proposed_at=None,
        dispute_by=None,
        agreed_region_at=None,
        agreed_municipality_at=None,
        locked_at=None,
        checksum="",
    )


def test_a_dispute_and_an_agreement_at_once_never_both_stand(month: Month) -> None:
    """Two people of the same municipality: one disputes a row while the other agrees to the month."""
    _proposed(month)
    found = month.statement
    acts = iter(
        [
            lambda: services.dispute(acting=month.manager, **_of(found), **DISPUTED),
            lambda: services.agree(acting=month.manager, **_of(found)),
        ]
    )

    def act() -> bool:
        chosen = next(acts)
        try:
            chosen()
        except Conflict:
            return False
        return True

    assert sum(together(2, act)) == 1
    row, statement = month.row, month.statement
    assert (row.state == "disputed") is (statement.agreed_municipality_at is None)


def _of(found: Statement) -> dict[str, Any]:
    return {"public_id": found.public_id, "version": found.version}


def test_a_statement_is_not_worked_out_under_the_feet_of_a_proposal(month: Month) -> None:
    """The nightly pass and the proposal at once: what was proposed is what the rows then say."""
    found = month.statement
    acts = iter(
        [lambda: services.propose(acting=month.controller, **_of(found)), services.refresh_statements]
    )

    def act() -> None:
        chosen = next(acts)
        chosen()

    together(2, act)
    statement = month.statement
    assert statement.state == "proposed"
    assert statement.days == sum(row.days for row in statement.rows.all())


def test_of_two_who_make_drafts_valid_for_the_same_time_one_does(month: Month) -> None:
    acting: Acting = administrator(month.told.region)
    agreement = Terms.objects.get().agreement_id
    Terms.objects.update(valid_to=date(2026, 1, 1))
    TermsScope.objects.update(valid_to=date(2026, 1, 1))
    begins = date(2026, 1, 2) + timedelta(days=400)
    rows = [
        drafts.add_draft(
            acting=acting,
            agreement_id=agreement,
            terms={"code": f"ny-{number}", "valid_from": begins.isoformat(), "source": "x"},
        )
        for number in range(2)
    ]
    for row in rows:
        drafts.compare_draft(acting=acting, public_id=row.public_id)
    waiting = iter(rows)

    def act() -> str:
        row = next(waiting)
        try:
            drafts.make_valid(acting=acting, public_id=row.public_id)
        except Invalid as refused:
            return refused.code
        return ""

    assert sorted(together(2, act)) == ["", "overlap"]
    assert Terms.objects.filter(valid_from=begins).count() == 1
