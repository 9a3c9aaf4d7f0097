"""The planning in the browser, from the date that moves to utskrivningsklar that is questioned and sent again."""

from datetime import timedelta

import pytest

from core import clock
from tests.browser.desk import Desk, Screen, desk
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import build
from transitions import services
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.requests import Wanted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.long
def test_no_application_a_moved_date_and_a_questioned_readiness(screen: Screen, live_server) -> None:
    region = build()
    ward, office = (desk(screen, live_server, region, unit, story="planning") for unit in ("ward", "office"))

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
