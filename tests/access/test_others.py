"""Addresses of other packages (log-in, second factor, technical administration) and those for machines."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from actors.models import User
from core import clock
from tests.access.matrix import OTHERS
from tests.factories.region import Region, build, logged_in


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


def _named(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _named(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern) and entry.name:
            yield prefix + entry.name


def addresses() -> list[str]:
    """Every address of other packages that needs no argument."""
    found = set()
    for name in _named(get_resolver()):
        if OTHERS.fullmatch(name):
            try:
                found.add(reverse(name))
            except NoReverseMatch:
                continue
    return sorted(found)


def test_nobody_signs_up(db: None) -> None:
    where = reverse("account_signup")
    data = {"username": "ny", "password1": "en-lang-losenordsfras", "password2": "en-lang-losenordsfras"}
    for answer in (Client().get(where), Client().post(where, data)):
        assert b"password1" not in answer.content
    assert not User.objects.exists()


def test_technical_administration_is_for_staff_alone(region: Region) -> None:
    inside = [address for address in addresses() if address.startswith("/admin/")]
    assert len(inside) > 10
    for client in (Client(), region.client("ward"), region.client("management")):
        for address in inside:
            answer = client.get(address)
            open_to_all = address in {"/admin/login/", "/admin/logout/"}
            assert answer.status_code in ((302, 403, 405) if open_to_all else (302, 404)), address
            if not open_to_all and answer.status_code == 302:
                assert answer["Location"].startswith("/admin/login/"), address
            assert b"password" not in answer.content, address


def test_staff_without_rights_may_change_nothing_there(region: Region) -> None:
    user, _ = region.person("management")
    user.is_staff = True
    user.save()
    client = Client()
    client.force_login(user)
    tables = [address for address in addresses() if address.startswith("/admin/") and address.count("/") > 3]
    refused = [address for address in tables if not address.startswith("/admin/password_change/")]
    assert len(refused) > 10
    for address in refused:
        assert client.get(address).status_code in (302, 403), address


def test_log_in_pages_stand_without_a_log_in_and_without_an_assignment(region: Region) -> None:
    user, _ = region.person("ward")
    without = Client()
    without.force_login(user)
    for client in (Client(), without):
        for address in addresses():
            if not address.startswith("/admin/"):
                assert client.get(address).status_code < 500, address


def test_machines_ask_without_a_log_in(db: None) -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}
    assert Client().get("/readyz").status_code == 200


def test_a_log_in_leads_to_the_choice_of_assignment_and_then_to_work(region: Region) -> None:
    user, assignment = region.person("office")
    user.username = "demo-handlaggare"
    user.set_password("en-lang-losenordsfras")
    user.save()
    client = Client()
    log_in = {"login": user.username, "password": "en-lang-losenordsfras"}
    target, visited = client.post(reverse("account_login"), log_in)["Location"], []
    while target and len(visited) < 6:
        visited.append(target)
        target = client.get(target).headers.get("Location", "")
    assert visited[-1] == reverse("worklist")
    assert reverse("choose_assignment") in visited
    assert client.session["assignment_id"] == assignment.pk


def test_another_persons_assignment_cannot_be_chosen(region: Region) -> None:
    _, foreign = region.person("office")
    client = region.client("other_office")
    answer = client.post(reverse("choose_assignment"), {"assignment": foreign.pk})
    assert answer.status_code == 404
    session = client.session
    session["assignment_id"] = foreign.pk
    session.save()
    assert client.get(reverse("worklist"))["Location"].startswith(reverse("choose_assignment"))


def test_an_assignment_that_ends_stops_at_the_next_request(region: Region) -> None:
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    assert client.get(reverse("worklist")).status_code == 200
    assignment.valid_to = clock.today() - timedelta(days=1)
    assignment.save()
    assert client.get(reverse("worklist"))["Location"].startswith(reverse("choose_assignment"))
