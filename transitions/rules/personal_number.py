"""Personal numbers: personnummer, samordningsnummer (day + 60) and a region's reserve number.

The check digit is the Luhn sum over the ten digits; python-stdnum does it outside the rules. Here is what the
parts mean, since sex and age are read from them.
"""

from datetime import date


def birth_date(number: str) -> date | None:
    """Date of birth of a twelve-character number; a coordination number's day minus 60; None when it has none."""
    if not number[:8].isdigit():
        return None
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    try:
        return date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return None


ADULT_AGE = 18
"""Years (föräldrabalken 9 kap. 1 §)."""


def is_child(number: str, day: date) -> bool:
    """Whether the person is under 18 on a day; one whose number holds no date of birth is not taken for a child."""
    age = age_on(number, day)
    return age is not None and age < ADULT_AGE


def age_on(number: str, day: date) -> int | None:
    """Whole years on a day, or None when the number holds no date of birth."""
    born = birth_date(number)
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
