"""Server time of the pages on demo data: each under 100 ms, beside an empty page of the same run."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors import selectors as actors
from actors.middleware import SESSION_KEY
from actors.models import User
from benchmarks.measuring import Figure, median_ms
from core import clock
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
    user = User.objects.filter(username=username).first()
    assignment = actors.assignments_of(user.pk, on=clock.today()).first() if user else None
    if user is None or assignment is None:
        return
    client = Client(headers={"accept": "text/html"})
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session["login_way"] = "second_factor"
    session.save()
    for address in _addresses(assignment.unit_id):
        if client.get(address).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        took = median_ms(lambda address=address: client.get(address))
        name = f"{username} {address[:24]} ({len(captured)} frågor)"
        yield Figure(name, took, "ms", f"gräns {LIMIT_MS} ms; {took / empty:.1f} × tom sida")


def _addresses(unit_id: int) -> list[str]:
    found = [reverse(name) for name in NAMES]
    newest = Party.objects.filter(unit_id=unit_id, episode__ended_at__isnull=True).order_by("-since")
    party = newest.select_related("episode").first()
    if party is not None:
        found.append(reverse("case", args=[party.episode.public_id]))
        found.append(reverse("case_history", args=[party.episode.public_id]))
    return found
