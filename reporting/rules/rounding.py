"""Numbers as the contract prints them: rounded half up from the exact value."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction


def _rounded(value: Fraction, digits: int) -> Decimal:
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        result = Decimal(whole).scaleb(-digits)
    return -result if value < 0 and whole else result


def one_decimal(value: Fraction | None) -> float | None:
    """A JSON number with one decimal."""
    return None if value is None else float(_rounded(value, 1))


def two_decimals(value: Fraction | None) -> str | None:
    """A string with exactly two decimals and a point."""
    return None if value is None else f"{_rounded(value, 2):.2f}"


def ratio(numerator: int, denominator: int) -> Fraction | None:
    """The exact quotient; None when nothing is in the denominator."""
    return Fraction(numerator, denominator) if denominator else None


def percent(numerator: int, denominator: int) -> float | None:
    """The share in percent with one decimal; None when nothing is in the denominator."""
    return one_decimal(ratio(100 * numerator, denominator))


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, the mean of the middle two for an even number; None when there is none."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
