"""Finding identity numbers in running text: addresses that are refused, log lines that are cleaned.

Personnummer and samordningsnummer (day + 60) have ten or twelve digits with a date and a Luhn check digit; a region's
reserve number has a letter among its last four and a date. Only what is right in all its parts counts, so that ids,
dates and telephone numbers pass.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from stdnum import luhn

MASK: Final = "[identitet]"

_DASHES: Final = "\u2010-\u2015\u2212"
# Digits of these are no number of a person's: a UUID, and a moment with its fractions and offset.
_PASSED_OVER: Final = re.compile(
    r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+ ]\d\d:?\d\d)?"
)
_DIGITS: Final = re.compile(
    rf"(?<![0-9])(?:(?P<century>1[89]|20)[ ]?)?(?P<date>[0-9]{{6}})[-+ {_DASHES}]{{0,3}}(?P<last>[0-9]{{4}})(?![0-9])"
)
_RESERVE: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?P<century>1[89]|20)[ ]?)?(?P<date>[0-9]{{6}})[-+ {_DASHES}]{{0,3}}"
    r"(?P<last>(?=[0-9]{0,2}[A-Za-z])[0-9A-Za-z]{4})(?![0-9A-Za-z])"
)


def holds_number(text: str) -> bool:
    """Whether the text holds an identity number, in whatever way its digits are written."""
    return next(_found(_readable(text)), None) is not None


def masked(text: str) -> str:
    """The text with each identity number replaced by a mark; the text itself when it holds none."""
    readable = _readable(text)
    spans = list(_found(readable))
    for start, end in reversed(spans):
        readable = readable[:start] + MASK + readable[end:]
    return readable if spans else text


def _readable(text: str) -> str:
    # Full-width digits and other scripts' digits are digits to whoever reads the log.
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(sign, sign)) for sign in plain)


def _found(text: str) -> Iterator[tuple[int, int]]:
    passed = [found.span() for found in _PASSED_OVER.finditer(text)]
    for pattern in (_DIGITS, _RESERVE):
        for found in pattern.finditer(text):
            inside = any(start <= found.start() and found.end() <= end for start, end in passed)
            if not inside and _is_right(found["century"], found["date"], found["last"]):
                yield found.span()


def _is_right(century: str | None, digits: str, last: str) -> bool:
    centuries = [century] if century else ["19", "20"]
    if not any(
        _is_date(int(f"{first}{digits[:2]}"), int(digits[2:4]), int(digits[4:])) for first in centuries
    ):
        return False
    return not last.isdigit() or bool(luhn.is_valid(digits + last))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True
