"""What the clients were told against what the database holds in the end (the idea of Jepsen): pure, so that it can be
tried on histories with planted faults."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Operation:
    """A message that a client sent: which of its case, and whether the client was told that it is taken care of."""

    case: int
    number: int
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A message in the end: when it was handled, whether it was set aside, and how many rows the inbox has of it."""

    case: int
    number: int
    done_at: datetime | None
    held: bool
    inbox_rows: int


Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What the comparison found; keys are (case, number)."""

    acknowledged: int
    lost: tuple[Key, ...] = ()
    twice: tuple[Key, ...] = ()
    out_of_order: tuple[Key, ...] = ()
    invented: tuple[Key, ...] = ()
    unanswered_but_there: tuple[Key, ...] = field(default=())
    """Allowed: the answer was lost, not the message."""

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing twice, nothing out of order, nothing that nobody sent."""
        return not (self.lost or self.twice or self.out_of_order or self.invented)


def check(history: Iterable[Operation], stored: Iterable[Stored]) -> Report:
    """Compare. A message that was set aside counts neither as lost nor in the order."""
    sent = {(row.case, row.number): row.acknowledged for row in history}
    rows: dict[Key, list[Stored]] = defaultdict(list)
    for row in stored:
        rows[row.case, row.number].append(row)
    delivered = {key for key, found in rows.items() if any(row.held or row.inbox_rows for row in found)}
    return Report(
        acknowledged=sum(sent.values()),
        lost=tuple(sorted(key for key, told in sent.items() if told and key not in delivered)),
        twice=tuple(sorted(key for key, found in rows.items() if len(found) > 1 or found[0].inbox_rows > 1)),
        out_of_order=tuple(_out_of_order(rows)),
        invented=tuple(sorted(rows.keys() - sent.keys())),
        unanswered_but_there=tuple(sorted(key for key in rows if not sent.get(key, True))),
    )


def _out_of_order(rows: dict[Key, list[Stored]]) -> list[Key]:
    cases: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for found in rows.values():
        for row in found:
            if row.done_at is not None and not row.held:
                cases[row.case].append((row.done_at, row.number))
    wrong = []
    for case, handled in cases.items():
        highest = -1
        for _, number in sorted(handled):
            if number < highest:
                wrong.append((case, number))
            highest = max(highest, number)
    return sorted(wrong)
