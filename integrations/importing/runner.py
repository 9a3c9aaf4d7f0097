"""The import: batch after batch, each a transaction; a bad line never stops the rest."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, Protocol

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from core.conflicts import Conflict
from core.invalid import Invalid
from integrations.importing.events import STORE_ROWS, happened
from integrations.importing.fields import Refused
from integrations.importing.forms import Line, read_line
from integrations.importing.refusals import refusal
from integrations.importing.register import REGISTER, SYSTEM
from integrations.importing.registry import Registry
from transitions.locks import NotFound
from transitions.services.loading import Load, loading

BATCH = 2_000
"""Lines in a transaction: enough for a chain's state to be derived once, little enough to undo and do again."""

Outcome = Literal["created", "known"]
Given = tuple[int, object]
"""A line's number, and its JSON value or the refusal that reading it met."""

_EXPECTED = (Refused, Conflict, Invalid, PermissionDenied, NotFound, DatabaseError)


class Watcher(Protocol):
    """Who follows an import."""

    def refused(self, number: int, error: Refused) -> None:
        """A line was refused."""

    def progress(self, read: int) -> None:
        """So many lines have been done."""


@dataclass
class Summary:
    """What came of an import. `unknown_fields` counts lines for each field that the contract does not name."""

    read: int = 0
    created: int = 0
    known: int = 0
    refused: list[int] = field(default_factory=list)
    unknown_fields: Counter[str] = field(default_factory=Counter)


class Import:
    """One import. `lines` are numbered JSON values, or refusals of what could not be read."""

    def __init__(self, watcher: Watcher, *, dry_run: bool = False, batch: int = BATCH) -> None:
        self.watcher = watcher
        self.dry_run = dry_run
        self.batch = batch
        self.summary = Summary()
        self._registry = Registry()

    def run(self, lines: Iterator[Given]) -> Summary:
        """Import everything; with `dry_run` leave nothing."""
        whole: AbstractContextManager[object] = transaction.atomic() if self.dry_run else nullcontext()
        with whole:
            while batch := list(islice(lines, self.batch)):
                self._batch(batch)
                self.watcher.progress(self.summary.read)
            if self.dry_run:
                transaction.set_rollback(True)
        return self.summary

    def _batch(self, batch: list[Given]) -> None:
        read = [_read(given) for given in batch]
        try:
            outcomes = self._store(read)
        except DatabaseError:
            # Something in the batch cannot be stored, and only the database saw it: find the line by going one by one.
            self._registry.forget()
            outcomes = {}
            for one in read:
                outcomes.update(self._alone(one))
        self._count(read, outcomes)

    def _alone(self, one: Line | tuple[int, Refused]) -> dict[int, Outcome | Refused]:
        try:
            return self._store([one])
        except DatabaseError as error:
            self._registry.forget()
            number = one.number if isinstance(one, Line) else one[0]
            return {number: refusal(error)}

    def _store(self, read: list[Line | tuple[int, Refused]]) -> dict[int, Outcome | Refused]:
        outcomes: dict[int, Outcome | Refused] = {}
        with loading() as load:
            load.prefetch(SYSTEM, self._registry.prefetch(one for one in read if isinstance(one, Line)))
            for one in read:
                if isinstance(one, Line):
                    outcomes[one.number] = self._line(one, load)
                else:
                    outcomes[one[0]] = one[1]
        return outcomes

    def _line(self, line: Line, load: Load) -> Outcome | Refused:
        try:
            with load.line(rows=line.type in REGISTER or line.type in STORE_ROWS):
                return self._do(line)
        except _EXPECTED as error:
            if isinstance(error, Conflict) and error.code == "repeated":
                return "known"
            return refusal(error)

    def _do(self, line: Line) -> Outcome:
        register: Callable[[Line, Registry], Outcome] | None = REGISTER.get(line.type)
        if register is not None:
            return register(line, self._registry)
        happened(line, self._registry)
        return "created"

    def _count(self, read: list[Line | tuple[int, Refused]], outcomes: dict[int, Outcome | Refused]) -> None:
        for one in read:
            number = one.number if isinstance(one, Line) else one[0]
            outcome = outcomes[number]
            self.summary.read += 1
            if isinstance(one, Line):
                self.summary.unknown_fields.update(one.unknown)
            if outcome == "created":
                self.summary.created += 1
            elif outcome == "known":
                self.summary.known += 1
            else:
                assert isinstance(outcome, Refused)
                self.summary.refused.append(number)
                self.watcher.refused(number, outcome)


def _read(given: Given) -> Line | tuple[int, Refused]:
    number, data = given
    if isinstance(data, Refused):
        return number, data
    try:
        return read_line(number, data)
    except Refused as error:
        return number, error
