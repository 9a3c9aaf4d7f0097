"""Att göra, a case and the search among more and more cases: beside the bare SQL for the same rows and an empty page.

The region is grown with its units (`generate_region`), so that the person who is measured has as much to do as before
while the tables grow. A page may cost twice the sum of its own statements and an empty page, and no more among the last
number of cases than 1.3 times what it does among the first; it asks the same questions throughout.
"""

import os
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from actors import selectors as actors
from benchmarks.measuring import Figure, median_ms
from benchmarks.people import counted, person
from benchmarks.polling import POLL
from core import clock, scope
from integrations.demo import multitude, seeding
from transitions.models import Party

SIZES = tuple(int(size) for size in os.environ.get("WORKLIST_SIZES", "10000,100000").split(","))
"""Numbers of cases, rising; WORKLIST_SIZES=10000,100000,1000000 takes the whole way."""
RATIO, GROWTH = 2.0, 1.3


def figures() -> Iterator[Figure]:
    """Each page at each size: median, number of questions, ratio to the bare SQL and an empty page, and growth."""
    known = person("demo-bistand")
    assert known is not None
    client = known.client
    party = Party.objects.filter(unit_id=known.assignment.unit_id, episode__ended_at__isnull=True).latest(
        "pk"
    )
    case = reverse("case", args=[party.episode.public_id])
    pages = {
        "Att göra": lambda: client.get(reverse("worklist")),
        "ärendet": lambda: client.get(case),
        "sökning": lambda: client.post(reverse("people"), {"q": party.episode.patient.name[:4]}),
    }
    empty = median_ms(lambda: client.get("/healthz"))
    acting = actors.acting_for_assignment(
        assignment_id=known.assignment.pk, user_id=known.assignment.user_id, on=clock.today()
    )
    first: dict[str, float] = {}
    asked: dict[str, int] = {}
    for size in SIZES:
        grown = multitude.grow(episodes=size, seed=seeding.SEED)
        yield Figure(f"vårdtillfällen, {grown.open_cases} pågående", grown.episodes, "st")
        yield Figure("tillkom genom COPY på", grown.seconds, "s")
        for name, page in pages.items():
            said = statements(page)
            more = len(said) - asked.setdefault(name, len(said))
            took = median_ms(page)
            alone = median_ms(lambda said=said: bare(said, acting))
            ratio = took / (alone + empty)
            yield Figure(f"{name}: {len(said)} frågor, median", took, "ms")
            yield Figure(
                f"{name}: bar SQL {alone:.1f} ms, tom sida {empty:.1f} ms", ratio, "×", f"gräns {RATIO}"
            )
            growth = took / first.setdefault(name, took)
            yield Figure(f"{name}: mot den minsta mängden", growth, "×", f"gräns {GROWTH}")
            yield Figure(f"{name}: fler frågor än i den minsta", more, "st", "gräns 0")
        yield from _poll(client)


def statements(page: Any) -> list[tuple[str, Any]]:
    """What a page reads: each statement with its parameters."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip(" (").startswith("SELECT"):  # a union begins with a parenthesis
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert page().status_code == 200
    return asked


def bare(asked: list[tuple[str, Any]], acting: Any) -> None:
    """The same statements alone, in the scope of the one who acts."""
    with scope.acting_as(acting), transaction.atomic(), connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(sql, params)
            cursor.fetchall()


def _poll(client: Client) -> Iterator[Figure]:
    found = POLL.search(unescape(client.get(reverse("worklist")).content.decode()))
    assert found is not None, "the list asks nothing of itself"
    address = f"{found[1]}&{urlencode({'v': found[2]})}"
    with counted() as asked:
        assert client.get(address).status_code == 204
    yield Figure(
        f"en oförändrad lista frågar ({len(asked)} frågor)", median_ms(lambda: client.get(address)), "ms"
    )
