"""A limit is exact when fifty ask at once, whichever of the two counters counts; and no counter is no."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from core import limits
from core.limits import Count, Limit
from core.models import LimitCount
from tests.concurrency.together import together

pytestmark = pytest.mark.django_db(transaction=True)

CALLS = 50
FIVE = Limit("test", times=5, seconds=60)


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Redis is tried anew in each test, and a test's dead server is forgotten after it."""
    monkeypatch.setattr(limits._Rest, "until", 0.0)
    yield
    limits._Client.url = ""


@pytest.fixture
def redis_away(settings: Settings) -> None:
    """An address at which nobody listens."""
    settings.REDIS_URL = "unix:///nowhere/redis.sock"


def allowed(found: list[Count]) -> int:
    return sum(count.allowed for count in found)


def test_exactly_the_limit_of_fifty_in_redis() -> None:
    for run in range(20):
        assert allowed(together(CALLS, lambda run=run: limits.hit(FIVE, f"redis {run}"))) == FIVE.times
    assert not LimitCount.objects.exists()


def test_exactly_the_limit_of_fifty_in_the_database(redis_away: None) -> None:
    for run in range(3):
        assert allowed(together(CALLS, lambda run=run: limits.hit(FIVE, f"table {run}"))) == FIVE.times
    assert LimitCount.objects.count() == 3


def test_control_look_then_write_lets_more_through(redis_away: None) -> None:
    """The same threads with a count that is read and then written: the tests above can fail."""

    def look_then_write() -> Count:
        row, _ = LimitCount.objects.get_or_create(
            name="control", key_hash="x", defaults={"count": 0, "ends_at": limits.clock.machine_now()}
        )
        seen = row.count
        LimitCount.objects.filter(pk=row.pk).update(count=seen + 1)
        return Count(seen < FIVE.times, seen, 1)

    assert allowed(together(CALLS, look_then_write)) > FIVE.times


def test_nobody_is_counted_for_another() -> None:
    for _ in range(6):
        last = limits.hit(FIVE, "anna|10.0.0.1")
    assert not last.allowed
    assert 0 < last.retry_after <= FIVE.seconds
    assert limits.hit(FIVE, "anna|10.0.0.2").allowed
    assert limits.hit(FIVE, "berit|10.0.0.1").allowed
    limits.forget(FIVE, "anna|10.0.0.1")
    assert limits.hit(FIVE, "anna|10.0.0.1") == Count(True, 1, FIVE.seconds)


def test_a_dead_redis_costs_one_attempt(redis_away: None, caplog: pytest.LogCaptureFixture) -> None:
    first = limits.hit(FIVE, "key")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = limits.hit(FIVE, "key")
    assert (first.count, second.count) == (1, 2)
    assert sum("core_limitcount" in query["sql"] for query in asked.captured_queries) == 1
    assert limits._client() is None


def test_a_period_that_has_passed_begins_anew_in_the_table(redis_away: None) -> None:
    for _ in range(6):
        limits.hit(FIVE, "key")
    row = LimitCount.objects.get()
    row.ends_at = limits.clock.machine_now()
    row.save()
    assert limits.hit(FIVE, "key").count == 1


def test_without_either_counter_the_answer_is_no(redis_away: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(limits.transaction, "atomic", broken)
    assert limits.hit(FIVE, "key").allowed is False


def test_neither_counter_stores_who_was_counted(redis_away: None) -> None:
    limits.hit(FIVE, "anna|10.0.0.1")
    row = LimitCount.objects.get()
    assert "anna" not in row.key_hash
    assert len(row.key_hash) == 64
