"""What the second wall costs: pages with row-level security beside the same without it, among 200,000 cases (TEN-10).

The demo region is grown (`generate_region`) until there are enough cases; the person who is measured works in the
original, whose lists stay as long as they were.
"""

import statistics
import time
from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from benchmarks.measuring import Figure, administrator
from benchmarks.people import person
from core import protection
from integrations.demo import multitude, seeding
from transitions.models import Party

CASES = 200_000
ROUNDS = 60
LIMIT = 1.3


def figures() -> Iterator[Figure]:
    """The list and a case of a handläggare, 95th percentile with and without policies, and their ratio."""
    yield Figure("vårdtillfällen", multitude.grow(episodes=CASES, seed=seeding.SEED).episodes, "st")
    known = person("demo-bistand")
    assert known is not None
    client, addresses = known.client, _addresses(known.assignment.unit_id)
    tables = [row.table for row in protection.tables()]
    for address in addresses:
        with_wall, without = [], []
        for _ in range(3):  # turn by turn: what else the machine does falls on both
            with_wall += _times(client, address)
            _switch(tables, on=False)
            without += _times(client, address)
            _switch(tables, on=True)
        walled, open_ = _p95(with_wall), _p95(without)
        yield Figure(f"{address[:24]} med radskydd, p95", walled, "ms")
        yield Figure(f"{address[:24]} utan radskydd, p95", open_, "ms")
        yield Figure(f"{address[:24]} kvot", walled / open_, "×", f"gräns {LIMIT}")


def _addresses(unit_id: int) -> list[str]:
    party = Party.objects.filter(unit_id=unit_id, episode__ended_at__isnull=True).latest("pk")
    return [reverse("worklist"), reverse("case", args=[party.episode.public_id])]


def _times(client: Client, address: str) -> list[float]:
    found = []
    for number in range(ROUNDS // 3 + 3):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        if number >= 3:
            found.append((time.perf_counter() - start) * 1000)
    return found


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _switch(tables: list[str], *, on: bool) -> None:
    with administrator() as asked:
        for table in tables:
            asked.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} ROW LEVEL SECURITY")
