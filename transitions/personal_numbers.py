"""Reading a personal number as people type it: check digit by python-stdnum, twelve characters out."""

import re
from datetime import date

from stdnum import luhn

from transitions.rules.personal_number import birth_date

_TYPED = re.compile(r"^(?P<century>\d\d)?(?P<date>\d{6})(?P<sign>[-+ ]?)(?P<last>[0-9A-Z]{4})$")


class BadPersonalNumber(ValueError):
    """The number cannot be right. `code` is `shape`, `date` or `check_digit`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """What to do, in Swedish."""
        return {
            "shape": "Ange personnumret med tio eller tolv siffror, till exempel 19380204-9811.",
            "date": "Födelsedatumet i personnumret finns inte. Kontrollera siffrorna.",
            "check_digit": "Kontrollsiffran i personnumret stämmer inte. Kontrollera siffrorna.",
        }[self.code]


def parse(text: str, *, today: date) -> str:
    """Twelve characters from a typed personnummer, samordningsnummer or reserve number.

    A reserve number has a letter among its last four and no national check digit: only its shape and date are
    checked. Ten digits get the century that makes the person under 100, or over with `+`. Raises
    BadPersonalNumber.
    """
    found = _TYPED.match(text.strip().upper().replace("\u2013", "-").replace(" ", ""))
    if found is None:
        raise BadPersonalNumber("shape")
    digits, last = found["date"], found["last"]
    century = found["century"] or _century(digits, found["sign"], today)
    number = f"{century}{digits}{last}"
    born = birth_date(number)
    if born is None or born > today:
        raise BadPersonalNumber("date")
    if last.isdigit():
        if not luhn.is_valid(digits + last):
            raise BadPersonalNumber("check_digit")
    elif last[-1].isalpha() and last[:-1].isdigit():
        raise BadPersonalNumber("shape")
    return number


def _century(digits: str, sign: str, today: date) -> str:
    year = int(digits[:2])
    full = today.year - today.year % 100 + year
    if full > today.year or (full == today.year and digits[2:] > f"{today:%m%d}"):
        full -= 100
    if sign == "+":
        full -= 100
    return str(full // 100)


def formatted(number: str) -> str:
    """The number as it is shown: `19 350607-9281`."""
    return f"{number[:2]} {number[2:8]}-{number[8:]}" if len(number) == 12 else number
