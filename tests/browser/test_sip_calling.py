"""From a signal to a settled time in a browser; both sides call in few interactions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from core import clock, monotonic
from sip.models import Sip
from tests.browser.helpers import look
from tests.factories.region import Region, build, send_ready

pytestmark = pytest.mark.django_db(transaction=True)

MOST_INTERACTIONS = 12
MOST_SECONDS = 60


class Hand:
    """Counts what a person does: each click, each choice, each field that is filled in."""

    def __init__(self) -> None:
        self.count = 0
        self.since = monotonic.seconds()

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def check(self, target: Locator) -> None:
        self.count += 1
        target.check()

    def fill(self, target: Locator, text: str) -> None:
        self.count += 1
        target.fill(text)

    @property
    def seconds(self) -> float:
        return monotonic.seconds() - self.since


@pytest.fixture
def region(live_server) -> Region:
    """Nine days after utskrivningsklar; home care and night patrol help the person, nobody has called."""
    made = build(start=clock.now() - timedelta(days=12), to=("office", "vc", "home", "night"))
    send_ready(made, clock.now() - timedelta(days=9))
    return made


def test_the_vardcentral_calls_in_under_a_minute_and_twelve_interactions(region: Region, log_in) -> None:
    page = log_in("vc")
    page.goto(reverse("sip_list"))
    hand = Hand()
    meeting = clock.local(clock.now() + timedelta(days=2))
    hand.click(page.get_by_role("link", name="Kalla till SIP för Elsa Testsson"))
    hand.fill(page.get_by_label("Dag"), f"{meeting:%Y-%m-%d}")
    hand.fill(page.get_by_label("Klockslag"), "13.00")
    hand.check(page.get_by_label("Video"))
    hand.click(page.get_by_role("button", name="Skicka kallelse"))
    expect(page.get_by_text("Kallelsen är skickad.")).to_be_visible()
    assert hand.count < MOST_INTERACTIONS
    assert hand.seconds < MOST_SECONDS
    assert Sip.objects.get().place.startswith("https://")


@pytest.mark.long
def test_from_a_signal_over_a_municipal_call_to_a_settled_time(region: Region, log_in) -> None:
    home = log_in("home", "phone")
    home.goto(reverse("case", args=[region.episode.public_id]))
    home.get_by_role("link", name="Signalera behov av SIP").click()
    home.get_by_label("Otrygg situation hemma").check()
    look(home, "sip-signal")
    home.get_by_role("button", name="Skicka signalen").click()
    expect(home.get_by_text("Väntar på svar")).to_be_visible()
    look(home, "sip-signals-sent")
    vc = log_in("vc")
    vc.goto(f"{reverse('sip_list')}?flik=samordnare")
    look(vc, "sip-list-coordinators")
    vc.goto(f"{reverse('sip_list')}?flik=signaler")
    look(vc, "sip-list-signals")
    vc.get_by_role("link", name="Svara på signalen om Elsa Testsson").click()
    vc.get_by_label("Inte nu", exact=True).check()
    vc.get_by_role("button", name="Skicka svaret").click()
    expect(vc.locator("#hv-errors")).to_contain_text("Välj varför")
    look(vc, "sip-signal-answer")
    vc.get_by_label("Varför inte nu?").select_option(label="Det är för tidigt, vi återkommer")
    vc.get_by_role("button", name="Skicka svaret").click()
    expect(vc.get_by_text("Svaret är skickat.")).to_be_visible()

    office = log_in("office")
    office.goto(reverse("sip_call", args=[region.episode.public_id]))
    meeting = clock.local(clock.now() + timedelta(days=9))
    office.get_by_label("Dag").fill(f"{meeting:%Y-%m-%d}")
    office.get_by_label("Klockslag").fill("13.00")
    office.get_by_label("Video").check()
    office.get_by_label("Varför kallar kommunen?").fill("Vårdcentralen har inte kallat inom tre dagar.")
    look(office, "sip-call-reasons")
    office.get_by_role("button", name="Skicka kallelse").click()
    expect(office.get_by_text("Kallelsen är skickad.")).to_be_visible()
    sip = Sip.objects.get()
    office.goto(reverse("sip_times", args=[sip.public_id]))
    office.get_by_role("link", name="Föreslå tider").click()
    look(office, "sip-times-propose")
    office.get_by_role("button", name="Skicka förslagen").click()
    expect(office.get_by_text("Förslagen är skickade.")).to_be_visible()

    home.goto(reverse("case", args=[region.episode.public_id]))
    home.goto(reverse("sip_times_open", args=[region.episode.public_id]))
    look(home, "sip-times-home")
    home.get_by_role("link", name="Svara om tiden").click()
    for number in range(home.get_by_role("radio", name="Kan", exact=True).count()):
        name = "Kan" if number == 1 else "Kan inte"
        at = home.get_by_role("radio", name=name, exact=True).nth(number)
        at.check()
    home.get_by_label("Annan tid som passar").fill("Torsdagar efter kl. 14")
    look(home, "sip-times-answer")
    home.get_by_role("button", name="Spara svaret").click()
    expect(home.get_by_text("Svaret är sparat.")).to_be_visible()

    office.reload()
    expect(office.get_by_text("Torsdagar efter kl. 14")).to_be_visible()
    look(office, "sip-times")
    office.get_by_role("link", name="Ange vem som är med när").click()
    look(office, "sip-slots")
    office.goto(reverse("sip_times", args=[sip.public_id]))
    office.get_by_role("link", name="Bestäm tid").click()
    look(office, "sip-times-settle")
    office.get_by_role("radio").nth(1).check()
    office.get_by_role("button", name="Bestäm tiden och kalla").click()
    expect(office.get_by_text("Tiden är bestämd")).to_be_visible()
    look(office, "sip-times-settled")
