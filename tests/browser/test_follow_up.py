"""The follow-up in a browser: from count to case for those who may, the nämnd's report, a patient's answer."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from actors.rules.kinds import Role
from core import clock, scope
from deviations import services as deviations
from deviations.models import Deviation
from reporting.models import ExperienceAnswer, ExperienceInvite
from reporting.services.experience import code_hash
from tests.browser.helpers import look
from tests.factories.region import Region, add_cases, build, send_new_date
from transitions.models import CareEpisode

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region(live_server) -> Region:
    """A ward with thirteen patients at every step, and a deviation that nobody has answered for forty days."""
    made = build()
    add_cases(made, 12)
    row = deviations.report(
        acting=made.acting("ward"),
        at=clock.now(),
        category="medicines",
        about_id=made.id("office"),
        severity="moderate",
        episode_id=made.episode.pk,
        text="Dosetten saknades.",
    )
    Deviation.objects.filter(pk=row.pk).update(reported_at=clock.now() - timedelta(days=40))
    return made


def asked(page: Page) -> int:
    """What the page is answered when it asks for itself."""
    with page.expect_response(re.compile("/andringar/")) as answer:
        page.evaluate("document.body.dispatchEvent(new CustomEvent('uppdatera'))")
    return answer.value.status


def test_from_the_dashboard_to_the_cases_for_those_who_may(region: Region, log_in) -> None:
    mas = log_in("mas")
    mas.goto(reverse("dashboard"))
    look(mas, "dashboard-mas")
    expect(mas.get_by_text("Ärendena öppnas av dem som arbetar i dem")).to_be_visible()
    mas.get_by_role("link", name="Obesvarade avvikelser").click()
    mas.get_by_role("link", name=re.compile("Läkemedel|Dosetten")).first.click()
    expect(mas.get_by_text("Dosetten saknades.").first).to_be_visible()

    controller = log_in("region_management", role=Role.REGION_CONTROLLER)
    controller.goto(f"{reverse('dashboard')}?for=0199")
    expect(controller.get_by_text("Obesvarade avvikelser")).to_be_visible()
    expect(controller.get_by_role("link", name="Obesvarade avvikelser")).to_have_count(0)
    assert (
        controller.goto(f"{reverse('dashboard_cases', args=['ready'])}?for=0199").status
        == HTTPStatus.FORBIDDEN
    )

    ward = log_in("ward", "phone")
    ward.goto(f"{reverse('dashboard')}?for=T-ward")
    assert asked(ward) == HTTPStatus.NO_CONTENT
    send_new_date(region)
    assert asked(ward) == HTTPStatus.OK
    ward.get_by_role("link", name="Utskrivningsklara nu").click()
    look(ward, "dashboard-cases")


@pytest.mark.long
def test_a_letter_from_the_auditors_is_answered(region: Region, log_in) -> None:
    manager = log_in("management")
    today = clock.today()
    query = f"for=0199&period={today:%Y-%m}"
    manager.goto(f"{reverse('recommendations')}?{query}")
    look(manager, "recommendations")
    manager.goto(f"{reverse('letter_answer')}?{query}")
    manager.get_by_label("Det kallas sällan till SIP").check()
    manager.get_by_label("Läkemedelslistor").check()
    manager.get_by_role("button", name="Visa svaret").click()
    look(manager, "letter-answer")
    with manager.expect_download() as file:
        manager.get_by_role("button", name="Ladda ner PDF").click()
    assert file.value.suggested_filename.startswith("svar-pa-skrivelse")


@pytest.mark.long
def test_staff_ask_on_paper_and_a_manager_opens_the_planning_measurement(region: Region, log_in) -> None:
    ExperienceInvite.objects.create(
        episode=CareEpisode.objects.filter(phase="discharged").order_by("pk")[0],
        offered_at=clock.now(),
        lapses_at=clock.now() + timedelta(days=30),
    )
    office = log_in("office")
    office.goto(reverse("experience_offers"))
    look(office, "experience-offers")
    office.get_by_role("link", name=re.compile("^Fråga ")).click()
    look(office, "experience-offer")
    office.get_by_role("button", name="Skriv ut papper med kod").click()
    look(office, "experience-paper")

    manager = log_in("management", "phone")
    manager.goto(reverse("dashboard"))
    tabs = manager.get_by_role("navigation", name="Delar av uppföljningen")
    tabs.get_by_role("link", name="Siffror").press("Enter")
    manager.get_by_role("link", name="Planeringsmätning").press("Enter")
    expect(manager).to_have_url(re.compile(reverse("planning_measurement")))
    look(manager, "planning-measurement")


def test_a_patient_answers_on_a_phone_in_finnish_and_once(region: Region, screen) -> None:
    code = "PROVKOD23456"
    ExperienceInvite.objects.create(
        episode=CareEpisode.objects.filter(phase="discharged").order_by("pk")[0],
        offered_at=clock.now(),
        lapses_at=clock.now() + timedelta(days=30),
        code_hash=code_hash(code),
    )
    phone = screen("phone")
    phone.goto(reverse("experience_enter"))
    look(phone, "answer-enter")
    phone.get_by_role("link", name="Suomi").click()
    phone.get_by_label("Koodi").fill("provkod-23456")
    phone.get_by_role("button", name="Jatka").click()
    look(phone, "answer-finnish")
    safe = phone.get_by_role("group", name="Tunsitko olosi turvalliseksi")
    expect(safe.get_by_text("Kyllä, täysin")).to_have_count(1)
    safe.get_by_label("Kyllä, täysin").check()
    phone.get_by_role("group", name="Kuka vastaa").get_by_label("Läheinen").check()
    phone.get_by_role("button", name="Lähetä vastaus").click()
    expect(phone.get_by_text("Kiitos. Vastauksesi on lähetetty.")).to_be_visible()
    look(phone, "answer-thanks")
    with scope.system("test"):
        answer = ExperienceAnswer.objects.get()
    assert (answer.safe, answer.respondent, answer.language) == (5, "relative", "fi")
    phone.goto(reverse("experience_answer", args=[code]))
    expect(phone.get_by_role("alert")).to_be_visible()
    assert {one["name"] for one in phone.context.cookies()} == {"hv_appearance"}, "the test's own alone"


@pytest.mark.long
def test_a_manager_makes_edits_finalises_and_downloads_a_report(region: Region, log_in) -> None:
    manager = log_in("management")
    for name in (
        "report_goals",
        "goal_new",
        "action_plan",
        "activity_new",
        "patient_view",
        "reception_effect",
    ):
        manager.goto(reverse(name))
        look(manager, name)
    manager.goto(reverse("board_reports"))
    look(manager, "boards")
    manager.get_by_role("button", name="Börja rapporten").click()
    manager.get_by_label("Förvaltningens bedömning").fill("Väntan är kort.")
    manager.get_by_role("button", name="Spara texterna").click()
    expect(manager.get_by_text("Texterna är sparade.")).to_be_visible()
    look(manager, "board")
    manager.get_by_role("link", name="Gör slutlig").click()
    look(manager, "board-final")
    manager.get_by_role("button", name="Gör slutlig").click()
    expect(manager.get_by_text("Rapporten är slutlig. Siffrorna är låsta.")).to_be_visible()
    expect(manager.get_by_text("Väntan är kort.").first).to_be_visible()
    manager.get_by_role("button", name="CSV").click()
    with manager.expect_download() as file:
        manager.get_by_role("link", name="Hämta filen").click()
    assert file.value.suggested_filename.startswith("namndrapport-testkopings-kommun")
