"""Nothing is done for another site, and nothing is done by looking (WEB-3, row 88)."""

import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.access.matrix import MATRIX
from tests.access.test_others import addresses
from tests.access.world import World, kept_world
from tests.database import table_counts
from tests.web.looking import LOOKED, Writes, readers

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
TOKEN_OF_A_SYSTEM = {
    "api_cases",
    "api_case",
    "api_admission_notices",
    "api_message",
    "api_message_receipts",
    "api_schema",
}
"""Opened by a key in a header, which no browser sends by itself; a session opens nothing there."""
CODE_OF_A_PATIENT = {"experience_enter", "experience_answer"}
"""Opened by a code on paper; a session and its cookie are not asked for, so that nobody need accept one."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything, undone at the end. The pages themselves are not made."""
    unmade = patch.object(Template, "render", return_value="")
    with unmade, kept_world(django_db_blocker) as world:
        logging.disable(logging.CRITICAL)
        try:
            yield world
        finally:
            logging.disable(logging.NOTSET)


def ask(client: Client, method: str, address: str, **more: Any) -> HttpResponseBase:
    """The answer, undone."""
    kept = SimpleCookie(client.cookies)
    point = transaction.savepoint()
    try:
        return getattr(client, method.lower())(address, **more)
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = kept


def guarded(world: World, column: str) -> Client:
    """The same browser, before a server that asks for the page's key; it has a cookie with one."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = SimpleCookie(world.clients[column].cookies)
    client.cookies["csrftoken"] = "a" * 32
    return client


def ours() -> list[str]:
    """Every address of ours that is opened by a session."""
    return sorted({name for name, _ in MATRIX} - TOKEN_OF_A_SYSTEM - CODE_OF_A_PATIENT)


ATTACKS: dict[str, dict[str, Any]] = {
    "no token": {},
    "a wrong token": {"data": {"csrfmiddlewaretoken": "b" * 32}},
    "another site with the token": {
        "data": {"csrfmiddlewaretoken": "a" * 32},
        "headers": {"Origin": "https://evil.example"},
    },
    "a sandboxed frame": {"data": {"csrfmiddlewaretoken": "a" * 32}, "headers": {"Origin": "null"}},
    "htmx without token": {"headers": {"HX-Request": "true"}},
}

WITH_A_SESSION = ("no token", "another site with the token")
"""The others come without one: the key is asked for before anything else, and a walk without a session is quick."""


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_a_post_from_elsewhere_is_refused_everywhere_and_writes_nothing(world: World, attack: str) -> None:
    client = guarded(world, "nurse" if attack in WITH_A_SESSION else "anon")
    others = [address for address in addresses() if not address.endswith("z")]
    targets = [world.address(name) for name in ours()] + ([] if attack != "no token" else others)
    before = table_counts(connection)
    for address in targets:
        writes = Writes()
        with connection.execute_wrapper(writes):
            answer = ask(client, "POST", address, **ATTACKS[attack])
        assert answer.status_code == 403, (address, attack, answer.status_code)
        assert writes.found == set(), (address, attack)
    assert table_counts(connection) == before
    assert len(targets) > 80


def test_the_same_browser_is_served_with_the_right_token(world: World) -> None:
    """Else every refusal above could have another cause."""
    client = guarded(world, "nurse")
    right = {"csrfmiddlewaretoken": "a" * 32}
    assert ask(client, "POST", reverse("people"), data=right).status_code == 200
    by_header = ask(
        client, "POST", reverse("people"), headers={"HX-Request": "true", "X-CSRFToken": "a" * 32}
    )
    assert by_header.status_code == 200
    own = ask(client, "POST", reverse("people"), data=right, headers={"Origin": "http://testserver"})
    assert own.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_unsafe_method_passes_without_a_token(world: World, method: str) -> None:
    client = guarded(world, "anon")
    for name in ours():
        assert ask(client, method, world.address(name)).status_code == 403, (name, method)


def test_only_addresses_for_systems_are_exempt(world: World) -> None:
    """An exempt address is opened by a key, never by a session."""
    exempt = {name for name, view in views(get_resolver()) if getattr(view, "csrf_exempt", False)}
    assert exempt == TOKEN_OF_A_SYSTEM | CODE_OF_A_PATIENT
    for name in sorted(TOKEN_OF_A_SYSTEM - {"api_schema"}):
        for method in UNSAFE:
            assert ask(guarded(world, "nurse"), method, world.address(name)).status_code in (401, 405), (
                name,
                method,
            )


@pytest.mark.parametrize("name", sorted(CODE_OF_A_PATIENT))
def test_what_a_code_opens_takes_no_notice_of_a_session(world: World, name: str) -> None:
    """The same with and without a log-in: there is nothing that another site could do in somebody's name."""
    anonymous = ask(guarded(world, "anon"), "POST", world.address(name))
    nurse = ask(guarded(world, "nurse"), "POST", world.address(name))
    assert anonymous.status_code == nurse.status_code == 422


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or str(entry.pattern)), entry.callback


@pytest.mark.long
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_changes_nothing(world: World, method: str) -> None:
    """By the rows themselves; what a GET says to the database, test_headers hears on its own walk."""
    before = table_counts(connection)
    for name in sorted({name for name, _ in MATRIX} - {"log_extract_pdf"}):
        for column in readers(name)[: 2 if method == "GET" else 1]:
            writes, client = Writes(), world.clients[column]
            kept = SimpleCookie(client.cookies)
            with connection.execute_wrapper(writes):
                getattr(client, method.lower())(world.address(name))
            client.cookies = kept
            assert writes.found == set(), (method, name, column)
    after = table_counts(connection)
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= set(LOOKED), f"{method} changed {sorted(changed - set(LOOKED))}"
