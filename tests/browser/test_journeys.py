"""From the notice to the home-coming of a frail person. The child is in `test_notice`, the one who does not apply in
`test_planning`, the one who comes back in `test_readmission`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.journey import Journey, admitted
from tests.factories.region import build
from transitions import services
from transitions.models import AdmissionNotice, ChecklistPoint, Item
from transitions.rules.kinds import ItemKind, PointState
from transitions.rules.support import Granted, Insats

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]
KEY = "Nyckel eller kod finns hos den som ska in"


def test_a_frail_elderly_person_comes_home(screen: Screen, live_server) -> None:
    """The notice with its meter, decision, utskrivningsklar, checklist, information, trygghetskvitto, home."""
    region = build()
    person = admitted(region, name="Asta Skörsson", born=date(1934, 4, 5))
    way = Journey("frail", screen("desktop"), region, person, live_server.url)
    page = way.page
    notice_with_meter(way)

    way.turn_to("office")
    way.look("office-new")
    way.act("Registrera kontakt")
    page.get_by_label("Ja, ansöker om insatser").check()
    way.press("Spara kontakten", "Kontakten är registrerad.")
    behind_the_scene(way)

    way.turn_to("ward")
    way.send_ready("Lena Hallström")
    way.look("ward-ready")
    checklist(way)
    information(way)
    safety_receipt(way)
    discharge_with_an_open_point(way)

    way.turn_to("office")
    way.open("going_home")
    expect(page.get_by_role("main")).to_contain_text("Öppen vid utskrivningen: Dottern öppnar")
    page.get_by_text("Läs informationen").click()
    expect(page.get_by_role("main")).to_contain_text("Metoprolol")
    way.look("office-home")
    way.turn_to("home")
    way.act("Bekräfta att insatserna har börjat")
    page.get_by_label("Ja", exact=False).first.check()
    way.look("home-started-form")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_text("Har börjat").first).to_be_visible()
    way.look("home-started")
    assert Item.objects.filter(kind=ItemKind.SUPPORT_STARTED, by_unit=region.id("home")).count() == 1


def notice_with_meter(way: Journey) -> None:
    """What is missing is named while one types; "vet ej" counts as considered; the rest can wait."""
    page = way.page
    way.turn_to("ward")
    way.open("send_notice")
    page.get_by_label("Beräknad utskrivning", exact=False).first.fill(f"{clock.today() + timedelta(days=3)}")
    page.get_by_label("Behandlande läkare").fill("Lena Hallström")
    page.get_by_label("Muntligt samtycke").check()
    for section in ("Funktion", "Läkemedel", "Hemmet och insatser i dag"):
        page.locator("summary", has_text=section).first.click()
    page.get_by_label("Förflyttning").select_option(label="Behöver viss hjälp")
    page.get_by_label("Måltider").select_option(label="Vet ej")
    page.get_by_role("textbox", name="Läkemedel").fill("Dospåsar, hemtjänsten ger")
    page.get_by_label("Bor ensam").select_option(label="Ja")
    page.get_by_text("4 av 17 frågor besvarade").wait_for()
    expect(page.get_by_role("main")).to_contain_text("1 med vet ej")
    way.look("notice")
    way.press("Skicka inskrivningsmeddelande", "Inskrivningsmeddelandet är skickat.")
    sent = AdmissionNotice.objects.get(item__episode=way.episode)
    assert (sent.asked, sent.answered, sent.not_known) == (17, 3, 1)


def behind_the_scene(way: Journey) -> None:
    """What the other units do meanwhile."""
    home = way.region.id("home")
    services.appoint_care_contact(**way.by("vc"), name="Siv Ek", phone="08-123 456 79")
    services.report_services(**way.by("office"), providers=[home])
    services.decide_support(
        **way.by("office"),
        granted=Granted.YES,
        insatser=[Insats("Hemtjänst", "Tre besök om dagen", clock.today())],
    )
    services.order_home_care(**way.by("office"), to=[home], starts_at=clock.now() + timedelta(hours=1))


def checklist(way: Journey) -> None:
    """Begun from the template; one point by hand, the others by their owners; one critical stays open."""
    page = way.page
    way.open("going_home")
    way.look("list-empty")
    page.get_by_role("button", name="Börja hemgångslistan").click()
    expect(page.get_by_role("table")).to_contain_text(KEY)
    page.get_by_role("button", name=re.compile(r"Klar\s?: Hemresa beställd")).click()
    expect(page.locator(".hv-messages")).to_contain_text("Punkten är klar.")
    for row in ChecklistPoint.objects.filter(critical=True).exclude(point=KEY):
        services.settle_point(**way.by("ward"), point_id=row.pk, state=PointState.DONE)
    page.reload()
    way.look("list")
    page.get_by_role("link", name="Skriv ut listan").click()
    way.look("list-print")


def information(way: Journey) -> None:
    """Some sections are written; those that are not are named."""
    page = way.page
    way.open("information")
    page.get_by_label("Läkemedel som har satts ut").fill("Metoprolol, för lågt tryck.")
    page.get_by_label("Kateter, dropp och andra infarter").fill("KAD sedan i måndags. Dras på fredag.")
    page.get_by_label("Till patienten: sammanfattning").fill("Du har haft lunginflammation.")
    way.look("information")
    page.get_by_role("button", name="Skicka informationen").click()
    expect(page.get_by_role("main")).to_contain_text("Saknas: hälsa och vård")


def safety_receipt(way: Journey) -> None:
    """In Swedish and from right to left."""
    page = way.page
    way.open("safety_receipt_new")
    page.get_by_label("Taxi är beställd").check()
    page.get_by_label("Dina hjälpmedel finns hemma").check()
    page.get_by_role("textbox", name="Mer att veta").fill("Katten är hos grannen.")
    page.get_by_role("button", name="Gör trygghetskvittot").click()
    expect(page.get_by_role("heading", level=1, name="Trygghetskvitto")).to_be_visible()
    way.look("receipt")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator(".tk")).to_have_attribute("dir", "rtl")
    way.look("receipt-arabic")


def discharge_with_an_open_point(way: Journey) -> None:
    """The open critical point asks why, and the answer is kept."""
    page = way.page
    way.open("discharge")
    page.get_by_label("Hemmet").check()
    page.get_by_role("button", name="Skriv ut", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Skriv varför personen ändå skrivs ut")
    way.look("discharge-why")
    page.get_by_label("Varför skrivs personen ut").fill("Dottern öppnar och lämnar nyckeln i kväll.")
    way.press("Skriv ut", "Patienten är utskriven.")
