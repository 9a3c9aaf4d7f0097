"""Half up from the exact value."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.rounding import median, one_decimal, percent, ratio, two_decimals


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 8, 12.5),
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 16, 6.3),
        (1, 80, 1.3),
        (0, 7, 0.0),
        (7, 7, 100.0),
        (1, 2000, 0.1),
    ],
)
def test_percent(part: int, whole: int, shown: float) -> None:
    assert percent(part, whole) == shown
    assert isinstance(percent(part, whole), float)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(22, 7, "3.14"), (1, 8, "0.13"), (5, 200, "0.03"), (201, 200, "1.01"), (6, 3, "2.00"), (0, 3, "0.00")],
)
def test_means_have_two_decimals(part: int, whole: int, shown: str) -> None:
    assert two_decimals(ratio(part, whole)) == shown


def test_nothing_in_the_denominator_is_null() -> None:
    assert percent(0, 0) is None
    assert two_decimals(ratio(0, 0)) is None
    assert one_decimal(median([])) is None


@pytest.mark.parametrize(
    ("values", "middle"), [([3], 3), ([1, 2], Fraction(3, 2)), ([9, 1, 5], 5), ([4, 1, 3, 2], Fraction(5, 2))]
)
def test_median(values: list[int], middle: Fraction) -> None:
    assert median(map(Fraction, values)) == middle


def test_a_negative_half_goes_away_from_zero_and_zero_has_no_sign() -> None:
    assert one_decimal(Fraction(-1, 4)) == -0.3
    assert str(one_decimal(Fraction(-1, 100))) == "0.0"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_never_further_than_half_a_step(part: int, whole: int) -> None:
    shown = Fraction(two_decimals(ratio(part, whole)) or "")
    assert Fraction(-1, 200) < shown - Fraction(part, whole) <= Fraction(1, 200)
