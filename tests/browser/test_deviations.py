"""A deviation from the night patrol's telephone to the answer that is read, and the table that sends it right."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from deviations import services
from deviations.models import Deviation
from tests.browser.helpers import look
from tests.factories.region import Region, build, order_help
from transitions.notifications import system_acting

pytestmark = pytest.mark.django_db(transaction=True)


class Taps:
    """Counts what a thumb does: a tap on a link, a button, a field or a choice."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, locator) -> None:
        self.count += 1
        locator.tap()

    def choose(self, label: str, option: str) -> None:
        self.count += 2  # the list opens, and a line of it is chosen
        self.page.get_by_label(label).select_option(label=option)

    def write(self, label: str, text: str) -> None:
        self.count += 1
        self.page.get_by_label(label).fill(text)


@pytest.fixture
def region(live_server) -> Region:
    made = build(start=clock.now() - timedelta(days=2), to=("office", "vc", "home"))
    order_help(made)
    return made


def test_the_night_patrol_reports_and_reads_the_answer(region: Region, log_in) -> None:
    night = log_in("night", "phone")
    night.goto(reverse("case", args=[region.episode.public_id]))
    started, taps = time.monotonic(), Taps(night)
    taps.on(night.get_by_role("link", name="Rapportera avvikelse"))
    taps.choose("Vad gäller det?", "Läkemedel")
    taps.on(night.get_by_label(re.compile("Gröndals vårdcentral")))
    taps.write("Vad hände?", "Dosetten var tom när vi kom klockan 02.")
    taps.on(night.get_by_label("Måttlig: övergående skada, eller risk för det"))
    look(night, "deviation-report")
    before_sending = time.monotonic()
    taps.on(night.get_by_role("button", name="Skicka avvikelsen"))
    expect(night.get_by_text("Avvikelsen är skickad.")).to_be_visible()
    assert taps.count < 8
    assert before_sending - started < 60
    row = Deviation.objects.get()
    assert (row.routed_to_id, row.text) == (region.id("vc"), "Dosetten var tom när vi kom klockan 02.")

    vc = log_in("vc")
    vc.goto(reverse("deviation_list"))
    look(vc, "deviation-list")
    vc.get_by_role("link", name="Läkemedel").click()
    vc.get_by_role("button", name="Börja utreda").click()
    expect(vc.get_by_text("Den som rapporterade ser det.")).to_be_visible()
    vc.get_by_text("Fel mottagare?").click()
    look(vc, "deviation-investigating")
    vc.get_by_label("Förklaring").fill("Recepten förnyades inte före helgen.")
    vc.get_by_role("button", name="Skicka svaret").click()
    expect(vc.locator("#hv-errors")).to_contain_text("Skriv vad ni gör")
    vc.get_by_label("Föreslagen åtgärd").fill("Vi förnyar recept två dagar före varje helg.")
    vc.get_by_role("button", name="Skicka svaret").click()
    expect(vc.get_by_text("Svaret är skickat.")).to_be_visible()

    night.goto(f"{reverse('deviation_list')}?flik=skickade")
    night.get_by_role("link", name="Läkemedel").tap()
    expect(night.get_by_text("Vi förnyar recept två dagar före varje helg.")).to_be_visible()
    night.get_by_role("button", name="Jag har läst svaret").tap()
    expect(night.get_by_text("Svaret är markerat som läst.")).to_be_visible()
    look(night, "deviation-read")
    assert Deviation.objects.get().read_at is not None


def test_the_mas_keeps_the_table_and_sees_what_is_late(region: Region, log_in) -> None:
    row = services.report(
        acting=region.acting("vc"),
        at=clock.now(),
        category="aids",
        about_id=region.id("office"),
        severity="serious",
        text="Rullstolen kom inte.",
    )
    mas = log_in("mas")
    services.ask(acting=system_acting(), now=clock.now() + timedelta(days=45))
    mas.goto(reverse("deviation_list"))
    expect(mas.get_by_text(re.compile("Hos styrgruppen|Hos samverkansforum"))).to_be_visible()
    look(mas, "deviation-list-late")
    mas.goto(reverse("deviation_detail", args=[row.public_id]))
    look(mas, "deviation-late")
    mas.goto(reverse("deviation_routes"))
    look(mas, "deviation-routes-empty")
    mas.get_by_label("Ny mottagare: enhet").select_option(label="MAS, Testköpings kommun")
    mas.get_by_role("button", name="Lägg till mottagare").click()
    mas.get_by_label("Vad det gäller").select_option(label="Hjälpmedel")
    mas.get_by_label("Funktion").select_option(label="MAR")
    mas.get_by_label("Den som svarar").select_option(label="Person mas")
    look(mas, "deviation-route")
    mas.get_by_role("button", name="Spara mottagaren").click()
    expect(mas.get_by_text("Mottagaren är sparad.")).to_be_visible()
    look(mas, "deviation-routes")
    mas.get_by_role("link", name="Ändra svarstider").click()
    look(mas, "deviation-terms")
