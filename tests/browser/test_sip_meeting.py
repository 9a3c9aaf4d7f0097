"""The meeting in five browsers at once: nothing is lost, not even without a network, and a change asks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from sip.models import Plan, PlanAction, PlanGoal, PlanPart, Sip
from sip.services import Common, GoalText, call_sip, confirm_part, record_held, write_common
from tests.browser.helpers import look
from tests.factories.region import Region, build
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db(transaction=True)

UNITS = ("vc", "office", "home", "rehab", "night")
GOAL = "Gå till affären själv"


@pytest.fixture
def region(live_server) -> Region:
    """A meeting is under way: everybody is called, the person consents, one goal is written."""
    made = build(start=clock.now() - timedelta(days=6), to=UNITS[1:] + UNITS[:1])
    now, vc = clock.now(), made.acting("vc")
    sip = call_sip(
        acting=vc,
        episode_id=made.episode.pk,
        at=now - timedelta(days=1),
        to=[made.id(name) for name in UNITS[1:]],
        caller="care_contact",
        meeting_at=now - timedelta(hours=1),
        mode="room",
    )
    told = {"acting": vc, "episode_id": made.episode.pk, "at": now}
    give_consent(**told, scopes=[Scope.SIP], units=[], form=ConsentForm.ORAL)
    record_held(
        **told,
        sip_ref=sip.ref,
        attended=[made.id(name) for name in UNITS],
        patient_took_part="room",
        relative_took_part=True,
    )
    common = Common(
        matters="Hem till katten.",
        goals=[GoalText(GOAL)],
        overall="municipality",
        if_worse="Ring oss.",
        follow_up_on=clock.today() + timedelta(days=30),
    )
    write_common(acting=vc, sip=Sip.objects.get(pk=sip.pk), at=now, version=0, common=common)
    return made


def write(page: Page, text: str, goal: bool = False) -> None:
    first = page.get_by_role("group", name="Insats 1")
    first.get_by_label("Vad ska enheten göra?").fill(text)
    first.get_by_label("Vem ansvarar?").fill("Test Testsson")
    if goal:
        first.get_by_label("För vilket mål?").select_option(index=1)


def confirm(region: Region, name: str) -> None:
    sip = Sip.objects.get()
    confirm_part(
        acting=region.acting(name),
        sip=sip,
        at=clock.now(),
        version=1,
        plan_version=Plan.objects.get().version,
    )


def test_five_units_write_at_once_and_nothing_is_lost(region: Region, log_in, console) -> None:
    sip = Sip.objects.get()
    part, plan = (reverse(name, args=[sip.public_id]) for name in ("sip_plan_part", "sip_plan"))
    pages = {name: log_in(name, "phone" if name == "home" else "desktop") for name in UNITS}
    for name, page in pages.items():
        page.goto(part)
        write(page, f"Det som {name} gör", goal=name == "home")
    home = pages["home"]
    # The network is gone while they write: the page says so, keeps the text and does not let go of it.
    home.context.set_offline(True)
    home.get_by_label("Enhetens bedömning inför mötet").fill("Går säkert med rollator.")
    expect(home.locator(".hv-draft")).to_contain_text("Ingen kontakt med Hemväg")
    home.get_by_role("button", name="Spara vår del").click()
    expect(home.get_by_label("Enhetens bedömning inför mötet")).to_have_value("Går säkert med rollator.")
    for name in UNITS:
        if name != "home":
            pages[name].get_by_role("button", name="Spara vår del").click()
    home.context.set_offline(False)
    expect(home.locator(".hv-draft")).to_contain_text("Utkast")
    # The computer dies: what was typed is offered on the next one.
    home.evaluate(
        "document.querySelectorAll('form[data-dirty]').forEach(form => form.removeAttribute('data-dirty'))"
    )
    home.reload()
    home.get_by_role("button", name="Hämta det jag skrev").click()
    expect(home.get_by_label("Enhetens bedömning inför mötet")).to_have_value("Går säkert med rollator.")
    home.get_by_role("button", name="Spara vår del").click()
    for name, page in pages.items():
        expect(page.get_by_text("Er del är sparad.")).to_be_visible()
        if name != "home":
            confirm(region, name)
    home.get_by_role("link", name="Bekräfta er del").click()
    home.get_by_role("button", name="Bekräfta").click()
    expect(home.get_by_text("Er del är bekräftad.")).to_be_visible()
    assert {row.text for row in PlanAction.objects.all()} == {f"Det som {name} gör" for name in UNITS}
    vc = pages["vc"]
    vc.goto(plan)
    assert vc.get_by_text("Kvar att göra").count() == 0
    look(vc, "sip-meeting-whole")
    # A change of the goal asks the home care again, and nobody else.
    vc.get_by_role("link", name="Skriv mål och det gemensamma").click()
    vc.get_by_label("Mål 1").fill("Gå till kiosken")
    vc.get_by_role("button", name="Spara").click()
    expect(vc.get_by_text("Hemtjänsten Ett har inte bekräftat sin del")).to_be_visible()
    assert PlanPart.objects.get(confirmed_at__isnull=True).unit_id == region.id("home")
    assert PlanGoal.objects.get().text == "Gå till kiosken"
    home.goto(plan)
    look(home, "sip-meeting-again")
    console.forgive("ERR_INTERNET_DISCONNECTED")
