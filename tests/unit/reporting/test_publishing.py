"""What is published together does not give a small number away: a reader who subtracts everything finds none."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.publishing import Piece, PublishedRow, publishable, recovered, settled
from reporting.rules.suppression import Cell, suppress_row

CATEGORIES = ("female", "male", "unknown")
History = list[tuple[Piece, str, str]]
"""Who, in truth: piece, category, patient."""


def who(history: History, pieces: frozenset[Piece], category: str) -> set[str]:
    return {patient for piece, c, patient in history if piece in pieces and c == category}


def cells(history: History, pieces: frozenset[Piece]) -> dict[str, Cell]:
    found = {category: Cell() for category in CATEGORIES}
    for piece, category, patient in history:
        if piece in pieces:
            found[category].add(patient)
    return found


def publish(
    history: History, wanted: Sequence[frozenset[Piece]], *, guarded: bool = True
) -> list[PublishedRow]:
    out: list[PublishedRow] = []
    for pieces in wanted:
        counted = cells(history, pieces)
        row = PublishedRow(pieces, suppress_row(counted))
        if guarded:
            shown = publishable(row, out, counted, lambda p, c: who(history, p, c))
            row = PublishedRow(pieces, shown)
        out.append(row)
    return out


def months(part: str, first: int, last: int) -> frozenset[Piece]:
    return frozenset((part, f"2021-{month:02}") for month in range(first, last + 1))


def people(piece: Piece, **counts: int) -> History:
    return [(piece, c, f"{piece}{c}{n}") for c, count in counts.items() for n in range(count)]


def test_a_year_less_eleven_months_does_not_give_the_twelfth() -> None:
    history: History = []
    for month in range(1, 13):
        small = 2 if month == 12 else 9
        history += people(("A", f"2021-{month:02}"), female=small, male=8, unknown=6)
    wanted = [months("A", month, month) for month in range(1, 13)] + [months("A", 1, 12)]
    open_rows = publish(history, wanted, guarded=False)
    assert (months("A", 12, 12), "female") in recovered(open_rows, lambda p, c: who(history, p, c))
    rows = publish(history, wanted)
    assert recovered(rows, lambda p, c: who(history, p, c)) == []
    assert rows[0].shown == {"female": 9, "male": 8, "unknown": 6}, "what was safe is shown"
    assert rows[-1].shown["female"] is None


def test_a_span_that_ends_a_month_earlier_does_not_give_the_month() -> None:
    """Nothing of the month alone was published: it is the difference of two spans."""
    history = [
        *people(("A", "2021-01"), female=9, male=9),
        *people(("A", "2021-02"), female=9, male=9),
        *people(("A", "2021-03"), female=2, male=9),
    ]
    wanted = [months("A", 1, 2), months("A", 1, 3)]
    assert recovered(publish(history, wanted, guarded=False), lambda p, c: who(history, p, c))
    assert recovered(publish(history, wanted), lambda p, c: who(history, p, c)) == []


def test_a_municipality_less_its_districts_does_not_give_one_of_them() -> None:
    history = [
        *people(("A", "2021-01"), female=9, male=9),
        *people(("B", "2021-01"), female=1, male=9),
    ]
    wanted = [months("A", 1, 1), months("A", 1, 1) | months("B", 1, 1)]
    assert recovered(publish(history, wanted, guarded=False), lambda p, c: who(history, p, c))
    assert recovered(publish(history, wanted), lambda p, c: who(history, p, c)) == []


def test_what_another_report_shows_as_nothing_is_nothing_in_each_of_its_months() -> None:
    """Nobody of unknown sex in the year: then a month's hidden 0 is known, and its neighbour by the total."""
    assert settled([{(0, "a"): 1, (0, "b"): 1}, {(0, "b"): 1}])({(0, "a"): 1})
    assert not settled([{(0, "a"): 1, (0, "b"): 1}])({(0, "a"): 1})


def exact(known: list[dict[tuple[int, str], int]], target: dict[tuple[int, str], int]) -> bool:
    """The slow way: whether the rank grows, in fractions."""

    def rank(rows: list[dict[tuple[int, str], int]]) -> int:
        names = sorted({name for row in rows for name in row})
        table = [[Fraction(row.get(name, 0)) for name in names] for row in rows]
        done = 0
        for column in range(len(names)):
            pivot = next((r for r in range(done, len(table)) if table[r][column]), None)
            if pivot is None:
                continue
            table[done], table[pivot] = table[pivot], table[done]
            for r in range(done + 1, len(table)):
                factor = table[r][column] / table[done][column]
                table[r] = [a - factor * b for a, b in zip(table[r], table[done], strict=True)]
            done += 1
        return done

    return rank([*known, target]) == rank(known)


terms = st.dictionaries(
    st.tuples(st.integers(0, 2), st.sampled_from(["a", "b"])), st.just(1), min_size=1, max_size=4
)


@given(st.lists(terms, max_size=6), terms)
@settings(max_examples=150)
def test_what_is_settled_agrees_with_fractions(
    known: list[dict[tuple[int, str], int]], target: dict[tuple[int, str], int]
) -> None:
    assert settled(known)(target) == exact(known, target)


def spans(count: int) -> Iterator[frozenset[Piece]]:
    for first in range(1, count + 1):
        for last in range(first, count + 1):
            for parts in (("A",), ("B",), ("A", "B")):
                yield frozenset().union(*(months(part, first, last) for part in parts))


def known_of(rows: Sequence[PublishedRow], number: dict[Piece, int]) -> list[dict[tuple[int, str], int]]:
    """What a reader writes down: each figure by the months that it is the sum of, and all totals."""
    known: list[dict[tuple[int, str], int]] = []
    for row in rows:
        known.append({(number[p], c): 1 for p in row.pieces for c in CATEGORIES})
        for c, value in row.shown.items():
            if value == 0:
                known += [{(number[p], c): 1} for p in row.pieces]
            elif value is not None:
                known.append({(number[p], c): 1 for p in row.pieces})
    return known


def attack(rows: Sequence[PublishedRow], history: History) -> set[tuple[frozenset[Piece], str]]:
    """The small numbers that the rank of a table finds: cells, and differences of any two reports."""
    number = {piece: place for place, piece in enumerate(sorted({p for row in rows for p in row.pieces}))}
    known = known_of(rows, number)
    rank = rank_of(known)
    asked = {row.pieces for row in rows}
    asked |= {b.pieces - a.pieces for a, b in permutations(rows, 2) if a.pieces < b.pieces}
    return {
        (pieces, c)
        for pieces in asked
        for c in CATEGORIES
        if 0 < len(who(history, pieces, c)) < 5
        and rank_of([*known, {(number[p], c): 1 for p in pieces}]) == rank
    }


def rank_of(rows: Sequence[dict[tuple[int, str], int]], prime: int = 1_000_003) -> int:
    """The rank, by elimination over a whole table modulo a prime."""
    names = sorted({name for row in rows for name in row})
    table, done = [[row.get(name, 0) for name in names] for row in rows], 0
    for column in range(len(names)):
        pivot = next((r for r in range(done, len(table)) if table[r][column]), None)
        if pivot is None:
            continue
        table[done], table[pivot] = table[pivot], table[done]
        inverse = pow(table[done][column], -1, prime)
        for r in range(done + 1, len(table)):
            if table[r][column]:
                factor = table[r][column] * inverse % prime
                table[r] = [(x - factor * y) % prime for x, y in zip(table[r], table[done], strict=True)]
        done += 1
    return done


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_nobody_is_found_by_subtraction_from_everything_published(seed: int) -> None:
    """Random histories, reports of overlapping spans and parts in any order.

    Left is only what the totals say by themselves, which are shown always: not one cell of a new report adds to it.
    """
    chance = random.Random(seed)
    history: History = []
    for part in "AB":
        for month in range(1, 5):
            counts = {c: chance.choice((0, 1, 3, 6, 9)) for c in CATEGORIES}
            history += people((part, f"2021-{month:02}"), **counts)
    rows = publish(history, chance.sample(list(spans(4)), 5))
    for count, row in enumerate(rows):
        for category, value in row.shown.items():
            assert value is None or not 0 < len(who(history, row.pieces, category)) < 5
        dumb = PublishedRow(row.pieces, dict.fromkeys(CATEGORIES))
        before = attack([*rows[:count], dumb], history)
        assert attack(rows[: count + 1], history) <= before, row


def test_the_attack_does_find_what_is_not_guarded() -> None:
    history = [*people(("A", "2021-01"), female=9, male=9), *people(("A", "2021-02"), female=2, male=9)]
    rows = publish(history, [months("A", 1, 1), months("A", 1, 2)], guarded=False)
    assert attack(rows, history) == {(months("A", 2, 2), "female")}
