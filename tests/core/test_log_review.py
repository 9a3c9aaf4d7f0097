"""Samples that can be drawn again, verdicts that stand, flags for units that nobody follows up (LAW-4)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import access_log, clock, log_review
from core.log_review import NotReviewable
from core.models import AuditRow, LogVerdict
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db
REVIEWER = Somebody(user_id=9, user_name="Granska Test")


def look(patients: range, **who: object) -> None:
    access_log.record_look(Somebody(**who), patient_ids=patients, action="case.list", ground="addressed")


def draw(unit: int = 3) -> log_review.Sample:
    now = clock.now()
    return log_review.draw(
        REVIEWER,
        unit_id=unit,
        unit_name="Avdelning 21",
        organisation_id=1,
        since=now - timedelta(days=30),
        until=now,
    )


def test_the_same_seed_draws_the_same_rows_whatever_has_been_logged_since() -> None:
    look(range(1, 200))
    drawn = draw()
    look(range(200, 300))
    look(range(1, 50), unit_id=4)
    assert (len(drawn.rows), drawn.population) == (20, 199)
    assert log_review.redrawn(drawn) == list(drawn.rows)
    assert {found.unit_id for found, _ in log_review.chosen(drawn)} == {3}


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=60), st.text(min_size=1), st.integers(1, 30))
def test_a_sample_is_part_of_what_there_is_without_repeats(ids: list[int], seed: str, size: int) -> None:
    picked = log_review.pick(ids, seed, size)
    assert len(picked) == len(set(picked)) == min(size, len(ids))
    assert set(picked) <= set(ids)
    assert picked == log_review.pick(ids, seed, size)


def test_a_unit_that_nobody_looked_at_anybody_in_has_nothing_to_review() -> None:
    with pytest.raises(NotReviewable, match="nothing_to_review"):
        draw()


def test_verdicts_are_kept_and_the_latest_counts() -> None:
    look(range(1, 4))
    drawn = draw()
    first = drawn.rows[0]
    log_review.judge(REVIEWER, drawn, {first: ("ask", "Fanns i personalens familj?")})
    log_review.judge(REVIEWER, drawn, {first: ("justified", "")})
    verdicts = {found.id: verdict for found, verdict in log_review.chosen(drawn)}
    assert verdicts[first] is not None
    assert verdicts[first].finding == "justified"
    assert LogVerdict.objects.count() == 2
    assert AuditRow.objects.filter(action="log.judged").count() == 2


def test_nobody_judges_a_look_of_their_own_nor_one_outside_the_sample() -> None:
    look(range(1, 3), user_id=9)
    drawn = draw()
    with pytest.raises(NotReviewable, match="own_look"):
        log_review.judge(REVIEWER, drawn, {drawn.rows[0]: ("justified", "")})
    with pytest.raises(NotReviewable, match="not_in_sample"):
        log_review.judge(REVIEWER, drawn, {10**9: ("justified", "")})
    assert not LogVerdict.objects.exists()


def test_a_unit_is_flagged_until_a_whole_sample_has_been_reviewed_and_again_after_thirty_days() -> None:
    look(range(1, 4))
    assert log_review.standings([3, 4], now=clock.now())[3].flagged
    assert not log_review.standings([3, 4], now=clock.now())[4].flagged
    drawn = draw()
    log_review.judge(REVIEWER, drawn, dict.fromkeys(drawn.rows[:2], ("justified", "")))
    assert log_review.standings([3], now=clock.now())[3].flagged
    log_review.judge(REVIEWER, drawn, {drawn.rows[2]: ("justified", "")})
    assert not log_review.standings([3], now=clock.now())[3].flagged
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert not log_review.standings([3], now=clock.now())[3].flagged
        look(range(1, 2))
        assert log_review.standings([3], now=clock.now())[3].flagged


def test_a_patients_looks_are_all_of_hers_and_nobody_elses() -> None:
    look(range(1, 400))
    look(range(5, 6), user_name="Annan Test", organisation_id=2)
    now = clock.now()
    found = log_review.looks_at(5, since=now - timedelta(days=1), until=now + timedelta(days=1))
    assert [(one.patient_id, one.user_name) for one in found] == [(5, "Annan Test"), (5, "Eva Prov")]
