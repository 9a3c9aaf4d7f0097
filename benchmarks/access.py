"""What the second wall costs: pages with row-level security beside the same without it, among 200,000 cases (TEN-10).

The demo region is copied with its units until there are enough cases; the person who is measured works in the
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
from transitions.models import CareEpisode, Party

CASES = 200_000
ROUNDS = 60
LIMIT = 1.3
APART = 10_000_000
"""Between the ids of one copy and the next."""

# Rows of these tables are copied; a column that names a row of another one is moved as far.
MOVED = {
    "actors_unit": ("id",),
    "transitions_patient": ("id",),
    "transitions_careepisode": ("id", "patient_id", "ward_id", "admitted_to_id"),
    "transitions_party": ("id", "episode_id", "unit_id"),
    "transitions_item": ("id", "episode_id", "by_unit_id"),
    "transitions_addressee": ("id", "item_id", "unit_id"),
    "transitions_task": ("id", "episode_id", "unit_id", "item_id"),
}
MADE_ANEW = {
    "public_id": "gen_random_uuid()",
    "external_id": "external_id || '-' || k",
    "code": "code || '-' || k",
    "hsa_id": "NULL",
    "key": "md5(key || k)",
    "personal_number": f"lpad((id + k * {APART})::text, 12, '0')",
}


def figures() -> Iterator[Figure]:
    """The list and a case of a handläggare, 95th percentile with and without policies, and their ratio."""
    grow_to(CASES)
    yield Figure("vårdtillfällen", CareEpisode.objects.count(), "st")
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


def grow_to(size: int) -> None:
    """Copy the demo's region until there are so many cases, or as many as there are already."""
    here = CareEpisode.objects.filter(pk__lt=APART).count()
    before = CareEpisode.objects.count() // here - 1
    wanted = round(size / here) - 1
    if wanted > before:
        grow(wanted - before, first=before + 1)


def grow(copies: int, *, first: int) -> None:
    """Copy the region so many times, as the loader: neither triggers nor policies have a say.

    `first` is the number of the first copy: there may be some already.
    """
    with administrator() as asked:
        asked.execute("SET session_replication_role = replica")
        asked.execute("SET SESSION AUTHORIZATION hemvag_loader")
        for table, moved in MOVED.items():
            asked.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
                "AND NOT attisdropped AND attgenerated = ''",
                [table],
            )
            columns = [name for (name,) in asked.fetchall()]
            values = [
                f"{name} + k * {APART}" if name in moved else MADE_ANEW.get(name, name) for name in columns
            ]
            asked.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
                f"FROM {table}, generate_series({first}, {first + copies - 1}) k WHERE {table}.id < {APART}"
            )
        asked.execute("RESET SESSION AUTHORIZATION")
        asked.execute("ANALYZE")


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
