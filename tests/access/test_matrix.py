"""Every address, for everybody: the answer that stands in the matrix, and nothing written by a refusal."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.access.matrix import COLUMNS, DATA, MATRIX, OTHERS
from tests.access.world import World, build_world

REFUSED = {"401", "403", "404", "405", "login", "pick"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all cells, and undone at the end; each request is undone by itself."""
    # Who may is decided before a page is made; the pages themselves are made in tests/pages.
    unmade = patch("django.template.backends.django.Template.render", return_value="")
    with django_db_blocker.unblock(), unmade:
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield build_world()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def answer_of(world: World, name: str, method: str, column: str) -> str:
    """The answer in the matrix's words, with the database and the browser as they were before."""
    client = world.clients[column]
    cookies = client.cookies.copy()
    before = world.written() if method == "POST" else ()
    point = transaction.savepoint()
    try:
        response = getattr(client, method.lower())(world.address(name), DATA.get((name, method), {}))
        answer = word_for(response)
        if method == "POST" and answer in REFUSED:
            assert world.written() == before, (
                f"{method} {name} by {column}: {answer}, but something was written"
            )
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies
    return answer


def word_for(response: HttpResponseBase) -> str:
    """A status, or where an uninvited person was sent."""
    target = response.headers.get("Location", "")
    if response.status_code == 302 and target.startswith("/konto/login"):
        return "login"
    if response.status_code == 302 and target.startswith("/uppdrag/"):
        return "pick"
    return str(response.status_code)


@pytest.mark.parametrize(("name", "method"), sorted(MATRIX), ids=lambda value: value)
def test_the_matrix(world: World, name: str, method: str) -> None:
    found = {column: answer_of(world, name, method, column) for column in COLUMNS}
    assert found == MATRIX[name, method]


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of every address; those of other packages by their prefix alone."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from names(entry, prefix + space)
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or str(entry.pattern))


def test_every_address_stands_in_the_matrix() -> None:
    known = {name for name, _ in MATRIX}
    found = {name for name in names(get_resolver()) if not OTHERS.fullmatch(name)}
    assert found - known == set(), "addresses without a row in tests/access/matrix.py"
    assert known - found == set(), "rows without an address"


def test_a_method_without_a_row_is_refused_to_everybody(world: World) -> None:
    open_to = {name for name, _ in MATRIX}
    for name in sorted(open_to):
        for method in ("GET", "POST"):
            if (name, method) in MATRIX:
                continue
            for column in ("nurse", "mas", "mgr"):
                assert answer_of(world, name, method, column) in {"405", "404", "403", "401"}, (
                    name,
                    method,
                    column,
                )
