"""What moves when a unit or an organisation ends and another takes its place (X9).

Units belong to `actors`, but chains, SIP and avvikelser have rows that name them. Each of those apps registers in its
`AppConfig.ready` what moves; the service that ends a unit asks them all, first for a preview, then to move, in one
transaction.

    register("sip", order=20, preview=preview, move=move)

    def preview(change: Change) -> list[Line]: ...
    def move(change: Change) -> None: ...
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.acting import Actor


class Of(StrEnum):
    """What it is that ends."""

    UNIT = "unit"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Change:
    """That `old_id` ends and `new_id` takes its place; ids of units, or of organisations."""

    acting: Actor
    of: Of
    old_id: int
    new_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the preview: what moves, in Swedish, and how many."""

    label: str
    count: int


Preview = Callable[[Change], Sequence[Line]]
Move = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    name: str
    preview: Preview
    move: Move


_entries: dict[str, _Entry] = {}


def register(name: str, *, order: int, preview: Preview, move: Move) -> None:
    """Let an app move its rows. Lower `order` moves first. Raises ValueError for a name in use."""
    if name in _entries:
        raise ValueError(f"{name!r} already moves its rows")
    _entries[name] = _Entry(order, name, preview, move)


def preview(change: Change) -> list[Line]:
    """What would move, in order; lines with nothing too, so that nothing is guessed."""
    return [line for entry in _in_order() for line in entry.preview(change)]


def move(change: Change) -> None:
    """Move everything, inside the caller's transaction."""
    for entry in _in_order():
        entry.move(change)


def _in_order() -> list[_Entry]:
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.name))
