"""Swedish dates, times, numbers and identities, as Myndigheternas skrivregler has them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from core import formats

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # 10.00 in Sweden


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(seconds=30), "under 1 min kvar"),
        (timedelta(minutes=35), "35 min kvar"),
        (timedelta(hours=1), "1 tim kvar"),
        (timedelta(hours=1, minutes=20), "1 tim 20 min kvar"),
        (timedelta(hours=2, minutes=59), "2 tim kvar"),
        (timedelta(hours=24), "1 dygn kvar"),
        (timedelta(hours=27), "1 dygn 3 tim kvar"),
        (timedelta(days=2, hours=23), "2 dygn 23 tim kvar"),
        (timedelta(days=3, hours=5), "3 dygn kvar"),
        (timedelta(0), "under 1 min över tiden"),
        (timedelta(hours=-2), "2 tim över tiden"),
        (timedelta(days=-1, hours=-1), "1 dygn 1 tim över tiden"),
    ],
)
def test_countdown(left, text):
    assert plain(formats.countdown_text(NOW + left, NOW)) == text


def test_the_year_is_written_when_it_is_another():
    assert plain(formats.day_text(date(2026, 11, 21), NOW)) == "21 nov"
    assert plain(formats.day_text(date(2025, 3, 1), NOW)) == "1 mars 2025"


def test_a_moment_is_shown_on_a_swedish_clock():
    assert plain(formats.moment_text(datetime(2026, 11, 21, 12, 0, tzinfo=UTC), NOW)) == "21 nov kl. 13.00"
    assert plain(formats.moment_text(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), NOW)) == "2 juli kl. 00.30"
    assert plain(formats.moment_text(date(2026, 11, 21), NOW)) == "21 nov"
    assert formats.clock_text(time(9, 5)) == "09.05"


def test_new_years_eve_in_utc_is_next_year_in_sweden():
    assert plain(formats.day_text(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), NOW)) == "1 jan 2027"


@pytest.mark.parametrize(
    ("days", "text"),
    [(-1, "i går"), (0, "i dag"), (1, "i morgon"), (2, "måndag 23 nov"), (-2, "torsdag 19 nov")],
)
def test_days_near_now_have_names(days, text):
    assert plain(formats.relative_day_text(NOW + timedelta(days=days), NOW)) == text


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        formats.moment_text(datetime(2026, 11, 21, 12, 0), NOW)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("193506079818", "19 350607-9818"),
        ("19350607-9818", "19 350607-9818"),
        ("193506679818", "19 350667-9818"),
        ("99RS24000017", "99RS24000017"),
        ("", ""),
    ],
)
def test_personal_numbers_have_a_hyphen_and_other_identities_stay(value, text):
    assert plain(formats.personal_number_text(value)) == text


@pytest.mark.parametrize(
    ("value", "href"),
    [
        ("08-123 450 00", "tel:+46812345000"),
        ("+46 8 123 450 00", "tel:+46812345000"),
        ("0046812345000", "tel:+46812345000"),
        ("1177", "tel:1177"),
    ],
)
def test_phone_numbers_can_be_called(value, href):
    assert formats.phone_href(value) == href


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1.7, 1, "1,7"),
        (Decimal("2.25"), 1, "2,3"),
        (1234, None, "1234"),
        (12345, None, "12 345"),
        (1234567.891, 2, "1 234 567,89"),
        (-3, None, "−3"),
        (0.05, 1, "0,1"),
        (None, 1, "–"),
    ],
)
def test_numbers(value, decimals, text):
    assert plain(formats.number_text(value, decimals)) == text


def test_shares_money_and_counts():
    assert formats.percent_text(0.94) == "94\u00a0%"
    assert formats.percent_text(Decimal("0.9375"), 1) == "93,8\u00a0%"
    assert plain(formats.money_text(12345)) == "12 345 kr"
    assert [formats.count_word(count) for count in (1, 2, 12, 13)] == ["en", "två", "tolv", "13"]


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Kallelse till SIP", "kallelse till SIP"),
        ("SIP", "SIP"),
        ("LSS-handläggare", "LSS-handläggare"),
        ("Åtgärd", "åtgärd"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence_keeps_its_names_and_short_forms(label, inside):
    assert formats.in_sentence(label) == inside
