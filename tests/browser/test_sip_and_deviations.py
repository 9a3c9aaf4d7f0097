"""The pages of SIP and deviations in a browser: accessible, fitting, with a clean console, also with errors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from deviations import services as deviations
from sip.models import Sip
from sip.services import Person, call_sip, record_held
from tests.browser.helpers import look
from tests.factories.region import Region, build, send_ready
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region(live_server) -> Region:
    """Nobody at the vårdcentral has called, nine days after utskrivningsklar."""
    made = build(start=clock.now() - timedelta(days=12), to=("office", "vc", "home"))
    send_ready(made, clock.now() - timedelta(days=9))
    return made


def call(region: Region, *, by: str = "office", caller: str = "municipality") -> Sip:
    return call_sip(
        acting=region.acting(by),
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(hours=2),
        to=[region.id("vc"), region.id("home"), region.id("office")],
        caller=caller,
        meeting_at=clock.now() - timedelta(hours=1),
        mode="video",
        why="Vårdcentralen har inte kallat.",
        matters="Jag vill hem till min katt och kunna gå till affären.",
        needs=["home_care", "rehab"],
        people=[Person("Karin Testsson", "dotter, 070-123 45 67")],
    )


def test_the_vardcentral_calls_in_few_steps(region: Region, log_in) -> None:
    page = log_in("vc")
    page.goto(reverse("sip_list"))
    look(page, "sip-list-to-call")
    page.get_by_role("link", name="Kalla till SIP för Elsa Testsson").click()
    look(page, "sip-call")
    page.get_by_role("button", name="Skicka kallelse").click()
    expect(page.locator("#hv-errors")).to_be_focused()
    look(page, "sip-call-errors")
    meeting = clock.local(clock.now() + timedelta(days=2))
    page.get_by_label("Dag").fill(f"{meeting:%Y-%m-%d}")
    page.get_by_label("Klockslag").fill("13.00")
    page.get_by_label("Video").check()
    page.get_by_label("Rehabilitering eller hjälpmedel").check()
    page.get_by_role("button", name="Skicka kallelse").click()
    expect(page.locator("#hv-errors")).to_contain_text("Primärvårdsrehab är inte inbjuden")
    look(page, "sip-call-missing")
    page.get_by_label("Gröndals rehab").check()
    page.get_by_role("button", name="Skicka kallelse").click()
    expect(page.get_by_text("Kallelsen är skickad.")).to_be_visible()
    look(page, "case-with-sip")
    page.get_by_role("link", name=re.compile(r"^Möte \d")).click()
    look(page, "sip-detail")
    page.goto(f"{reverse('sip_list')}?flik=kallade")
    look(page, "sip-list-called")


def test_the_municipality_calls_and_the_meeting_is_recorded(region: Region, log_in) -> None:
    page = log_in("office")
    page.goto(reverse("sip_call", args=[region.episode.public_id]))
    expect(page.get_by_text("Kommunens kallelse ersätter inte vårdcentralens.")).to_be_visible()
    look(page, "sip-call-municipality")
    page.goto(reverse("sip_not_required", args=[region.episode.public_id]))
    look(page, "sip-not-required")
    sip = call(region)
    page.goto(reverse("sip_detail", args=[sip.public_id]))
    look(page, "sip-detail-municipality")
    page.get_by_role("link", name="Registrera mötet").click()
    look(page, "sip-meeting")
    page.get_by_label("Biståndsenheten").check()
    page.get_by_label("Via video").check()
    page.get_by_label("Ja").check()
    page.get_by_role("button", name="Spara mötet").click()
    expect(page.get_by_text("Mötet är registrerat.")).to_be_visible()
    look(page, "sip-detail-held")
    the_plan_is_written(page, region)
    page.goto(reverse("sip_detail", args=[sip.public_id]))
    page.get_by_role("link", name="Historik för SIP").click()
    look(page, "sip-history")
    page.goto(f"{reverse('sip_list')}?flik=genomforda")
    look(page, "sip-list-held")


def the_plan_is_written(page: Page, region: Region) -> None:
    """The person's words, a goal, the office's part, its word, and the plan that holds: each page looked at."""
    page.get_by_role("link", name="Öppna planen").click()
    expect(page.get_by_text("Samtycke saknas")).to_be_visible()
    give_consent(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.SIP],
        form=ConsentForm.ORAL,
    )
    page.reload()
    look(page, "sip-plan-empty")
    page.get_by_role("link", name="Skriv mål och det gemensamma").click()
    page.get_by_label("Mål 1").fill("Gå till affären på hörnet")
    page.get_by_role("radio", name="Kommunen").check()
    page.get_by_label("Vad gäller om det blir sämre?").fill("Ring vårdcentralen.")
    look(page, "sip-plan-common")
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("link", name="Skriv er del").click()
    first = page.get_by_role("group", name="Insats 1")
    first.get_by_label("Vad ska enheten göra?").fill("Beviljar hemtjänst morgon och kväll")
    page.get_by_role("button", name="Spara vår del").click()
    expect(page.locator("#hv-errors")).to_contain_text("Skriv vem i enheten som ansvarar")
    look(page, "sip-plan-part-errors")
    first.get_by_label("Vem ansvarar?").fill("Handläggaren")
    first.get_by_label("För vilket mål?").select_option(label="Mål 1: Gå till affären på hörnet")
    page.get_by_role("button", name="Spara vår del").click()
    page.get_by_role("link", name="Bekräfta er del").click()
    look(page, "sip-plan-confirm")
    page.get_by_role("button", name="Bekräfta", exact=True).click()
    expect(page.get_by_text("Er del är bekräftad.")).to_be_visible()
    look(page, "sip-plan")
    page.get_by_role("link", name="Planen är överenskommen").click()
    look(page, "sip-agreed")
    page.get_by_label("Följ upp senast").fill(f"{clock.today() + timedelta(days=30)}")
    page.get_by_role("button", name="Låt planen gälla").click()
    expect(page.get_by_text("Planen gäller.")).to_be_visible()


def test_a_deviation_from_a_missed_call_to_a_read_answer(region: Region, log_in) -> None:
    office = log_in("office")
    office.goto(reverse("case", args=[region.episode.public_id]))
    office.get_by_role("link", name="Rapportera: Ingen kallelse till SIP").click()
    look(office, "deviation-report")
    office.get_by_role("button", name="Skicka avvikelsen").click()
    expect(office.locator("#hv-errors")).to_be_focused()
    look(office, "deviation-report-errors")
    office.get_by_label("Vad hände?").fill("Ingen kallelse på nio dagar.")
    office.get_by_label("Måttlig").check()
    office.get_by_role("button", name="Skicka avvikelsen").click()
    expect(office.get_by_text("Avvikelsen är skickad.")).to_be_visible()

    vc = log_in("vc", "phone")
    vc.goto(reverse("deviation_list"))
    look(vc, "deviation-list")
    vc.get_by_role("link", name="Ingen kallelse till SIP").click()
    look(vc, "deviation-answer")
    vc.get_by_role("button", name="Skicka svaret").click()
    look(vc, "deviation-answer-errors")
    vc.get_by_label("Förklaring").fill("Listan lästes inte under semestern.")
    vc.get_by_label("Föreslagen åtgärd").fill("En ersättare läser listan varje dag.")
    vc.get_by_role("button", name="Skicka svaret").click()
    expect(vc.get_by_text("Svaret är skickat.")).to_be_visible()

    office.goto(f"{reverse('deviation_list')}?flik=skickade")
    look(office, "deviation-list-sent")
    office.get_by_role("link", name="Ingen kallelse till SIP").click()
    look(office, "deviation-answered")
    office.get_by_role("button", name="Jag har läst svaret").click()
    expect(office.get_by_text("Svaret är markerat som läst.")).to_be_visible()
    office.goto(f"{office.url}?flik=historik")
    look(office, "deviation-history")


def test_home_care_reports_without_a_case_and_the_mas_sees_all(region: Region, log_in) -> None:
    home = log_in("home", "phone")
    home.goto(reverse("deviation_list"))
    look(home, "deviation-list-empty")
    home.get_by_role("link", name="Rapportera avvikelse").click()
    look(home, "deviation-free")
    home.get_by_label("Vad gäller det?").select_option(label="Hemtjänsten inte meddelad")
    home.get_by_label("Vilken enhet gäller det?").fill("Avdelning 21")
    home.get_by_label("Vad hände?").fill("Ingen visste att hon kom hem.")
    home.get_by_label("Lindrig").check()
    home.get_by_role("button", name="Skicka avvikelsen").click()
    expect(home.get_by_text("Avvikelsen är skickad.")).to_be_visible()

    held = call(region, by="vc", caller="care_contact")
    record_held(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        sip_ref=held.ref,
        attended=[region.id("vc")],
        patient_took_part="no",
        relative_took_part=False,
        note="Orkade inte.",
    )
    deviations.report(
        acting=region.acting("vc"),
        at=clock.now(),
        category="sip_not_attended",
        about_id=region.id("office"),
        severity="serious",
        episode_id=region.episode.pk,
        text="Ingen kom till mötet.",
    )
    mas = log_in("mas")
    mas.goto(f"{reverse('deviation_list')}?flik=alla")
    look(mas, "deviation-list-mas")
    mas.get_by_role("link", name="Kallad till SIP men kom inte").click()
    expect(mas.get_by_text("Elsa Testsson")).to_have_count(0)
    look(mas, "deviation-mas")
