"""The demo's people as the benchmarks use them: a browser that is logged in, and how many questions a page asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test import Client

from actors import selectors as actors
from actors.middleware import SESSION_KEY
from actors.models import Assignment, User
from core import clock


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo with an assignment chosen."""

    client: Client
    assignment: Assignment


def person(username: str) -> Person | None:
    """The demo's person in the first of the assignments; None when there is none."""
    user = User.objects.filter(username=username).first()
    assignment = actors.assignments_of(user.pk, on=clock.today()).first() if user else None
    if user is None or assignment is None:
        return None
    client = Client(headers={"accept": "text/html"})
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session["login_way"] = "second_factor"
    session.save()
    return Person(client, assignment)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The questions that the block asks the database, but for those that begin and end transactions.

    By a wrapper: the log of queries that Django keeps is emptied when a request begins.
    """
    asked: list[str] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked
