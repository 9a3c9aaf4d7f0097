"""Who stands in for whom, and telephone numbers as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.absences import Away, stands_in
from actors.rules.phones import PhoneUnreadable, mobile_number

DAY = date(2026, 11, 22)


def away(**line: int | None) -> dict[int, Away]:
    """`a1=2`: 1 is away and 2 takes over."""
    return {int(key[1:]): Away(int(key[1:]), other, DAY) for key, other in line.items()}


def test_the_first_in_the_line_who_is_there() -> None:
    assert stands_in({}, 1) == 1
    assert stands_in(away(a1=2), 1) == 2
    assert stands_in(away(a1=2, a2=3), 1) == 3
    assert stands_in(away(a1=None), 1) is None
    assert stands_in(away(a1=2, a2=None), 1) is None


def test_two_who_stand_in_for_each_other_help_nobody() -> None:
    assert stands_in(away(a1=2, a2=1), 1) is None


@given(st.dictionaries(st.integers(1, 6), st.none() | st.integers(1, 6)), st.integers(1, 6))
def test_whoever_stands_in_is_there(line: dict[int, int | None], asked: int) -> None:
    gone = {each: Away(each, other, DAY) for each, other in line.items()}
    found = stands_in(gone, asked)
    assert found is None or found not in gone


@pytest.mark.parametrize(
    "text", ["070-123 45 67", "0701234567", "+46 70 123 45 67", "0046701234567", "+46 (0)70-123 45 67"]
)
def test_a_mobile_number(text: str) -> None:
    assert mobile_number(text) == "+46701234567"


def test_a_number_of_another_country() -> None:
    assert mobile_number("+47 912 34 567") == "+4791234567"


@pytest.mark.parametrize(
    "text", ["", "08-123 456 78", "070", "0701234567890123", "sju noll", "+46 8 123 456 78"]
)
def test_what_no_text_message_reaches(text: str) -> None:
    with pytest.raises(PhoneUnreadable):
        mobile_number(text)
