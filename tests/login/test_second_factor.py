"""Log-in without SITHS: a second factor, or nothing; and a session is worth no more than what it says."""

import base64
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from actors.models import LoginEvent, User
from actors.rules.kinds import Role
from core import clock, limits
from core.models import AuditRow
from tests.access.matrix import MATRIX
from tests.factories.region import Region, build, logged_in

PASSWORD = "hast-moln-klocka-sten"
SECRET = base64.b32encode(b"0123456789abcdefghij").decode()


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


@pytest.fixture(autouse=True)
def uncounted(valkeys: object) -> Iterator[None]:
    """What other tests counted from the same address is not counted here."""
    limits._client().flushdb()
    yield
    limits._client().flushdb()


def person(region: Region, **fields: object) -> User:
    """Somebody of the office who has a password."""
    user, _ = region.person("office")
    user.set_password(PASSWORD)
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


def code(offset: int = 0) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + offset))


def with_password(user: User, password: str = PASSWORD) -> tuple[Client, str]:
    """A browser that has sent the password, and where it was sent on."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": password})
    return client, answer.headers.get("Location", "")


def reaches_work(client: Client) -> bool:
    """Whether the browser is in: it is sent to its assignment, not to the log-in."""
    return client.get(reverse("worklist")).headers.get("Location", "").startswith("/uppdrag/")


def test_a_password_alone_is_refused_with_a_sentence(region: Region) -> None:
    user = person(region)
    client, target = with_password(user)
    assert target == reverse("account_login")
    assert "räcker inte ensamt" in client.get(target).content.decode()
    assert "_auth_user_id" not in client.session
    event = LoginEvent.objects.latest("pk")
    assert (event.outcome, event.reason, event.user_id) == ("refused", "no_second_factor", user.pk)


def test_after_the_time_to_add_a_factor_a_password_opens_nothing(region: Region) -> None:
    user = person(region, enrol_until=clock.now() - timedelta(seconds=1))
    client, _ = with_password(user)
    assert "_auth_user_id" not in client.session


def test_a_new_person_adds_a_factor_and_reaches_nothing_before(region: Region) -> None:
    user = person(region, enrol_until=clock.now() + timedelta(hours=1))
    client, target = with_password(user)
    assert target == reverse("mfa_index")
    assert reverse("mfa_activate_totp") in client.get(target).content.decode()
    assert not reaches_work(client)
    for name in ("choose_assignment", "mfa_view_recovery_codes", "account_change_password", "people"):
        assert client.get(reverse(name)).status_code in (302, 404), name
    assert client.get(reverse("admin:index")).status_code == 302

    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert page.context["totp_svg"] in page.content.decode()
    assert b"data:image" not in page.content
    value = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    done = client.post(reverse("mfa_activate_totp"), {"code": value})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert "Reservkoder" in client.get(done["Location"]).content.decode()
    assert reaches_work(client)
    user.refresh_from_db()
    assert user.enrol_until is None
    stored = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(stored.data)
    # The other browser that had the password does not come along.
    other, _ = with_password(user)
    assert not reaches_work(other)


def test_whoever_may_add_no_factor_is_told_who_opens_for_it(region: Region) -> None:
    client = region.client("office")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "administratör för din enhet" in page
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert reverse(name) not in page
        assert client.get(reverse(name)).status_code == 403, name


def test_a_half_log_in_ends_when_its_time_has_passed(region: Region) -> None:
    user = person(region, enrol_until=clock.now() + timedelta(hours=1))
    client, _ = with_password(user)
    User.objects.filter(pk=user.pk).update(enrol_until=clock.now() - timedelta(minutes=1))
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_password_and_code_open_and_a_code_opens_once(region: Region) -> None:
    user = person(region)
    TOTP.activate(user, SECRET)
    client, target = with_password(user)
    assert target == reverse("mfa_authenticate")
    assert not reaches_work(client)
    used = code()
    assert client.post(target, {"code": used}).status_code == 302
    assert reaches_work(client)
    assert LoginEvent.objects.filter(user=user, outcome="in", kind="second_factor").exists()
    again, target = with_password(user)
    assert again.post(target, {"code": used}).status_code == 200
    assert not reaches_work(again)


def test_a_recovery_code_opens_once(region: Region) -> None:
    user = person(region)
    TOTP.activate(user, SECRET)
    first = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (True, False):
        client, target = with_password(user)
        client.post(target, {"code": first})
        assert reaches_work(client) is expected


def test_the_last_factor_cannot_be_removed(region: Region) -> None:
    user = person(region)
    TOTP.activate(user, SECRET)
    client, target = with_password(user)
    client.post(target, {"code": code()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "enda sätt" in page.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_who_came_by_card_makes_no_lasting_way_past_it(region: Region) -> None:
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    session = client.session
    session["login_way"] = "siths"
    session.save()
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 403, name


def test_a_demo_person_is_the_one_exception_and_only_with_demo_settings(region: Region, settings) -> None:
    user = person(region, username="demo-nagon")
    assert reaches_work(with_password(user)[0])
    settings.HEMVAG_ENVIRONMENT = "production"
    assert not reaches_work(with_password(user)[0])
    settings.HEMVAG_ENVIRONMENT, settings.HEMVAG_DEMO_LOGIN = "demo", False
    assert not reaches_work(with_password(user)[0])


def test_open_login_makes_a_new_beginning(region: Region) -> None:
    user = person(region)
    TOTP.activate(user, SECRET)
    out = StringIO()
    call_command("open_login", user.username, stdout=out)
    password = out.getvalue().splitlines()[0].rsplit(" ", 1)[1]
    assert not Authenticator.objects.filter(user=user).exists()
    assert with_password(user, password)[1] == reverse("mfa_index")
    assert "_auth_user_id" not in with_password(user)[0].session


PUBLIC = {
    "help",
    "fallback_routine",
    "accessibility",
    "settings",
    "styleguide",
    "api_schema",
    "api_docs",
    "experience_enter",
}
"""Reviewed: texts without a row of the database, and the description of the API, which is no secret."""


@pytest.mark.parametrize("worth", [None, "enrol"])
def test_no_address_answers_a_session_without_a_second_factor(region: Region, worth: str | None) -> None:
    """AUTH-1: the addresses of the matrix that need no argument, and a case; each position is in test_matrix.py."""
    user, assignment = region.person("ward")
    user.enrol_until = clock.now() + timedelta(hours=1)
    user.save()
    asked = 0
    for name in sorted({name for name, method in MATRIX if method == "GET"} - PUBLIC):
        try:
            address = reverse(name)
        except Exception:  # noqa: BLE001 - it needs a row
            if name not in {"case", "case_history", "liability"}:
                continue
            address = reverse(name, args=[region.episode.public_id])
        client = logged_in(user, assignment)
        session = client.session
        session.pop("login_way")
        if worth:
            session["login_way"] = worth
        session.save()
        answer = client.get(address)
        asked += 1
        assert answer.status_code in (302, 401, 403, 404), (name, answer.status_code)
        assert answer.status_code != 302 or answer["Location"].startswith("/konto/"), (
            name,
            answer["Location"],
        )
        assert not answer.content or b"Avdelning 21" not in answer.content, name
    assert asked > 25


def test_an_administrator_opens_the_log_in_of_those_whose_access_she_keeps_alone(region: Region) -> None:
    boss = region.client("ward", role=Role.ADMINISTRATOR)
    user, row = region.person("ward")
    address = reverse("open_login", args=[row.pk])
    assert address in boss.get(reverse("assignment", args=[row.pk])).content.decode()
    password = boss.post(address).context["password"]
    assert with_password(user, password)[1] == reverse("mfa_index")
    assert AuditRow.objects.filter(action="login.opened", object_id=str(user.pk)).exists()

    _, elsewhere = region.person("office")
    assert boss.post(reverse("open_login", args=[elsewhere.pk])).status_code == 404
    elsewhere.user = user
    elsewhere.save()
    User.objects.filter(pk=user.pk).update(password="unchanged")
    assert boss.post(address).status_code == 302, "who also works elsewhere is not hers alone"
    elsewhere.delete()
    User.objects.filter(pk=user.pk).update(is_staff=True)
    assert boss.post(address).status_code == 302
    user.refresh_from_db()
    assert user.password == "unchanged"
