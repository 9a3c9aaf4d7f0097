import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured

from core import clock


def machine_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.CLOCK_OFFSET_FILE = tmp_path / "clock" / "offset"


def test_now_is_utc_and_not_moved_without_a_file():
    before = machine_now()
    assert before <= clock.now() <= machine_now()
    assert clock.now().tzinfo is UTC


def test_offset_is_read_again_when_another_process_changes_the_file(settings):
    clock.set_offset(timedelta(days=2))
    assert timedelta(days=2) <= clock.now() - machine_now() + timedelta(seconds=1)
    settings.CLOCK_OFFSET_FILE.write_text("-3600")
    assert clock.offset() == timedelta(hours=-1)


def test_production_neither_reads_nor_moves_the_clock(settings):
    clock.set_offset(timedelta(days=30))
    settings.CLOCK_MAY_MOVE = False
    assert clock.now() - machine_now() < timedelta(seconds=5)
    with pytest.raises(ImproperlyConfigured):
        clock.set_offset(timedelta(0))


def test_moved_to_goes_back_after_the_block():
    with clock.moved_to(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        assert clock.now().date() == date(2026, 10, 25)
    assert clock.offset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_local_date_is_the_swedish_day_in_summer_and_winter(moment, day):
    assert clock.local_date(moment) == day


def test_the_hour_that_comes_twice_is_told_apart():
    first = clock.local(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = clock.local(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert (first.hour, second.hour) == (2, 2)
    assert first.utcoffset() - second.utcoffset() == timedelta(hours=1)
    assert first.tzinfo == ZoneInfo("Europe/Stockholm")


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        clock.local_date(datetime(2026, 1, 1, 12, 0))
