"""Two ways home that differ (T15): over to open compulsory care, and detox over two days."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from actors.models import Unit
from actors.rules.kinds import UnitKind
from core import clock
from tests.browser.journey import Journey, admitted
from tests.factories.region import Region, build
from transitions import services
from transitions.models import CareEpisode, Item
from transitions.rules.kinds import Applies, CareForm, LegalForm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

Screen = Callable[..., Page]


def unit(region: Region, name: str, kind: UnitKind, label: str, owner: str) -> None:
    """One more unit, which serves the municipality."""
    made = Unit.objects.create(
        code=f"T-{name}",
        organisation=region.organisations[owner],
        kind=kind,
        name=label,
        phone="08-123 400 11",
    )
    made.service_areas.create(organisation=region.organisations["municipality"])
    region.units[name] = made


def test_over_to_open_compulsory_care_with_a_browser_three_hours_ahead(screen: Screen, live_server) -> None:
    """T15: a samordnad vårdplan in place of the SIP. Fault row 26: the server's time everywhere."""
    region = build()
    unit(region, "open_psychiatry", UnitKind.OPEN_PSYCHIATRY, "Psykiatrin Syd, öppenvård", "region")
    unit(region, "social", UnitKind.SOCIAL_PSYCHIATRY, "Socialpsykiatrin", "municipality")
    person = admitted(region, name="Mona Testlund", born=date(1979, 9, 9), care_form=CareForm.PSYCHIATRIC)
    services.change_legal_form(
        acting=region.acting("ward"), episode_id=person.pk, at=clock.now(), form=LegalForm.LPT
    )
    way = Journey("psychiatry", screen("desktop"), region, person, live_server.url)
    page = way.page
    page.clock.install(time=clock.now() + timedelta(hours=3))
    way.turn_to("ward")
    expect(page.get_by_text("Den här datorns klocka går 3 timmar före.")).to_be_visible()
    way.open("send_notice")
    expect(page.get_by_role("checkbox", name=re.compile("Psykiatrin Syd, öppenvård"))).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("Socialpsykiatrin")).check()
    page.get_by_label("Beräknad utskrivning", exact=False).first.fill(f"{clock.today() + timedelta(days=6)}")
    page.get_by_label("Behandlande läkare").fill("Omid Rahimi")
    way.look("notice")
    way.press("Skicka inskrivningsmeddelande", "Inskrivningsmeddelandet är skickat.")

    way.act("Ange rättslig form")
    page.get_by_label("Öppen psykiatrisk tvångsvård (LPT)").check()
    way.look("legal-form")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("Samordnad vårdplan")
    way.look("ward-care-plan")
    way.send_ready("Omid Rahimi")
    way.turn_to("social")
    expect(page.get_by_role("main")).to_contain_text("Samordnad vårdplan")
    expect(page.get_by_role("main").get_by_role("link", name="Kalla till SIP")).to_have_count(0)
    way.look("social-case")
    way.turn_to("ward")
    way.open("discharge")
    page.get_by_label("Hemmet").check()
    way.press("Skriv ut", "Patienten är utskriven.")
    way.look("ward-home")
    for item in Item.objects.filter(episode=person):
        assert item.recorded_at - item.at < timedelta(seconds=60), "nothing is dated by the browser"
        assert item.at <= clock.now()
    hours = [f"{clock.local(clock.now() + timedelta(hours=h)):%H}" for h in (2, 3)]
    assert not any(f"kl. {hour}." in page.get_by_role("main").inner_text() for hour in hours)


def test_detox_over_two_days_without_script(screen: Screen, live_server) -> None:
    """T15: a short stay has fewer questions and the whole way in two days. No JavaScript; a phone."""
    region = build()
    unit(region, "addiction", UnitKind.ADDICTION_SERVICES, "Beroendeenheten", "municipality")
    person = admitted(region, name="Per Nykterberg", born=date(1985, 6, 7), care_form=CareForm.DETOX)
    way = Journey(
        "detox", screen("phone", scripts=False), region, person, live_server.url, width="phone", scripts=False
    )
    page = way.page
    way.turn_to("ward")
    way.open("send_notice")
    expect(page.get_by_role("checkbox", name=re.compile("Beroendeenheten"))).to_be_checked()
    expect(page.get_by_label("Personlig vård")).to_have_count(0)
    page.get_by_label("Beräknad utskrivning", exact=False).first.fill(f"{clock.today() + timedelta(days=2)}")
    page.get_by_label("Behandlande läkare").fill("Lena Hallström")
    way.look("notice")
    way.press("Skicka inskrivningsmeddelande", "Inskrivningsmeddelandet är skickat.")
    services.take_contact(**way.by("office"), applies=Applies.NOT_YET)

    with clock.moved_to(clock.now() + timedelta(days=1, hours=12)):
        way.turn_to("ward")
        way.send_ready("Lena Hallström")
        way.look("ready")
        way.turn_to("addiction")
        way.look("addiction-case")
        way.act("Svara om ni kan ta emot")
        page.get_by_label("Ja", exact=True).check()
        page.get_by_label("Från vilken dag", exact=False).fill(f"{clock.today()}")
        way.press("Skicka svaret", "Svaret är skickat.")
    with clock.moved_to(clock.now() + timedelta(days=2)):
        way.turn_to("ward")
        expect(page.get_by_role("main")).to_contain_text("Kan ta emot")
        way.open("discharge")
        page.get_by_label("Hemmet").check()
        way.press("Skriv ut", "Patienten är utskriven.")
        way.look("home")
        ended = CareEpisode.objects.get(pk=person.pk)
        assert ended.ended_at is not None
        assert timedelta(days=2) <= ended.ended_at - ended.admitted_at < timedelta(days=2, hours=1)
