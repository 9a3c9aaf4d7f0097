"""Server time of the pages on demo data: each under 100 ms, beside an empty page of the same run."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from benchmarks.measuring import Figure, median_ms
from benchmarks.people import counted, person
from integrations.demo.logins import LOGINS
from transitions.models import Party

LIMIT_MS = 100
NAMES = ("worklist", "people", "directory", "operations")


def figures() -> Iterator[Figure]:
    """Each main page for each demo person."""
    client = Client()
    empty = median_ms(lambda: client.get("/healthz"))
    yield Figure("en tom sida (/healthz)", empty, "ms")
    for login in LOGINS:
        yield from _of(login.username, empty)


def _of(username: str, empty: float) -> Iterator[Figure]:
    known = person(username)
    if known is None:
        return
    client = known.client
    for address in _addresses(known.assignment.unit_id):
        if client.get(address).status_code != 200:
            continue
        with counted() as asked:
            client.get(address)
        took = median_ms(lambda address=address: client.get(address))
        name = f"{username} {address[:24]} ({len(asked)} frågor)"
        yield Figure(name, took, "ms", f"gräns {LIMIT_MS} ms; {took / empty:.1f} × tom sida")


def _addresses(unit_id: int) -> list[str]:
    found = [reverse(name) for name in NAMES]
    newest = Party.objects.filter(unit_id=unit_id, episode__ended_at__isnull=True).order_by("-since")
    party = newest.select_related("episode").first()
    if party is not None:
        found.append(reverse("case", args=[party.episode.public_id]))
        found.append(reverse("case_history", args=[party.episode.public_id]))
    return found
