"""Small numbers are hidden, and cannot be worked out from what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.suppression import Cell, suppress, suppress_row


def cell(patients: int, value: int | None = None, first: int = 0) -> Cell:
    """A cell of so many patients, numbered from `first`; cells of different `first` share none."""
    return Cell(patients if value is None else value, {f"P{first + n}" for n in range(patients)})


def row(*patients: int) -> list[Cell]:
    return [cell(number, first=100 * index) for index, number in enumerate(patients)]


@pytest.mark.parametrize(
    ("patients", "shown"),
    [
        ([0, 0, 0], [0, 0, 0]),
        ([5, 0, 12], [5, 0, 12]),
        ([5, 6, 7], [5, 6, 7]),
        # One small: the 0 goes with it, but the two hold 4 patients only, so the smallest shown goes too.
        ([4, 0, 9, 7], [None, None, 9, None]),
        # One hidden alone takes the smallest shown along.
        ([4, 9, 7], [None, 9, None]),
        # On a tie the first in the list.
        ([4, 7, 7], [None, None, 7]),
        # Two small holding five together stand.
        ([3, 2, 9], [None, None, 9]),
        # Two small holding four take one more.
        ([2, 2, 9, 8], [None, None, 9, None]),
        ([1], [None]),
        ([4, 0], [None, None]),
        ([1, 1, 1], [None, None, None]),
        ([2, 3, 0, 0, 6], [None, None, None, None, 6]),
    ],
)
def test_hides(patients: list[int], shown: list[int | None]) -> None:
    assert suppress(row(*patients)) == shown


def test_counts_different_patients_not_contributions() -> None:
    # Ten episodes of four patients are four patients.
    assert suppress([cell(4, 10), cell(8, first=50)]) == [None, None]
    # Forty days of five patients are shown.
    assert suppress([cell(5, 40), cell(8, first=50)]) == [40, 8]


def test_the_same_patients_in_two_hidden_cells_are_counted_once_together() -> None:
    same = [cell(3), cell(3), cell(6, first=50), cell(7, first=60)]
    assert suppress(same) == [None, None, None, 7]
    different = [cell(3), cell(3, first=20), cell(6, first=50), cell(7, first=60)]
    assert suppress(different) == [None, None, 6, 7]


def test_a_cell_is_chosen_by_its_value_not_by_its_patients() -> None:
    assert suppress([cell(2), cell(9, 9, first=20), cell(5, 30, first=50)]) == [None, None, 30]


def test_nothing_is_no_contribution() -> None:
    counted = Cell()
    counted.add("P1", 0)
    counted.add("P2", 3)
    assert (counted.value, counted.patients) == (3, {"P2"})


def test_names_keep_their_order() -> None:
    assert list(suppress_row({"b": cell(4), "a": cell(9, first=20), "c": cell(0)})) == ["b", "a", "c"]


def reference(cells: list[Cell]) -> list[int | None]:
    """The contract's words, one sentence a step."""
    hidden = [1 <= len(c.patients) <= 4 for c in cells]
    if any(hidden):
        hidden = [h or c.value == 0 for h, c in zip(hidden, cells, strict=True)]
    while any(hidden) and not all(hidden):
        together = {p for h, c in zip(hidden, cells, strict=True) if h for p in c.patients}
        if len(together) >= 5 and hidden.count(True) != 1:
            break
        smallest = min(c.value for h, c in zip(hidden, cells, strict=True) if not h)
        hidden[next(i for i, c in enumerate(cells) if not hidden[i] and c.value == smallest)] = True
    return [None if h else c.value for h, c in zip(hidden, cells, strict=True)]


@st.composite
def rows(draw: st.DrawFn) -> list[Cell]:
    found = []
    for _ in range(draw(st.integers(0, 10))):
        patients = draw(st.sets(st.integers(0, 24), max_size=9))
        extra = draw(st.integers(0, 9)) if patients else 0
        found.append(Cell(len(patients) + extra, set(patients)))
    return found


@given(rows())
def test_agrees_with_the_contracts_words(cells: list[Cell]) -> None:
    assert suppress(cells) == reference(cells)


@given(rows())
def test_what_is_shown_is_of_nobody_or_of_five_and_a_total_gives_nobody_away(cells: list[Cell]) -> None:
    shown = suppress(cells)
    for value, one in zip(shown, cells, strict=True):
        assert value is None or value == 0 or len(one.patients) >= 5
    hidden = [one for value, one in zip(shown, cells, strict=True) if value is None]
    if hidden and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert len(set().union(*(one.patients for one in hidden))) >= 5
