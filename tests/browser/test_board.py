"""The MAS lifts three from her board to a meeting, and the decision comes back to the cards and to who reported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core import clock
from deviations import services
from deviations.models import MeetingDecision
from deviations.services import meetings
from tests.browser.helpers import look
from tests.factories.region import Region, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region(live_server) -> Region:
    return build(start=clock.now() - timedelta(days=120), to=("office", "vc", "home"))


def test_three_are_lifted_and_the_decision_comes_back(region: Region, log_in) -> None:
    now = clock.now()
    told = (
        ("ward", "office", 40, "medicines", "serious"),
        ("home", "ward", 12, "medicines", "moderate"),
        ("office", "vc", 20, "aids", "low"),
        ("home", "vc", 75, "sip_not_called", "moderate"),
    )
    rows = [
        services.report(
            acting=region.acting(by),
            at=now - timedelta(days=days),
            category=category,
            about_id=region.id(about),
            severity=severity,
            episode_id=region.episode.pk if by == "home" else None,
            text="Dosetten var tom.",
        )
        for by, about, days, category, severity in told
    ]
    acting = region.acting("mas")
    forum = meetings.save_forum(
        acting=acting, name="Samverkansmöte Testköping", kind="joint", every_weeks=4, agenda=""
    )
    seat = meetings.save_seat(
        acting=acting,
        forum=forum,
        at=now,
        seat=meetings.Seat(
            region.organisations["region"].pk, "Verksamhetschef", "decides", "Vera", region.id("vc")
        ),
    )
    meetings.call_meeting(acting=acting, forum=forum, at=now, starts_at=now + timedelta(minutes=1))

    mas = log_in("mas")
    mas.goto(reverse("deviation_list"))
    mas.get_by_role("link", name="Tavlan för hela området").click()
    for row in rows[:3]:
        mas.locator(f"#avvikelse-{row.public_id} input[name=deviation]").check()
    mas.get_by_role("button", name="Lyft till mötet").click()
    expect(mas.get_by_text("3 avvikelser är lyfta till mötet.")).to_be_visible()
    expect(mas.get_by_text("På möte")).to_have_count(3)
    # A card is moved by keyboard alone: the next step, then the menu and its form.
    card = mas.locator(f"#avvikelse-{rows[0].public_id}")
    card.get_by_role("button", name="Ta emot").focus()
    mas.keyboard.press("Enter")
    expect(mas.get_by_text("är flyttad till mottagen")).to_be_visible()
    card.locator("summary").focus()
    mas.keyboard.press("Enter")
    look(mas, "deviation-board")
    card.get_by_role("link", name="Svara").focus()
    mas.keyboard.press("Enter")
    expect(mas.get_by_role("heading", name="Svara: Läkemedel")).to_be_visible()

    mas.goto(reverse("deviation_board"))
    mas.locator(f"#avvikelse-{rows[1].public_id} .hv-board-meeting a").click()
    mas.get_by_role("link", name="Skriv beslut").first.click()
    for box in mas.locator("input[name=items]").all():
        box.check()
    mas.get_by_label("Beslut").fill("Hemtjänsten rings samma dag.")
    mas.locator("select[name=seat]").select_option(str(seat.pk))
    mas.locator("[name=due_on]").fill(f"{clock.today() + timedelta(days=30)}")
    mas.get_by_role("button", name="Spara beslutet").click()
    assert MeetingDecision.objects.count() == 3

    mas.goto(f"{reverse('deviation_board')}?vy=lista")
    expect(mas.get_by_text("Beslut fattat")).to_have_count(3)
    look(mas, "deviation-board-list")
    mas.goto(reverse("deviation_trends"))
    look(mas, "deviation-trends")
    mas.goto(reverse("deviation_year"))
    look(mas, "deviation-year")
    home = log_in("home", "phone")
    home.goto(reverse("deviation_detail", args=[rows[1].public_id]))
    expect(home.get_by_text("Hemtjänsten rings samma dag.")).to_be_visible()
