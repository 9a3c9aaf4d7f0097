"""One patient the whole way home, in every role, with real workers; and one whose municipality owes.

SIP and deviations by themselves: test_sip_and_deviations.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import clock
from liability import services as liability_services
from tests.browser.walking import (
    Walk,
    follow,
    open_case,
    press,
    type_moment,
    wait_for_the_worker,
)
from tests.factories.region import build, personal_number, send_ready
from tests.faults.processes import RELAY, WORKER, Processes, processes
from transitions.models import Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db(transaction=True)

PATIENT = "Gun Provberg"
DAY_TWO = "Elsa Testsson"


@pytest.fixture
def workers(tmp_path: Path, live_server: object) -> Iterator[Processes]:
    """A real relay and a real Celery worker on the test's database and broker."""
    with processes(tmp_path / "workers.log", smtp_port=1) as started:
        started.start(*WORKER)
        started.start(*RELAY)
        yield started


@pytest.fixture
def walk(screen, workers: Processes) -> Walk:
    """A region with two patients: one to be admitted, one utskrivningsklar two days ago."""
    region = build(start=clock.now() - timedelta(days=2, hours=3))
    send_ready(region, clock.now() - timedelta(days=2))
    liability_services.assess_due()  # the night's run: the stay was read from a file
    return Walk(region, screen)


def test_the_way_home(walk: Walk) -> None:
    """Admission, planning, SIP, utskrivningsklar, home-coming, betalningsansvar, report."""
    admission(walk)
    planning(walk)
    care_contact_and_sip(walk)
    the_list_tells_of_changes(walk)
    ready_withdrawn_and_home(walk)
    home_care_in_two_taps(walk)
    liability(walk)
    report(walk)


def admission(walk: Walk) -> None:
    """The ward registers the patient and sends the inskrivningsmeddelande."""
    ward = walk.person("ward")
    walk.look(ward, "ward-worklist")
    ward.get_by_role("link", name="Skriv in patient").click()
    ward.get_by_label("Personnummer").fill("19380204-9812")
    ward.get_by_role("button", name="Fortsätt").click()
    expect(ward.get_by_text("Kontrollsiffran i personnumret stämmer inte").first).to_be_visible()
    walk.look(ward, "ward-admit-error")
    ward.get_by_label("Personnummer").fill(personal_number(date(1942, 3, 4)))
    ward.get_by_role("button", name="Fortsätt").click()
    ward.get_by_label("Namn").fill(PATIENT)
    ward.get_by_label("Folkbokförd i").select_option(label="Testköpings kommun")
    ward.get_by_label("Listad på vårdcentral").select_option(label="Gröndals vårdcentral")
    walk.look(ward, "ward-admit")
    press(ward, "Skriv in")
    assert personal_number(date(1942, 3, 4))[2:] not in ward.url

    expect(ward.get_by_label("Biståndsenheten (biståndsenhet)")).to_be_checked()
    expect(ward.get_by_label("Gröndals vårdcentral (vårdcentral)")).to_be_checked()
    expect(ward.get_by_text("Skyldighet").first).to_be_visible()
    ward.get_by_label("Beräknad utskrivning").fill((clock.today() + timedelta(days=4)).isoformat())
    ward.get_by_label("Behandlande läkare").fill("Dr Test")
    walk.look(ward, "ward-notice")
    press(ward, "Skicka inskrivningsmeddelande")
    walk.look(ward, "ward-case-noticed")
    expect(ward.get_by_text(re.compile("inom 24 timmar"))).to_be_visible()


def planning(walk: Walk) -> None:
    """The handläggare finds it, acknowledges, records contact and providers."""
    office = walk.person("office")
    wait_for_the_worker(office)
    office.goto("/att-gora/")
    expect(office.get_by_role("row", name=re.compile(PATIENT))).to_contain_text("Ny")
    walk.look(office, "office-worklist")
    open_case(office, PATIENT)
    walk.look(office, "office-case-new")
    press(office, "Kvittera inskrivningsmeddelande")
    follow(office, "Registrera kontakt")
    press_without_choice(walk, office)
    office.get_by_label("Ja, ansöker om insatser").check()
    press(office, "Spara kontakten")
    follow(office, "Ange utförare")
    office.get_by_label("Utförare: dag").select_option(label="Hemtjänsten Ett (hemtjänst)")
    office.get_by_label("Utförare: natt").select_option(label="Nattpatrullen (nattpatrull)")
    walk.look(office, "office-providers")
    press(office, "Spara utförare")


def press_without_choice(walk: Walk, office: Page) -> None:
    """An empty form says what to do, and takes the reader there."""
    office.get_by_role("button", name="Spara kontakten").click()
    expect(office).to_have_title(re.compile("^Fel: "))
    expect(office.get_by_role("link", name="Välj vad personen har svarat")).to_be_visible()
    walk.look(office, "office-contact-error")


def care_contact_and_sip(walk: Walk) -> None:
    """The vårdcentral names the fast vårdkontakt and calls to SIP before utskrivningsklar."""
    vc = walk.person("vc")
    open_case(vc, PATIENT)
    expect(vc.get_by_text("Börjar vid utskrivningsklar").first).to_be_visible()
    press(vc, "Kvittera inskrivningsmeddelande")
    follow(vc, "Utse fast vårdkontakt")
    vc.get_by_label("Namn och yrke").fill("Eva Ek, distriktssköterska")
    vc.get_by_label("Direktnummer").fill("08-123 00 00")
    walk.look(vc, "vc-care-contact")
    press(vc, "Utse fast vårdkontakt")
    call_to_sip(walk, vc, "vc-sip")
    walk.look(vc, "vc-case-called")


def call_to_sip(walk: Walk, page: Page, name: str) -> None:
    """Fill in and send the call, from the case."""
    page.get_by_role("main").get_by_role("link", name="Kalla till SIP").first.click()
    type_moment(page, "Mötestid", (clock.today() + timedelta(days=2)).isoformat(), "13.00")
    page.get_by_label("Video", exact=True).check()
    walk.look(page, name)
    press(page, "Skicka kallelse")


def the_list_tells_of_changes(walk: Walk) -> None:
    """The date changes: every unit must acknowledge, the office's open list says so without reload."""
    office, ward = walk.person("office"), walk.person("ward")
    wait_for_the_worker(office)
    office.goto("/att-gora/")
    open_case(ward, PATIENT)
    follow(ward, "Ändra beräknad utskrivning")
    ward.get_by_label("Ny beräknad utskrivning").fill((clock.today() + timedelta(days=5)).isoformat())
    ward.get_by_label("Säkert").check()
    press(ward, "Skicka nytt datum")
    wait_for_the_worker(ward)
    office.evaluate("document.body.dispatchEvent(new Event('uppdatera', {bubbles: true}))")
    expect(office.get_by_text(re.compile("har ändrats sedan du öppnade listan"))).to_be_visible()
    walk.look(office, "office-worklist-changed")
    stale_page(walk)


def stale_page(walk: Walk) -> None:
    """Two people on one case: the later is told what changed and loses nothing typed."""
    office, ward = walk.person("office"), walk.person("ward")
    open_case(office, PATIENT)
    follow(office, "Registrera kontakt")
    office.get_by_label("Om kontakten").fill("Vill ha hjälp med morgonen.")
    office.get_by_label("Ja, ansöker om insatser").check()
    open_case(ward, PATIENT)
    follow(ward, "Ändra beräknad utskrivning")
    ward.get_by_label("Troligt").check()
    press(ward, "Skicka nytt datum")
    office.get_by_role("button", name="Spara kontakten").click()
    expect(office.get_by_text("Ärendet har ändrats sedan du öppnade sidan.")).to_be_visible()
    expect(office.get_by_label("Om kontakten")).to_have_value("Vill ha hjälp med morgonen.")
    walk.look(office, "office-conflict")
    press(office, "Spara kontakten")


def ready_withdrawn_and_home(walk: Walk) -> None:
    """Utskrivningsklar with doctor, withdrawn, sent again; discharged home."""
    ward = walk.person("ward")
    open_case(ward, PATIENT)
    ready(walk, ward)
    follow(ward, "Återkalla utskrivningsklar")
    ward.get_by_label("Varför är patienten inte längre utskrivningsklar?").fill("Feber i natt.")
    press(ward, "Återkalla utskrivningsklar")
    ready(walk, ward)
    walk.look(ward, "ward-case-ready")
    wait_for_the_worker(ward)
    follow(ward, "Skriv ut")
    ward.get_by_label("Hemmet").check()
    walk.look(ward, "ward-discharge")
    press(ward, "Skriv ut")
    wait_for_the_worker(ward)
    ward.reload()
    walk.look(ward, "ward-case-home")
    sent = Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT, episode__patient__name=PATIENT).last()
    assert sent is not None
    assert abs((clock.now() - sent.at).total_seconds()) < 600, "counted from when the server received it"


def ready(walk: Walk, ward: Page) -> None:
    """Send utskrivningsklar."""
    follow(ward, "Skicka utskrivningsklar")
    ward.get_by_label("Behandlande läkare som har gjort bedömningen").fill("Dr Test")
    if "ward-ready" not in walk.looked:
        walk.look(ward, "ward-ready")
    press(ward, "Skicka utskrivningsklar")


def home_care_in_two_taps(walk: Walk) -> None:
    """On a phone: the list is the first page, one tap acknowledges; the night patrol too."""
    for name in ("home", "night"):
        phone = walk.person(name, width="phone")
        phone.goto("/")
        expect(phone).to_have_url(re.compile("/att-gora/$"))
        walk.look(phone, f"{name}-worklist")
        row = phone.get_by_role("row", name=re.compile(PATIENT))
        expect(row).to_be_visible()
        row.get_by_role("button", name=re.compile("^Kvittera")).tap()
        expect(phone.get_by_text("Kvitterat: 1 ärende.")).to_be_visible()
        receipts = Item.objects.filter(kind=ItemKind.ACKNOWLEDGED, by_unit_id=walk.region.id(name))
        assert {item.data["of"] for item in receipts} >= {"home_care_notified"}
    home = walk.person("home")
    home.goto("/personer/")
    home.get_by_label("Sök namn eller personnummer").fill(PATIENT)
    home.get_by_role("button", name="Sök").click()
    assert "Provberg" not in home.url
    walk.look(home, "home-people")
    home.get_by_role("link", name=PATIENT).click()
    expect(home.get_by_text("Kalla till SIP")).to_have_count(0)  # its own steps alone
    walk.look(home, "home-case")


def liability(walk: Walk) -> None:
    """The case says what the municipality owes, or not, and why."""
    office = walk.person("office")
    open_case(office, DAY_TWO)
    expect(office.get_by_role("heading", name="Betalningsansvar")).to_be_visible()
    walk.look(office, "office-case-liability")
    office.get_by_role("link", name="Se hur det är räknat").click()
    expect(office.get_by_text(re.compile("LUS|§")).first).to_be_visible()
    walk.look(office, "office-liability")


def report(walk: Walk) -> None:
    """The manager opens the month's report and downloads the PDF."""
    manager = walk.person("management")
    manager.goto("/rapporter/")
    walk.look(manager, "manager-report")
    manager.get_by_role("button", name="Ladda ner PDF").click()
    wait_for_the_worker(manager)
    fetch = manager.get_by_role("link", name=re.compile("Hämta filen"))
    expect(fetch).to_be_visible(timeout=60_000)
    walk.look(manager, "manager-report-file")
    with manager.expect_download() as download:
        fetch.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
