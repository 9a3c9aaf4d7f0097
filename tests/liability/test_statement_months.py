"""Months of their own: days over the turn of a month, what is not billable, a mean."""

from datetime import date
from decimal import Decimal

import pytest

from liability import services
from liability.models import StatementRow
from liability.rules.terms import Basis, LongStay, MeanPopulation, Terms
from tests.liability.statement_support import APRIL, IN_APRIL, MARCH, march, set_terms
from tests.liability.support import at, stay

pytestmark = pytest.mark.django_db


def test_days_belong_to_the_month_they_lie_in() -> None:
    told = stay().all_in_time()
    set_terms(told)
    told.ready("2022-03-28 10:00").discharged("2022-04-03 10:00")
    services.assess_episode(episode_id=told.id, as_of=at("2022-04-20 10:00"))
    services.refresh_statements(now=at("2022-04-20 10:00"))
    days = {
        row.statement.month: (row.first_day, row.last_day, row.days) for row in StatementRow.objects.all()
    }
    assert days == {
        MARCH: (date(2022, 3, 31), date(2022, 3, 31), 1),
        APRIL: (date(2022, 4, 1), date(2022, 4, 2), 2),
    }


def test_what_is_not_billable_says_why() -> None:
    told = stay()
    set_terms(told)
    told.ready().discharged()
    services.assess_episode(episode_id=told.id, as_of=IN_APRIL)
    services.refresh_statements(now=IN_APRIL)
    row = StatementRow.objects.get()
    assert (row.outcome, row.days, row.held_days) == ("blocked", 0, 6)
    assert "sip_not_called" in [reason["code"] for reason in row.reasons]


def test_the_mean_of_a_month() -> None:
    terms = Terms(
        "prov",
        valid_from=date(2018, 1, 1),
        basis=Basis.AVERAGE,
        mean_level=Decimal("3.0"),
        mean_population=MeanPopulation.ALL,
        individual_after_days=7,
        long_stay_in_mean=LongStay.CAPPED,
    )
    month = march(terms)
    found, row = month.statement, month.row
    assert (row.outcome, row.ready_days) == ("mean", 9)
    # 9 days capped at 7: 7 − 3 × 1 = 4, and two days beyond the limit.
    assert (found.mean["patients"], found.mean["sum_days"], found.mean["days"]) == (1, 7, "6")
    assert found.amount == 6 * 9_300
    month.locked()
    month.told.happens("discharge_ready_withdrawn", "2022-03-11 10:00")
    services.assess_episode(episode_id=month.told.id)
    services.refresh_statements(now=IN_APRIL)
    correction = StatementRow.objects.get(kind="correction")
    assert (correction.ready_days, correction.amount) == (4, (1 - 6) * 9_300)
