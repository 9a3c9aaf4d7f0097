"""One patient the whole way home, in every role, with real workers; and two more whose SIP goes otherwise."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.walking import Walk, open_case, send, wait_for_the_worker
from tests.factories.region import build, personal_number
from tests.faults.processes import RELAY, WORKER, Processes, processes

pytestmark = pytest.mark.django_db(transaction=True)

PATIENT = "Gun Provberg"


@pytest.fixture
def workers(tmp_path: Path, live_server: object) -> Iterator[Processes]:
    """A real relay and a real Celery worker on the test's database and broker."""
    with processes(tmp_path / "workers.log", smtp_port=1) as started:
        started.start(*WORKER)
        started.start(*RELAY)
        yield started


def test_the_way_home(screen, workers) -> None:
    walk = Walk(build(), screen)
    born = clock.today().replace(year=clock.today().year - 84)

    ward = walk.person("ward")
    walk.look(ward, "ward-worklist")
    ward.get_by_role("link", name="Skriv in patient").click()
    ward.get_by_label("Personnummer").fill("19380204-9812")
    ward.get_by_role("button", name="Fortsätt").click()
    expect(ward.get_by_text("Kontrollsiffran i personnumret stämmer inte").first).to_be_visible()
    walk.look(ward, "ward-admit-error")
    ward.get_by_label("Personnummer").fill(personal_number(born))
    ward.get_by_role("button", name="Fortsätt").click()
    ward.get_by_label("Namn").fill(PATIENT)
    ward.get_by_label("Folkbokförd i").select_option(label="Testköpings kommun")
    ward.get_by_label("Listad på vårdcentral").select_option(label="Gröndals vårdcentral")
    walk.look(ward, "ward-admit")
    send(ward, "Skriv in")

    expect(ward.get_by_label("Biståndsenheten (biståndsenhet)")).to_be_checked()
    expect(ward.get_by_label("Gröndals vårdcentral (vårdcentral)")).to_be_checked()
    expect(ward.get_by_text("Skyldighet").first).to_be_visible()
    ward.get_by_label("Beräknad utskrivning").fill((clock.today() + timedelta(days=4)).isoformat())
    ward.get_by_label("Behandlande läkare").fill("Dr Test")
    walk.look(ward, "ward-notice")
    send(ward, "Skicka inskrivningsmeddelande")
    walk.look(ward, "ward-case-noticed")
    expect(ward.get_by_text("Inskrivningsmeddelande inom 24 timmar")).to_be_visible()

    wait_for_the_worker(ward)
    office = walk.person("office")
    office.goto("/att-gora/")
    walk.look(office, "office-worklist")
    open_case(office, PATIENT)
    walk.look(office, "office-case")
    send(office, "Kvittera inskrivningsmeddelande")
