"""Small numbers over everything that is published: reports that overlap in time, and a municipality and its districts.

One report keeps the contract's rule by itself. A reader of several can subtract: a year less its first eleven months is
the twelfth. So a report that is published is laid beside those that are out already. Every shown figure is a linear
equation in what is not known (how much of a category each piece of time and organisation holds), and what the equations
settle is computed exactly. A figure of 1 to 4 patients that they would settle has cells of the new report hidden until
they do not (requirement U7; contracts/report.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.rules.suppression import SMALLEST_SHOWN, Cell

Piece = tuple[str, str]
"""A part of an organisation (its id) and a month (`2021-08`)."""

Equation = Mapping[tuple[int, str], int]
"""What is added up to a known figure: (block, category) → how often."""

PRIME = (1 << 61) - 1
"""Equations are solved modulo a large prime: exact for sums of whole numbers, and quick."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One measure over one breakdown of a report: the pieces that it covers, and each cell as it went out."""

    pieces: frozenset[Piece]
    shown: Mapping[str, int | None]


Patients = Callable[[frozenset[Piece], str], set[str] | None]
"""Pieces and a category → the patients who contribute there; None when it is not known."""


def blocks_of(rows: Iterable[PublishedRow]) -> list[frozenset[Piece]]:
    """The smallest parts that the rows together can tell apart: pieces that the same rows cover."""
    covering: dict[Piece, list[int]] = {}
    for place, row in enumerate(rows):
        for piece in row.pieces:
            covering.setdefault(piece, []).append(place)
    blocks: dict[tuple[int, ...], set[Piece]] = {}
    for piece, places in covering.items():
        blocks.setdefault(tuple(places), set()).add(piece)
    return [frozenset(blocks[key]) for key in sorted(blocks)]


def equations(rows: Sequence[PublishedRow], blocks: Sequence[frozenset[Piece]]) -> list[Equation]:
    """All that a reader of the rows knows. The totals of each block are known too: process totals are shown."""
    categories = sorted({category for row in rows for category in row.shown})
    known: list[Equation] = [{(place, c): 1 for c in categories} for place in range(len(blocks))]
    for row in rows:
        inside = [place for place, block in enumerate(blocks) if block <= row.pieces]
        for category, value in row.shown.items():
            if value == 0:  # nothing is less than nothing: every part of it is 0
                known += [{(place, category): 1} for place in inside]
            elif value is not None:
                known.append({(place, category): 1 for place in inside})
    return known


def settled(known: Iterable[Equation]) -> Callable[[Equation], bool]:
    """Whether what is known settles a sum: whether it is a combination of the equations."""
    pivots: dict[tuple[int, str], dict[tuple[int, str], int]] = {}

    def rest(equation: Equation) -> dict[tuple[int, str], int]:
        left = dict(equation)
        while True:
            at = next((name for name in left if name in pivots), None)
            if at is None:
                return left
            factor = left[at]
            for name, times in pivots[at].items():
                value = (left.get(name, 0) - factor * times) % PRIME
                if value:
                    left[name] = value
                else:
                    left.pop(name, None)

    for equation in known:
        left = rest(equation)
        if left:
            at = min(left)
            inverse = pow(left[at], -1, PRIME)
            new = {name: times * inverse % PRIME for name, times in left.items()}
            for other, row in pivots.items():
                factor = row.get(at)
                if factor:
                    merged = {
                        name: (row.get(name, 0) - factor * new.get(name, 0)) % PRIME for name in {*row, *new}
                    }
                    pivots[other] = {name: times for name, times in merged.items() if times}
            pivots[at] = new
    return lambda target: not rest(target)


def recovered(rows: Sequence[PublishedRow], patients: Patients) -> list[tuple[frozenset[Piece], str]]:
    """What the rows give away: pieces and category whose 1 to 4 patients a reader can compute by subtraction."""
    blocks = blocks_of(rows)
    is_settled = settled(equations(rows, blocks))
    asked = {frozenset(row.pieces) for row in rows} | set(blocks)
    asked |= {one.pieces - other.pieces for one in rows for other in rows if other.pieces < one.pieces}
    categories = sorted({category for row in rows for category in row.shown})
    hidden = {(row.pieces, c) for row in rows for c, value in row.shown.items() if value is None}
    found = []
    for pieces in sorted(asked, key=sorted):
        inside = [place for place, block in enumerate(blocks) if block <= pieces]
        for category in categories:
            those = patients(pieces, category)
            small = (pieces, category) in hidden if those is None else 0 < len(those) < SMALLEST_SHOWN
            if small and is_settled({(place, category): 1 for place in inside}):
                found.append((pieces, category))
    return found


def publishable(
    new: PublishedRow,
    earlier: Sequence[PublishedRow],
    cells: Mapping[str, Cell],
    patients: Patients,
) -> dict[str, int | None]:
    """The new row as it may go out beside what is out already.

    `new.shown` is hidden by the contract's rule already; `cells` has the patients behind it. More is hidden, never
    less; what earlier reports give away by themselves is not undone.
    """
    related = [row for row in earlier if row.pieces & new.pieces]
    given_away = set(recovered(related, patients))
    shown = dict(new.shown)
    while True:
        row = replace(new, shown=shown)
        leaks = [leak for leak in recovered([*related, row], patients) if leak not in given_away]
        left = [name for name, value in shown.items() if value is not None]
        if not left:
            return shown
        if leaks:
            category = leaks[0][1]
            at = category if shown.get(category) is not None else _smallest(shown)
            shown[at] = None
        elif _too_few(shown, cells):
            shown[_smallest(shown)] = None
        else:
            return shown


def _smallest(shown: Mapping[str, int | None]) -> str:
    return min((name for name, value in shown.items() if value is not None), key=lambda n: shown[n] or 0)


def _too_few(shown: Mapping[str, int | None], cells: Mapping[str, Cell]) -> bool:
    """The contract's condition: one hidden alone, or fewer than five patients together."""
    hidden = [name for name, value in shown.items() if value is None]
    together = set().union(*(cells[name].patients for name in hidden if name in cells))
    return bool(hidden) and (len(hidden) == 1 or len(together) < SMALLEST_SHOWN)
