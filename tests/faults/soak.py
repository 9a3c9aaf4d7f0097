"""Four clients send without pause while a nemesis breaks one thing after another (MSG-1).

The numbers are rows of the fault table. A row that has more to show than that nothing is lost, doubled or out of order
shows it when its fault is made.
"""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import redis

from tests.faults.history import Operation, Stored
from tests.faults.processes import wait_for
from tests.faults.stack import Stack

CLIENTS = 4
CASES_A_CLIENT = 5
CASES = range(1, CLIENTS * CASES_A_CLIENT + 1)
STORED = """
SELECT m.case_key, (m.payload->>'number')::int, m.done_at, m.held_at IS NOT NULL,
       (SELECT count(*) FROM core_delivery d WHERE d.message_id = m.id AND d.channel = 'inbox' AND d.status = 'sent')
  FROM core_outboxmessage m WHERE m.event = 'faults.inbox' ORDER BY m.id
"""
SENT: Final = "SELECT count(*) FROM core_outboxmessage WHERE case_key = %s AND (payload->>'number')::int = %s"
BACK_WITHIN: Final = 30.0
"""Seconds within which messages are taken when the database is back (rows 13, 14), or while the broker is full (9)."""
TAKEN_WITHIN: Final = 60.0
"""Seconds within which somebody comes to a point that was set for it (rows 3 to 6)."""
STARTED_WITHIN: Final = 120.0
"""Seconds that a killed web is given to start from nothing beside all the rest; the machine decides that."""


@dataclass
class Soak:
    """One run. `history` grows as the clients are answered; `stored_when_it_died` is what a killed write had left."""

    stack: Stack
    seconds: float
    pause: float
    history: list[Operation] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    stored_when_it_died: dict[str, set[int]] = field(default_factory=dict)
    dying: list[str] = field(default_factory=list)
    died: Counter[str] = field(default_factory=Counter)
    ended: bool = False

    def run(self) -> None:
        """Send and break for `seconds`, and until each fault has come once; then the clients finish what they have."""
        clients = [threading.Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            self._break_things()
        finally:
            self.ended = True
            for client in clients:
                client.join()

    def _break_things(self) -> None:
        until = time.monotonic() + self.seconds
        faults = self.faults()
        order: list[str] = []
        while time.monotonic() < until or len(self.broken) < len(faults):
            # Each once before any of them again, in another order every time.
            order = order or random.sample(sorted(faults), len(faults))
            name = order.pop()
            faults[name]()
            self.broken[name] += 1
            time.sleep(self.pause)

    def faults(self) -> dict[str, Callable[[], None]]:
        """By row and name."""
        one = self.stack
        return {
            "1 worker child": one.kill_child,
            "2 worker": lambda: one.kill("worker"),
            "3 relay after sending": lambda: self._relay_dies("after_send"),
            "4 relay after claiming": lambda: self._relay_dies("after_claim"),
            "5 web after the commit": lambda: self._web_dies("after_commit"),
            "6 web before the commit": lambda: self._web_dies("before_commit"),
            "7 broker": one.kill_broker,
            "8 broker wiped": lambda: one.kill_broker(wipe=True),
            "9 broker full": self._broker_is_full,
            "13 database": lambda: self._comes_back(one.kill_database),
            "14 database restarted": lambda: self._comes_back(self._restart_database),
            "the relay": lambda: one.kill("relay"),
            "the web": self._web_is_killed,
        }

    def _relay_dies(self, point: str) -> None:
        """Rows 3 and 4: whichever process comes to the point next, with a message in hand."""
        place = self.stack.layout.root / point
        place.touch()
        wait_for(f"somebody died {point}", lambda: not place.exists(), TAKEN_WITHIN)

    def _web_dies(self, point: str) -> None:
        """Rows 5 and 6: in the next write that a client makes."""
        before = self.died[point]
        self.dying.append(point)
        wait_for(f"the web died {point}", lambda: self.died[point] > before, TAKEN_WITHIN)
        wait_for("the web answers", lambda: self.stack.answers("/healthz") == 200, STARTED_WITHIN)

    def _web_is_killed(self) -> None:
        self.stack.kill("web")
        wait_for("the web answers", lambda: self.stack.answers("/healthz") == 200, STARTED_WITHIN)

    def _broker_is_full(self) -> None:
        """Row 9: it answers with errors for a while, and what is sent is sent all the same."""
        client = redis.Redis(unix_socket_path=str(self.stack.broker.socket))
        client.config_set("maxmemory", "1")
        try:
            self._messages_are_taken()
        finally:
            client.config_set("maxmemory", "0")

    def _restart_database(self) -> None:
        self.stack.session.postgres.stop()
        self.stack.session.postgres.start()

    def _comes_back(self, fault: Callable[[], None]) -> None:
        """Rows 13 and 14: nobody does anything by hand."""
        fault()
        self._messages_are_taken()

    def _messages_are_taken(self) -> None:
        before = len(self.history)
        wait_for("messages are taken", lambda: len(self.history) >= before + CLIENTS, BACK_WITHIN)

    def _client(self, client: int) -> None:
        """A message of each case in turn; the next of a case when the one before is answered."""
        number = 0
        while not self.ended:
            for case in range(client * CASES_A_CLIENT + 1, (client + 1) * CASES_A_CLIENT + 1):
                self.history.append(Operation(case, number, self._send(case, number)))
                time.sleep(0.05)
            number += 1

    def _send(self, case: int, number: int) -> bool:
        """The same key until an answer comes; given up when the end is long past."""
        key, ended_at = uuid4().hex, 0.0
        while True:
            status = self._try(case, number, key)
            self.statuses[status] += 1
            if status == 201:
                return True
            if self.ended:
                ended_at = ended_at or time.monotonic()
                if time.monotonic() - ended_at > 30:
                    return False
            time.sleep(0.2)

    def _try(self, case: int, number: int, key: str) -> int:
        """The status; 0 without an answer. One that is to kill the web notes what that left behind."""
        try:
            point = self.dying.pop()
        except IndexError:
            point = ""
        reached = True
        try:
            # One that waits for the web's death waits until it comes, however slow the machine.
            waits: dict[str, Any] = {"die": point, "seconds": TAKEN_WITHIN} if point else {}
            status, _ = self.stack.post(case, number, key=key, **waits)
        except (ConnectionRefusedError, TimeoutError):
            status, reached = 0, False
        except (OSError, http.client.HTTPException):
            status = 0
        if point and status == 0 and reached:
            [(stored,)] = self.stack.query(SENT, case, number)
            self.stored_when_it_died.setdefault(point, set()).add(stored)
            self.died[point] += 1
        elif point:
            self.dying.append(point)  # turned away before it came so far
        return status

    def stored(self) -> list[Stored]:
        """What the database holds in the end of what the clients sent."""
        return [Stored(*row) for row in self.stack.query(STORED) if row[0] in CASES]
