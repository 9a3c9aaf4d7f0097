"""Four clients send without pause while a nemesis kills one thing after another (MSG-1)."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from tests.faults.history import Operation, Stored
from tests.faults.stack import Stack

CLIENTS = 4
CASES_A_CLIENT = 5
STORED = """
SELECT m.case_key, (m.payload->>'number')::int, m.done_at, m.held_at IS NOT NULL,
       (SELECT count(*) FROM core_delivery d WHERE d.message_id = m.id AND d.channel = 'inbox' AND d.status = 'sent')
  FROM core_outboxmessage m WHERE m.event = 'faults.inbox' ORDER BY m.id
"""


@dataclass
class Soak:
    """One run. `history` grows as the clients are answered."""

    stack: Stack
    seconds: float
    pause: float
    history: list[Operation] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)
    tries: int = 0
    ended: bool = False

    def run(self) -> None:
        """Send and kill for `seconds`, then let the clients finish what they have in hand."""
        clients = [threading.Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        until = time.monotonic() + self.seconds
        faults = self._faults()
        order: list[str] = []
        while time.monotonic() < until:
            # Each once before any of them again, in another order every time.
            order = order or random.sample(sorted(faults), len(faults))
            name = order.pop()
            faults[name]()
            self.killed[name] += 1
            time.sleep(min(self.pause, max(0.0, until - time.monotonic())))
        self.ended = True
        for client in clients:
            client.join()

    def _faults(self) -> dict[str, Callable[[], None]]:
        one = self.stack
        return {
            "worker_child": one.kill_child,
            "worker": lambda: one.kill("worker"),
            "relay": lambda: one.kill("relay"),
            "web": lambda: one.kill("web"),
            "broker": one.kill_broker,
            "broker_wiped": lambda: one.kill_broker(wipe=True),
            "database": one.kill_database,
        }

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
            self.tries += 1
            try:
                status, _ = self.stack.post(case, number, key=key)
            except (OSError, http.client.HTTPException):
                status = 0
            if status in (200, 201):
                return True
            if self.ended:
                ended_at = ended_at or time.monotonic()
                if time.monotonic() - ended_at > 30:
                    return False
            time.sleep(0.2)

    def stored(self) -> list[Stored]:
        """What the database holds in the end."""
        return [Stored(*row) for row in self.stack.query(STORED)]
