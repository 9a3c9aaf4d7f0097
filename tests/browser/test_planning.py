"""The planning in the browser, from the date that moves to utskrivningsklar that is questioned and sent again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from core import clock
from tests.browser.helpers import HEIGHTS, WIDTHS, assert_accessible, overflow, shoot
from tests.factories.region import Region, build
from transitions import services
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.requests import Wanted

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


@dataclass
class Desk:
    """One unit's screen with the case on it."""

    page: Page
    case: str
    unit: str

    def open(self, link: str) -> None:
        """Go to the case and choose an act, unfolding what is folded in."""
        self.page.goto(self.case)
        found = self.page.get_by_role("link", name=link, exact=True)
        if not found.first.is_visible():
            self.page.get_by_text("Fler åtgärder").click()
        found.first.click()

    def send(self, button: str, said: str) -> None:
        """Send the form by the keyboard, and read that it was sent."""
        self.page.get_by_role("button", name=button, exact=True).focus()
        self.page.keyboard.press("Enter")
        self.page.get_by_text(said, exact=True).wait_for()

    def look(self, name: str) -> None:
        """The case as it is now: accessible, and within the screen at every width."""
        self.page.goto(self.case)
        assert_accessible(self.page)
        for width in ("phone", "reflow"):
            self.page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHTS[width]})
            assert overflow(self.page) == 0, (name, width)
        shoot(self.page, f"planning-{self.unit}-{name}-reflow")
        self.page.set_viewport_size({"width": WIDTHS["desktop"], "height": HEIGHTS["desktop"]})
        shoot(self.page, f"planning-{self.unit}-{name}")


def desk(screen: Screen, live_server, region: Region, unit: str) -> Desk:
    """A person of the unit at a desk."""
    value = region.client(unit).cookies[settings.SESSION_COOKIE_NAME].value
    page = screen("desktop")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return Desk(page, reverse("case", args=[region.episode.public_id]), unit)


def test_no_application_a_moved_date_and_a_questioned_readiness(screen: Screen, live_server) -> None:
    region = build()
    ward, office = (desk(screen, live_server, region, unit) for unit in ("ward", "office"))

    office.open("Registrera kontakt")
    office.page.get_by_label("Nej, ansöker inte", exact=True).check()
    office.send("Spara kontakten", "Kontakten är registrerad.")
    office.look("not-applied")
    assert office.page.get_by_text("Personen ansöker inte om insatser.").is_visible()

    ward.open("Välj färgspår")
    ward.page.get_by_label("Gult spår").check()
    shoot(ward.page, "planning-track")
    ward.send("Spara färgspåret", "Färgspåret är sparat.")
    ward.open("Ändra beräknad utskrivning")
    ward.page.get_by_label("Ny beräknad utskrivning").fill(f"{clock.today() + timedelta(days=9)}")
    ward.page.get_by_label("Troligt", exact=True).check()
    ward.send("Skicka nytt datum", "Det nya datumet är skickat.")
    ward.look("date-moved")
    assert ward.page.get_by_text("Det nya datumet kräver svar.").is_visible()

    office.open("Svara om ni kan ta emot")
    office.page.get_by_label("Nej", exact=True).check()
    office.send("Skicka svaret", "Skriv vad som saknas för att ni ska kunna ta emot.")
    assert_accessible(office.page)
    shoot(office.page, "planning-answer")
    office.page.get_by_label("Vad saknas?").fill("Säng och madrass")
    office.send("Skicka svaret", "Svaret är skickat.")
    ward.look("answered")
    assert ward.page.get_by_text("Saknas: Säng och madrass", exact=True).is_visible()

    _ready(ward)
    office.open("Ifrågasätt utskrivningsklar")
    office.page.get_by_label("Vad talar emot att personen är utskrivningsklar?").fill("Feber i natt")
    office.send("Skicka frågan", "Frågan är skickad till avdelningen.")
    ward.look("questioned")
    ward.open("Svara på ifrågasättandet")
    assert ward.page.get_by_text("Feber i natt").is_visible()
    ward.page.get_by_label("Nej, återkalla utskrivningsklar nu").check()
    ward.page.get_by_label("Läkare som svarar").fill("Dr Ek")
    ward.page.get_by_label("Läkarens svar").fill("Febern ska utredas")
    ward.send("Skicka läkarens svar", "Läkarens svar är skickat.")
    ward.look("withdrawn")
    assert ward.page.get_by_text("Återkallat. Skickas igen när läkaren har bedömt det.").is_visible()

    services.make_request(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        what=Wanted.SHORT_TERM,
        owner_id=region.id("office"),
    )
    _ready(ward)
    ward.look("ready-again")
    office.look("ready-again")
    assert office.page.get_by_text("Inget svar", exact=True).is_visible()
    assert Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).count() == 2


def _ready(ward: Desk) -> None:
    """Utskrivningsklar with its points."""
    ward.open("Skicka utskrivningsklar")
    for label in ("Remiss till annan slutenvård avslutad", "Läkemedel säkrade"):
        ward.page.get_by_role("group", name=label).get_by_label("Klart", exact=True).check()
    ward.page.get_by_label("Behandlande läkare som har gjort bedömningen").fill("Dr Ek")
    assert_accessible(ward.page)
    shoot(ward.page, "planning-ready-form")
    ward.send("Skicka utskrivningsklar", "Utskrivningsklar är skickat.")
