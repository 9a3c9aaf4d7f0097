"""Every address, for everybody: the answer that stands in the matrix, and nothing written by a refusal."""

import gc
import logging
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from actors import selectors
from tests.access.matrix import COLUMNS, DATA, MATRIX, OTHERS, POSITIONS, as_markdown
from tests.access.world import World, kept_world
from tests.architecture.source import ROOT
from tests.database import table_counts
from transitions.selectors import cases

REFUSED = {"401", "403", "404", "405", "login", "pick"}
WRITING = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE")
OWN_BUSINESS = ("django_session", "core_accesslogrow", "core_auditchain", "core_logchain")
"""Tables that a refused request may touch: the log-in itself, and the log of what was asked for."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all cells, and undone at the end; each request is undone by itself."""
    # Who may is decided before a page is made; the pages themselves are made in tests/pages. The same question about
    # the same assignment on the same day has one answer (tests/access/test_others.py asks it anew after an end), and so
    # has the question whether a unit is on the one case, which 40 rows ask of each position.
    unmade = patch("django.template.backends.django.Template.render", return_value="")
    remembered = patch.object(selectors, "acting_for_assignment", cache(selectors.acting_for_assignment))
    once = cache(cases.by_public_id)
    on_case = patch.object(cases, "by_public_id", lambda **asked: copy(once(**asked)))
    with unmade, remembered, on_case, kept_world(django_db_blocker) as world:
        # The garbage of a thousand requests is swept once, at the end, and nobody reads a line for each refusal.
        gc.disable()
        logging.disable(logging.CRITICAL)
        try:
            yield world
        finally:
            gc.enable()
            logging.disable(logging.NOTSET)


class Writes:
    """What a request wrote: every statement that changes a row, but those of the log-in and the log of looks."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """An execute wrapper of Django's."""
        if sql.lstrip().upper().startswith(WRITING) and not any(table in sql for table in OWN_BUSINESS):
            self.statements.append(sql)
        return execute(sql, params, many, context)


def answer_of(world: World, name: str, method: str, column: str) -> str:
    """The answer in the matrix's words, with the browser as it was before; a refusal has written nothing."""
    client = world.clients[column]
    cookies = SimpleCookie(client.cookies)
    writes = Writes()
    try:
        with connection.execute_wrapper(writes):
            response = getattr(client, method.lower())(world.address(name), DATA.get((name, method), {}))
    finally:
        client.cookies = cookies
    answer = word_for(response)
    assert answer not in REFUSED or writes.statements == [], (name, method, column, answer)
    return answer


def word_for(response: HttpResponseBase) -> str:
    """A status, or where an uninvited person was sent."""
    target = response.headers.get("Location", "")
    if response.status_code == 302 and target.startswith("/konto/login"):
        return "login"
    if response.status_code == 302 and target.startswith("/uppdrag/"):
        return "pick"
    return str(response.status_code)


def answers(world: World, name: str, method: str) -> dict[str, str]:
    """Every column's answer. Those whom the table refuses ask first, one by one, and leave the rows as they were."""
    expected = MATRIX[name, method]
    found = {}
    refused = [column for column in COLUMNS if expected[column] in REFUSED]
    before = table_counts(connection) if method == "POST" else {}
    with undone():
        for column in refused:
            found[column] = answer_of(world, name, method, column)
        if method == "POST":
            after = table_counts(connection)
            changed = {table for table in after if after[table] != before.get(table)}
            assert changed <= set(OWN_BUSINESS), f"{method} {name}: a refusal left rows in {sorted(changed)}"
    for column in COLUMNS:
        if column not in found:
            with undone():
                found[column] = answer_of(world, name, method, column)
    return {column: found[column] for column in COLUMNS}


class undone:  # noqa: N801 - reads as a statement
    """Everything inside is undone."""

    def __enter__(self) -> None:
        self.point = transaction.savepoint()

    def __exit__(self, *args: object) -> None:
        transaction.savepoint_rollback(self.point)


@pytest.mark.parametrize(("name", "method"), sorted(MATRIX), ids=lambda value: value)
def test_the_matrix(world: World, name: str, method: str) -> None:
    assert answers(world, name, method) == MATRIX[name, method]


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
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if (name, method) in MATRIX:
                continue
            columns = ("nurse", "opera") if method in ("GET", "POST") else ("nurse",)
            for column in columns:
                with undone():
                    answer = answer_of(world, name, method, column)
                assert answer in {"405", "404", "403", "401"}, (name, method, column, answer)


def test_each_position_is_told_in_words_and_enough_of_them_stand() -> None:
    assert set(POSITIONS) == set(COLUMNS)
    assert len(COLUMNS) >= 11


def test_the_table_for_the_data_protection_officer_is_this_one() -> None:
    written = (ROOT / "docs/behorigheter.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "python -m tests.access.matrix"
