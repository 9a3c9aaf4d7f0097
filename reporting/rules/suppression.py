"""Small numbers (report.md, *Breakdowns and small numbers*)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

SMALLEST_SHOWN = 5
"""Fewer different patients than this are never told apart."""


@dataclass(slots=True)
class Cell:
    """A value and the patients who contribute something above 0 to it."""

    value: int = 0
    patients: set[Hashable] = field(default_factory=set)

    def add(self, patient: Hashable, amount: int = 1) -> None:
        """Count a patient's contribution; nothing is no contribution."""
        if amount > 0:
            self.value += amount
            self.patients.add(patient)


def suppress(row: Sequence[Cell]) -> list[int | None]:
    """The cells of one measure over one breakdown as they may be shown; None is hidden.

    First the cells of 1 to 4 patients, then every 0 beside a hidden one, then the smallest shown (the first
    on a tie) until the hidden together hold at least 5 patients and are more than one, or nothing is left.
    """
    hidden = {i for i, cell in enumerate(row) if 0 < len(cell.patients) < SMALLEST_SHOWN}
    if not hidden:
        return [cell.value for cell in row]
    hidden |= {i for i, cell in enumerate(row) if cell.value == 0}
    shown = sorted((cell.value, i) for i, cell in enumerate(row) if i not in hidden)
    for _, index in shown:
        together: set[Hashable] = set().union(*(row[i].patients for i in hidden))
        if len(hidden) > 1 and len(together) >= SMALLEST_SHOWN:
            break
        hidden.add(index)
    return [None if i in hidden else cell.value for i, cell in enumerate(row)]


def suppress_row(row: Mapping[str, Cell]) -> dict[str, int | None]:
    """`suppress` for named cells, in their order."""
    return dict(zip(row, suppress(list(row.values())), strict=True))
