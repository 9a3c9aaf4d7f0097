import pytest
from django.core.cache import cache
from django.db import transaction

from core import versions

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_marks_the_units_it_concerns_and_no_others():
    cache.clear()
    versions.bump([1, 2])
    one, two, three = (versions.current(unit) for unit in (1, 2, 3))
    assert one
    assert three == ""
    versions.bump([1])
    assert versions.current(1) != one
    assert versions.current(2) == two


def test_a_change_that_is_rolled_back_marks_nothing():
    def bump_and_fail():
        with transaction.atomic():
            versions.bump([4])
            raise ZeroDivisionError

    before = versions.current(4)
    with pytest.raises(ZeroDivisionError):
        bump_and_fail()
    assert versions.current(4) == before


def test_a_wiped_cache_is_no_news_and_never_repeats_a_mark():
    versions.bump([5])
    seen = versions.current(5)
    cache.clear()
    assert versions.current(5) == ""
    versions.bump([5])
    assert versions.current(5) not in ("", seen)


def test_a_lost_cache_is_no_error(valkeys):
    _, store = valkeys
    store.stop()
    try:
        versions.bump([6])
        assert versions.current(6) == ""
    finally:
        store.start()
