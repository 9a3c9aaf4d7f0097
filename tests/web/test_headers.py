"""What every response tells the browser, asked of every address under production's settings (WEB-1, WEB-2, WEB-4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from unittest.mock import patch

import pytest
from csp.middleware import CSPMiddleware
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, HttpResponseBase
from django.template.backends.django import Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.access.matrix import MATRIX
from tests.access.test_others import addresses
from tests.access.world import World, kept_world
from tests.architecture.source import ROOT
from tests.web import production
from tests.web.looking import Writes, readers

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
A_YEAR = 31_536_000
ELSEWHERE = {("log_extract_pdf", "GET")}
"""A document, which takes seconds to make; the report's file is one too."""


@dataclass(frozen=True)
class Answer:
    """One response and of what it is."""

    of: str
    who: str
    response: HttpResponseBase
    wrote: frozenset[str] = frozenset()

    @property
    def told(self) -> str:
        return f"{self.of} as {self.who}: {self.response.status_code}"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything, under production's cookies, undone at the end."""
    with override_settings(**production.of_the_browser()), kept_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def answers(world: World) -> list[Answer]:
    """Every address by every method it has, to two who are shown it and to nobody, and what goes wrong."""
    found = []
    # Which headers an answer has is decided around the page; the pages themselves are read below, and in tests/pages.
    with patch.object(Template, "render", return_value=""):
        for name, method in sorted(set(MATRIX) - ELSEWHERE):
            who = (*readers(name), "anon") if method == "GET" else ("nurse",)
            for one in dict.fromkeys(who):
                with connection.execute_wrapper(writes := Writes()):
                    answer = ask(world, one, method, world.address(name))
                found.append(Answer(f"{method} {name}", one, answer, frozenset(writes.found)))
        others = [*addresses(), "/finns-inte/", "/static/css/app/base.css", "/static/finns-inte.css"]
        found += [Answer(f"GET {address}", "anon", ask(world, "anon", "GET", address)) for address in others]
    case = world.address("case")
    found += [
        Answer("GET start, whole page", "nurse", ask(world, "nurse", "GET", world.address("worklist"))),
        Answer(
            "GET case, fragment", "nurse", ask(world, "nurse", "GET", case, headers={"HX-Request": "true"})
        ),
        Answer("GET report_file", "mgr", ask(world, "mgr", "GET", world.address("report_file"))),
        Answer("another host", "nurse", ask(world, "nurse", "GET", case, headers={"Host": "evil.example"})),
        Answer(
            "too large", "nurse", ask(world, "nurse", "POST", case, headers={"Content-Length": "99999999"})
        ),
        Answer("no key", "anon", Client(enforce_csrf_checks=True).post(reverse("settings"), secure=True)),
    ]
    for error in (RuntimeError("broken"), DatabaseError("away")):
        with patch("transitions.selectors.cases.by_public_id", side_effect=error):
            found.append(Answer(type(error).__name__, "nurse", ask(world, "nurse", "GET", case)))
    with patch("core.access_log.record_look", side_effect=OSError):
        found.append(Answer("a look that fails", "nurse", ask(world, "nurse", "GET", case)))
    return found


def ask(world: World, who: str, method: str, address: str, **more: object) -> HttpResponseBase:
    """The response over TLS, undone; a 500 is an answer too."""
    client = world.clients[who]
    client.raise_request_exception = False
    kept = SimpleCookie(client.cookies)
    point = transaction.savepoint()
    try:
        return getattr(client, method.lower())(address, secure=True, **more)
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = kept


def policy(response: HttpResponseBase) -> list[str]:
    return [part.strip() for part in response.headers.get("Content-Security-Policy", "").split(";")]


def test_the_walk_meets_every_kind_of_answer(answers: list[Answer]) -> None:
    found = {answer.response.status_code for answer in answers}
    assert {200, 204, 302, 400, 401, 403, 404, 405, 413, 422, 500} <= found
    assert len(answers) > 300


def test_looking_writes_nowhere_but_where_a_look_may(answers: list[Answer]) -> None:
    """What is asked for by GET changes nothing (row 88)."""
    gets = [answer for answer in answers if answer.of.startswith("GET ")]
    assert {answer.told: sorted(answer.wrote) for answer in gets if answer.wrote} == {}
    assert len({answer.of for answer in gets}) > 100


def test_every_response_has_a_strict_policy(answers: list[Answer]) -> None:
    for answer in answers:
        told = policy(answer.response)
        assert set(told) >= POLICY, answer.told
        scripts = [part for part in told if part.startswith("script-src")]
        assert len(scripts) == 1, answer.told
        assert re.fullmatch(r"script-src 'self'( 'nonce-[A-Za-z0-9+/=_-]{22,}')?", scripts[0]), answer.told
        assert not re.search(r"unsafe-|\*|https?:|data:|blob:", "".join(told)), answer.told


def test_every_response_has_the_other_headers(answers: list[Answer]) -> None:
    for answer in answers:
        headers = answer.response.headers
        age = re.fullmatch(
            r"max-age=(\d+); includeSubDomains(?:; preload)?", headers["Strict-Transport-Security"]
        )
        assert age, answer.told
        assert int(age[1]) >= A_YEAR, answer.told
        assert headers["X-Content-Type-Options"] == "nosniff", answer.told
        assert headers["Referrer-Policy"] == "same-origin", answer.told
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", answer.told
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", answer.told
        assert headers["X-Frame-Options"] == "DENY", answer.told
        assert "camera=()" in headers["Permissions-Policy"], answer.told
        assert "Access-Control-Allow-Origin" not in headers, answer.told


def test_nothing_is_kept_of_what_a_person_saw(answers: list[Answer]) -> None:
    for answer in answers:
        headers = answer.response.headers
        if "/static/" not in answer.of:
            assert "no-store" in headers["Cache-Control"], answer.told
        if headers.get("Content-Type", "").startswith("text/html"):
            assert "HX-Request" in headers["Vary"], answer.told


def test_every_cookie_is_closed(answers: list[Answer], world: World) -> None:
    chosen = ask(world, "nurse", "POST", reverse("settings"), data={"scheme": "dark", "shortcuts": "on"})
    log_in = Client().get(reverse("account_login"), secure=True)
    set_by = [*answers, Answer("settings", "nurse", chosen), Answer("log-in", "anon", log_in)]
    names = set()
    for answer in set_by:
        for cookie in answer.response.cookies.values():
            names.add(cookie.key)
            assert cookie["secure"], (answer.told, cookie.key)
            assert cookie["httponly"], (answer.told, cookie.key)
            assert cookie["samesite"] in ("Lax", "Strict"), (answer.told, cookie.key)
            if cookie.key.startswith("__Host-"):
                assert (cookie["path"], cookie["domain"]) == ("/", ""), answer.told
    assert "__Host-csrf" in names
    assert "hv_appearance" in names
    assert "__Host-session" in world.clients["nurse"].cookies
    assert not {"sessionid", "csrftoken"} & names


def test_a_thousand_responses_have_a_thousand_nonces() -> None:
    """Each page tells its own nonce on every script of it, and no other."""
    seen = set()
    make = RequestFactory()

    def view(request: object) -> HttpResponse:
        return HttpResponse(request.csp_nonce)  # type: ignore[attr-defined]

    middleware = CSPMiddleware(view)
    for _ in range(1000):
        response = middleware(make.get("/"))
        nonce = response.content.decode()
        assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
        seen.add(nonce)
    assert len(seen) == 1000


@pytest.mark.parametrize("name", ["help", "api_docs", "settings"])
def test_the_scripts_of_a_page_carry_the_nonce_of_its_header(db: None, name: str) -> None:
    response = Client().get(reverse(name))
    page = response.content.decode()
    scripts = re.findall(r"<script\b[^>]*>", page)
    told = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
    assert told
    assert len(scripts) == 2
    assert all(f'nonce="{told[1]}"' in script and " src=" in script for script in scripts)


@pytest.mark.parametrize("name", ["400.html", "500.html", "core/unavailable.html"])
def test_an_error_page_without_a_request_has_no_empty_nonce(name: str) -> None:
    page = render_to_string(name)
    assert "nonce" not in page
    assert "<main" in page


def test_no_template_of_ours_holds_script_or_style_of_its_own() -> None:
    """Scripts and styles are files of ours; a script element without one holds data (JSON), which nothing runs."""
    inline = re.compile(r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:|hx-on", re.IGNORECASE)
    script = re.compile(r"<script\b[^>]*", re.IGNORECASE)
    looked = 0
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]:
        text = re.sub(
            r"{%\s*comment.*?endcomment\s*%}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        looked += 1
        if "pdf" in path.name or "email" in path.parts:
            continue
        assert not inline.search(text), path
        for found in script.findall(text):
            assert 'src="{% static ' in found or 'type="application/json"' in found, (path, found)
    assert looked > 50
