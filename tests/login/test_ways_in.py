"""AUTH-6: there is no second way in. Every address and every class that could let somebody in is on a reviewed list."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.views import APIView

from actors.models import User
from actors.rules.ways import FULL, Way, is_full, way_in

LOG_IN = {
    "login/",
    "logout/",
    "inactive/",
    "reauthenticate/",
    "password/change/",
    "2fa/",
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/reauthenticate/",
    "2fa/webauthn/login/",
    "2fa/webauthn/keys/<int:pk>/remove/",
    "2fa/webauthn/keys/<int:pk>/edit/",
    "siths/",
    "siths/svar/",
}
"""Log-in by SITHS, passkey or password with a code, and what keeps them; reviewed one by one."""

CLOSED = {"signup/", "password/set/", "3rdparty/", "3rdparty/signup/"}
"""Names that allauth asks for; 404."""

OF_OTHERS = ("allauth.", "django.contrib.auth.views", "oauth", "rest_framework.authtoken")


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def module_of(pattern: URLPattern) -> str:
    """Where the view was written, and every class it is made of."""
    view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
    modules = [base.__module__ for base in view.__mro__] if view else []
    return " ".join([pattern.callback.__module__, *modules])


def test_the_addresses_of_log_in_are_the_reviewed_ones() -> None:
    found = {path.removeprefix("konto/") for path, _ in patterns(get_resolver()) if path.startswith("konto/")}
    assert found == LOG_IN | CLOSED


def test_no_view_of_another_package_lets_anybody_in_elsewhere() -> None:
    elsewhere = [
        (path, pattern) for path, pattern in patterns(get_resolver()) if not path.startswith("konto/")
    ]
    assert [path for path, one in elsewhere if any(name in module_of(one) for name in OF_OTHERS)] == []
    words = ("login", "signin", "token", "password", "reset", "signup")
    named = {path for path, _ in elsewhere if any(word in path for word in words)}
    # The first two only lead on to konto/; the tokens of systems are looked at by staff, never made there.
    assert {path for path in named if not path.startswith("admin/integrations/systemtoken/")} == {
        "admin/login/",
        "admin/password_change/",
        "admin/password_change/done/",
        # One message or one's own deadlines by a secret of its own: neither makes a session (tests/transitions).
        "kalender/<str:token>.ics",
        "l/<str:token>/",
    }


@pytest.mark.parametrize("address", sorted(CLOSED))
def test_what_is_closed_answers_nobody(db: None, address: str) -> None:
    for ask in (Client().get, Client().post):
        assert ask(f"/konto/{address}").status_code == 404


def test_nothing_resets_a_password_by_mail(db: None) -> None:
    for address in (
        "password/reset/",
        "password/reset/key/1-abc/",
        "login/code/",
        "email/",
        "confirm-email/",
    ):
        assert Client().get(f"/konto/{address}").status_code == 404, address


def test_one_backend_one_adapter_one_authentication_of_the_api() -> None:
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert {"username"} == settings.ACCOUNT_LOGIN_METHODS
    assert settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"] == [
        "integrations.authentication.SystemTokenAuthentication"
    ]
    system = import_module("integrations.authentication").SystemTokenAuthentication
    for path, pattern in patterns(get_resolver()):
        view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
        if view is not None and issubclass(view, APIView):
            assert list(view.authentication_classes) == [system], path


def test_the_api_takes_neither_password_nor_session(db: None) -> None:
    user = User.objects.create_user("rot", password="en-lang-losenordsfras", is_staff=True, is_superuser=True)
    basic = Client(headers={"authorization": "Basic cm90OmVuLWxhbmctbG9zZW5vcmRzZnJhcw=="})
    inside = Client()
    inside.force_login(user)
    for client in (Client(), basic, inside):
        assert client.get(reverse("api_cases")).status_code == 401


def test_the_technical_administration_has_no_form_of_its_own(db: None) -> None:
    password = "en-lang-losenordsfras"
    user = User.objects.create_user("rot", password=password, is_staff=True, is_superuser=True)
    client = Client()
    for answer in (
        client.get("/admin/login/"),
        client.post("/admin/login/", {"username": "rot", "password": password}),
        client.get("/admin/"),
    ):
        assert answer.status_code == 302
        assert b"password" not in answer.content
    assert client.get("/admin/login/")["Location"].startswith(reverse("account_login"))
    assert client.login(username="rot", password=password), "the backend knows the password"
    session = client.session
    session.pop("login_way")
    session.save()
    assert client.get("/admin/").status_code == 302, "a session without a second factor is nobody's"
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/password_change/")["Location"] == reverse("account_change_password")
    user.is_staff = False
    user.save()
    assert client.get("/admin/").status_code == 302


def test_secrets_are_not_shown_in_the_technical_administration() -> None:
    shown = {model._meta.label_lower for model in admin.site._registry}
    assert not shown & {
        "mfa.authenticator",
        "socialaccount.socialtoken",
        "socialaccount.socialapp",
        "actors.user",
    }


PASSWORD, CODE, CARD = {"method": "password"}, {"method": "mfa", "type": "totp"}, {"method": "socialaccount"}
PASSKEY = {"method": "mfa", "type": "webauthn", "passwordless": True}


@pytest.mark.parametrize(
    ("records", "demo", "may_enrol", "expected"),
    [
        ([], True, True, None),
        ([PASSWORD], False, False, None),
        ([PASSWORD], False, True, Way.ENROL),
        ([PASSWORD], True, False, Way.DEMO),
        ([PASSWORD, CODE], False, False, Way.SECOND_FACTOR),
        ([CODE], False, True, None),
        ([CODE], True, False, None),
        ([PASSKEY], False, False, Way.PASSKEY),
        ([PASSKEY | {"passwordless": "yes"}], False, False, None),
        ([CARD], False, False, Way.SITHS),
        ([{"method": "phone"}], True, True, None),
    ],
)
def test_what_the_proofs_amount_to(
    records: list[dict[str, object]], demo: bool, may_enrol: bool, expected: Way | None
) -> None:
    assert way_in(records, demo=demo, may_enrol=may_enrol) == expected


def test_only_named_ways_open_everything() -> None:
    assert [value for value in ("", None, True, 1, "enrol", "SITHS", ["siths"]) if is_full(value)] == []
    assert all(is_full(str(way)) for way in FULL)
    assert set(Way) - FULL == {Way.ENROL}
