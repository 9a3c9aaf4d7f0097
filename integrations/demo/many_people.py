"""People for a region of any size: names of the county's registers, numbers that are nobody's."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import connection
from stdnum import luhn

from core import clock
from core.sorting import swedish_sort_key
from integrations.demo.people import GROUPS

OLDEST, YOUNGEST = 102, 25
STRIDE: Final = 7_919
"""A prime: neighbours in the order of making are far from each other in age."""
FEMALE, MALE = 0, 1


def many_people(rng: random.Random, number: int, *, original: int) -> Iterator[str]:
    """Number, name, sorting key and sex as a row has them, never the same number twice.

    `number` is that of the first copy to be made; keys below `original` are the original's.
    """
    names = [_names(group, rng) for group in (FEMALE, MALE)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT personal_number FROM transitions_patient WHERE id < %s", [original])
        taken = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) FILTER (WHERE sex = 'female'), count(*) FILTER (WHERE sex = 'male') "
            "FROM transitions_patient WHERE id >= %s",
            [original],
        )
        made = list(cursor.fetchone())
    series = [numbers(sex, made[sex], taken) for sex in (FEMALE, MALE)]
    rng.seed(rng.random() + number)
    while True:
        sex = FEMALE if rng.random() < 0.56 else MALE
        name, key = names[sex][int(rng.random() * len(names[sex]))]
        yield f"{next(series[sex])}\t{name}\t{key}\t{('female', 'male')[sex]}"


def _names(sex: int, rng: random.Random) -> list[tuple[str, str]]:
    """Some thousands of names with their sorting keys, as often as their groups."""
    found = []
    for weight, *first, last in GROUPS:
        for _ in range(weight * 60):
            name = f"{rng.choice(first[sex].split())} {rng.choice(last.split())}"
            found.append((name, swedish_sort_key(name)))
    return found


def numbers(sex: int, made: int, taken: set[str]) -> Iterator[str]:
    """Test numbers (birth numbers 980 to 999) of every day and, when there are no more, reserve numbers.

    `made`: how many of this sex have got one already. One that was in the original is passed by.
    """
    today = clock.today()
    days = (OLDEST - YOUNGEST) * 365
    last = today - timedelta(days=YOUNGEST * 366)
    whole = days * 10
    step = made
    for passed in sorted(_slots(taken, sex, last, whole)):
        step += passed <= step
    while True:
        round_, slot = divmod(step, whole)
        day, tenth = divmod(slot * STRIDE % whole, 10)
        step += 1
        found = _personal_number(last - timedelta(days=day), 980 + 2 * tenth + sex, round_)
        if found not in taken:
            yield found


def _slots(taken: set[str], sex: int, last: date, whole: int) -> Iterator[int]:
    """Where in the first round the numbers stand that are passed by."""
    back = pow(STRIDE, -1, whole)
    for one in taken:
        dated = one[8:].isdigit() and int(one[6:8]) <= 31  # neither a reserve nor a coordination number
        if dated and int(one[8:11]) >= 980 and int(one[10]) % 2 == sex:
            place = (last - date.fromisoformat(one[:8])).days * 10 + (int(one[8:11]) - 980) // 2
            if 0 <= place < whole:
                yield place * back % whole


def _personal_number(born: date, birth_number: int, round_: int) -> str:
    if round_:
        # A reserve number has a letter in place of the first figure of the birth number.
        letter, tens = divmod(round_ - 1, 10)
        return f"{born:%Y%m%d}{chr(ord('A') + letter)}{tens}{birth_number % 100:02d}"
    digits = f"{born:%y%m%d}{birth_number}"
    return f"{born.year // 100}{digits}{luhn.calc_check_digit(digits)}"
