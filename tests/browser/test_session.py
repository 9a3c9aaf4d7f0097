"""The warning before the log-in ends, the screen that is left, and what was typed, in the browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.helpers import Console, assert_accessible, shoot
from tests.factories.region import build, logged_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_warning_the_locked_screen_and_the_draft(
    screen: Callable[..., Page], live_server, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = timedelta()
    monkeypatch.setattr(clock, "_machine_now", lambda real=clock._machine_now: real() + passed)
    region = build()
    user, assignment = region.person("vc")
    page = screen("phone")
    name = settings.SESSION_COOKIE_NAME

    def log_in() -> None:
        value = logged_in(user, assignment).cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])

    log_in()
    page.clock.install(time=clock.machine_now())
    form = reverse("give_consent", args=[region.episode.public_id])
    page.goto(form)
    field = page.locator("form[data-unsaved] textarea").first
    field.press_sequentially("Vill inte att sonen")
    page.clock.run_for(2_000)
    expect(page.get_by_text("Utkast sparat kl.")).to_be_visible()

    passed += timedelta(minutes=13, seconds=1)
    page.clock.fast_forward("13:01")
    dialog = page.get_by_role("dialog", name="Du loggas snart ut")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Fortsätt arbeta")).to_be_focused()
    assert_accessible(page)
    shoot(page, "session-warning-phone")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.clock.run_for(100)

    passed += timedelta(minutes=16)
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("heading", name="Logga in", exact=True)).to_be_visible()
    expect(page.get_by_text("inte gjort något på en stund")).to_be_visible()
    assert "Testsson" not in page.content()
    console.forgive("Response Status Error Code 401")  # the page's own questions, after the end
    shoot(page, "session-over-phone")

    log_in()
    page.goto(form)
    expect(page.get_by_text("Du hade börjat skriva här")).to_be_visible()
    expect(field).to_have_value("")
    assert_accessible(page)
    shoot(page, "session-draft-phone", ("desktop",))
    page.get_by_role("button", name="Hämta det jag skrev").click()
    expect(field).to_have_value("Vill inte att sonen")
