"""The watch at the end of a test process sees a patient wherever one was let out."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from tests import canary
from tests.factories.region import Region, build

NAME, NUMBER = "Elsa Testsson", "193802049811"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> canary.Watch:
    """A watch of this test's own: what it finds does not fail the run."""
    own = canary.Watch()
    own.born(NAME)
    monkeypatch.setattr(canary, "WATCH", own)
    return own


@pytest.fixture
def region(watch: canary.Watch) -> Iterator[Region]:
    return build()


def test_a_name_and_a_number_in_a_log_line(watch: canary.Watch) -> None:
    logging.getLogger("x").warning("patient %s opened", NAME)
    structlog.get_logger("x").warning("opened", patient=NUMBER)
    structlog.get_logger("x").warning("opened", patient=7, unit="Elsa Brändström", name="Testsson")
    name, number = watch.faults()
    assert name.startswith("log: the name Elsa Testsson")
    assert number.startswith("log: a number was about to be written")


def test_a_name_and_a_number_in_a_mail(watch: canary.Watch, mailoutbox: list[EmailMessage]) -> None:
    EmailMessage(
        "Ett ärende", f"Gå till {NUMBER[2:8]}-{NUMBER[8:]}", "a@example.org", ["b@example.org"]
    ).send()
    EmailMessage(f"Åter: {NAME}", "Gå till Hemväg", "a@example.org", ["b@example.org"]).send()
    EmailMessage("Ett ärende", "Gå till Hemväg", "a@example.org", ["b@example.org"]).send()
    assert len(mailoutbox) == 3
    assert [fault.partition(" (")[0] for fault in watch.faults()] == [
        "mail: an identity number",
        "mail: the name Elsa Testsson",
    ]


def test_what_stands_in_broker_and_cache(watch: canary.Watch, valkeys: object) -> None:
    client = redis.Redis.from_url(settings.CACHE_URL)
    client.set("canary:1", NAME)
    client.rpush("canary:2", f'{{"args": ["{NUMBER}"]}}')
    client.hset("canary:3", mapping={"a": f"{NUMBER[2:]}"})
    try:
        canary.saw_redis("cache", settings.CACHE_URL)
    finally:
        client.delete("canary:1", "canary:2", "canary:3")
    assert len(watch.faults()) == 2
    assert {place for place, _, text in watch.seen if "canary:" in text} == {"cache"}


def test_an_address_and_a_file(watch: canary.Watch, tmp_path: Path) -> None:
    watch.saw("address in the browser", "http://127.0.0.1/arenden/?q=Elsa+Testsson")
    watch.saw("address in the browser", "http://127.0.0.1/arenden/?q=19380204%2D9811")
    watch.saw("address in the browser", "http://127.0.0.1/arenden/550e8400-e29b-41d4-a716-446655440000/")
    (tmp_path / "worker.log").write_text(f"{NAME}\nTask done: {NUMBER}\n")
    canary.saw_file("log of worker and relay", tmp_path / "worker.log", len(NAME))
    assert [fault.partition(" (")[0] for fault in watch.faults()] == [
        "address in the browser: the name Elsa Testsson",
        "address in the browser: an identity number",
        "log of worker and relay: an identity number",
    ]


def test_the_end_of_a_process_is_red(watch: canary.Watch, tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("before\n")
    with (
        pytest.raises(AssertionError, match="PostgreSQL's log: the name Elsa Testsson"),
        canary.watching(log, tmp_path),
    ):
        log.write_text(f"before\nDETAIL: {NAME}\n")
    watch.seen.clear()
    (tmp_path / f"{NUMBER}.csv").touch()
    with (
        pytest.raises(AssertionError, match="file name: an identity number"),
        canary.watching(tmp_path / "x", tmp_path),
    ):
        pass


@pytest.mark.django_db
def test_the_patients_of_the_tests_are_canaries(region: Region, watch: canary.Watch) -> None:
    region.episode.patient.name = "Kanarie Fågelsson"
    region.episode.patient.save()
    assert ("Kanarie", "Fågelsson") in watch.names
