"""A few clients that send without pause, each its own cases, and what they were told."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from tests.faults.history import Operation, Stored, check
from tests.faults.soak import STORED
from tests.faults.stack import Stack


@dataclass
class Clients:
    """`statuses`: each answer and how long it took; `history`: what was asked for, and whether it was promised."""

    system: Stack
    first_case: int
    count: int
    history: list[Operation] = field(default_factory=list)
    statuses: list[tuple[int, float]] = field(default_factory=list)
    ended: bool = False

    def _work(self, case: int) -> None:
        number = 0
        while not self.ended:
            key, until = uuid4().hex, time.monotonic() + 60
            while True:
                begins = time.monotonic()
                try:
                    status, _ = self.system.post(case, number, key=key)
                except (OSError, http.client.HTTPException):
                    status = 0
                self.statuses.append((status, time.monotonic() - begins))
                if status == 201 or time.monotonic() > until:
                    break
                time.sleep(0.1)
            self.history.append(Operation(case, number, status == 201))
            number += 1

    def assert_sound(self) -> None:
        """All that was promised is there, once, in order."""
        self.system.calm(60)
        cases = range(self.first_case, self.first_case + self.count)
        rows = [Stored(*row) for row in self.system.query(STORED) if row[0] in cases]
        report = check(self.history, rows)
        assert report.sound, report
        assert report.acknowledged == len(self.history), "each got its answer in the end"


@contextmanager
def sending(system: Stack, first_case: int, count: int = 4) -> Iterator[Clients]:
    """Clients at work as long as the block lasts; each finishes what it has in hand."""
    clients = Clients(system, first_case, count)
    threads = [threading.Thread(target=clients._work, args=(first_case + number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield clients
    finally:
        clients.ended = True
        for thread in threads:
            thread.join()
