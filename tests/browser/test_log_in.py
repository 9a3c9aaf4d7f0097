"""A new person adds an app without JavaScript, prints the codes, adds a passkey and logs in with it alone."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import Page

from core import clock, limits
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import build

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hast-moln-klocka-sten"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _log_in(page: Page, username: str) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


def test_from_a_first_password_to_a_passkey(screen: Callable[..., Page]) -> None:
    limits._client().flushdb()
    user, _ = build().person("office")
    user.username, user.enrol_until = "ny-handlaggare", clock.now() + timedelta(hours=1)
    user.set_password(PASSWORD)
    user.save()

    page = screen("phone", scripts=False)
    _log_in(page, user.username)
    shoot(page, "login-ways-new-phone")
    page.get_by_role("link", name="Lägg till kodapp").click()
    shoot(page, "login-app-phone")
    secret = page.locator("code").inner_text()
    page.get_by_label("Kod från appen").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Lägg till kodappen").click()
    page.get_by_role("heading", name="Reservkoder till Hemväg").wait_for()
    recovery = page.locator(".hv-codes code").first.inner_text()

    page = screen("reflow")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(reverse("account_login"))
    shoot(page, "login-page-reflow")
    assert_accessible(page)
    _log_in(page, user.username)
    page.get_by_label("Kod", exact=True).fill("000000")
    page.get_by_role("button", name="Logga in").click()
    shoot(page, "login-code-reflow")
    page.get_by_label("Kod", exact=True).fill(recovery)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/att-gora/")
    page.goto(reverse("mfa_index"))
    assert_accessible(page)
    shoot(page, "login-ways-reflow")
    page.get_by_role("link", name="Lägg till passernyckel").click()
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Bekräfta").click()
    page.get_by_label("Namn på passernyckeln").fill("Telefonen")
    assert_accessible(page)
    shoot(page, "login-passkey-reflow")
    page.get_by_role("button", name="Lägg till passernyckeln").click()
    page.wait_for_url("**/2fa/")
    page.goto(reverse("mfa_view_recovery_codes"))
    assert_accessible(page)
    shoot(page, "login-codes-reflow")

    page.context.clear_cookies(name="sessionid")
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Logga in med passernyckel").click()
    page.wait_for_url("**/att-gora/")
