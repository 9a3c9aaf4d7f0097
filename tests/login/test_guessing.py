"""Guessing ends, exactly, and shuts out nobody else (WEB-6, row 86)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from actors import services_guessing
from actors.models import LoginEvent, User
from core import limits
from core.limits import Limit
from tests.login.test_second_factor import PASSWORD, SECRET, code

HERE, ELSEWHERE = "192.0.2.10", "192.0.2.20"
TIMES = services_guessing.PERSON.times
DEAD = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def fresh(valkeys: object) -> Iterator[None]:
    """No count from another test; afterwards none for the next."""
    limits._client().flushdb()
    yield
    limits._Rest.until = 0.0
    limits._client().flushdb()


@pytest.fixture
def without_redis(settings) -> Iterator[None]:
    """Redis does not answer: the table counts."""
    settings.REDIS_URL = DEAD
    settings.DOORBELL_REST_SECONDS = 60
    yield
    limits._Rest.until = 0.0


@pytest.fixture
def user(db: None) -> User:
    """Somebody of the demo, whom the right password lets in."""
    return User.objects.create(username="demo-gissad", name="Demo: Gissad", password=make_password(PASSWORD))


def attempt(username: str, password: str, address: str = HERE) -> tuple[bool, str]:
    """Whether the log-in went through, and what the page said."""
    answer = Client(REMOTE_ADDR=address).post(
        reverse("account_login"), {"login": username, "password": password}
    )
    return answer.status_code == 302, answer.content.decode()


def guess(username: str, times: int, address: str = HERE) -> str:
    """Guess wrongly so many times; what the last page said."""
    said = ""
    for number in range(times):
        said = attempt(username, f"gissning-{number}", address)[1]
    return said


def test_after_too_many_wrong_passwords_the_right_one_does_not_open_here(user: User) -> None:
    assert "Användarnamnet eller lösenordet är fel." in guess(user.username, TIMES)
    opened, said = attempt(user.username, PASSWORD)
    assert not opened
    assert "Försök igen om 15 minuter" in said


def test_another_address_and_another_person_are_not_shut_out(user: User) -> None:
    other = User.objects.create(username="demo-annan", name="Demo: Annan", password=make_password(PASSWORD))
    guess(user.username, TIMES + 1)
    assert attempt(user.username, PASSWORD, ELSEWHERE)[0]
    assert attempt(other.username, PASSWORD)[0]


def test_an_address_that_tries_many_names_is_stopped(user: User) -> None:
    with patch.object(services_guessing, "ADDRESS", Limit("login_address", 8, 900)):
        for number in range(8):
            guess(f"namn-{number}", 1)
        assert not attempt(user.username, PASSWORD)[0]
        assert attempt(user.username, PASSWORD, ELSEWHERE)[0]


def test_who_logs_in_rightly_uses_up_nothing(user: User) -> None:
    with patch.object(services_guessing, "ADDRESS", Limit("login_address", 3, 900)):
        assert [attempt(user.username, PASSWORD)[0] for _ in range(6)] == [True] * 6


def test_the_name_is_the_same_however_it_is_written(user: User) -> None:
    guess(user.username.upper(), TIMES)
    assert not attempt(f" {user.username} ", PASSWORD)[0]


def test_without_redis_the_table_counts(user: User, without_redis: None) -> None:
    guess(user.username, TIMES)
    assert not attempt(user.username, PASSWORD)[0]
    assert attempt(user.username, PASSWORD, ELSEWHERE)[0]


def test_when_nothing_can_count_the_answer_is_no(user: User, without_redis: None) -> None:
    with patch.object(limits, "_in_database", return_value=None):
        assert not attempt(user.username, PASSWORD)[0]


def test_codes_are_counted_for_the_person_wherever_they_come_from(user: User) -> None:
    TOTP.activate(user, SECRET)
    right = code()
    wrong = [
        text for text in (f"{number:06}" for number in range(9)) if text not in {code(-1), right, code(1)}
    ]
    for number in range(TIMES + 1):
        client = Client(REMOTE_ADDR=f"192.0.2.{30 + number}")
        client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
        sent = right if number == TIMES else wrong[number]
        answer = client.post(reverse("mfa_authenticate"), {"code": sent})
        assert answer.status_code == 200
        assert "_auth_user_id" not in client.session
    assert "För många försök" in answer.content.decode()


def test_passkeys_are_counted_by_address(db: None) -> None:
    with patch.object(services_guessing, "ADDRESS", Limit("login_address", 2, 900)):
        said = []
        for _ in range(3):
            client = Client(REMOTE_ADDR=HERE)
            client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'})
            said.append(client.get(reverse("account_login")).content.decode())
    assert "Passernyckeln godtogs inte" in said[1]
    assert "För många försök" in said[2]


def test_refusals_are_kept_without_what_was_typed(user: User) -> None:
    guess(user.username, TIMES + 3)
    guess("mitt-losenord-i-fel-ruta", 1)
    kept = list(LoginEvent.objects.filter(outcome="refused").values())
    assert [row["reason"] for row in kept] == ["wrong_password"] * TIMES + ["too_many", "wrong_password"]
    assert {row["address"] for row in kept} == {HERE}
    assert [row["user_id"] for row in kept][-2:] == [user.pk, None]
    assert "gissning" not in str(kept)
    assert "fel-ruta" not in str(kept)


@pytest.mark.parametrize("redis", [True, False])
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_pass_the_limit(redis: bool, request: pytest.FixtureRequest) -> None:
    if not redis:
        request.getfixturevalue("without_redis")
    limit = Limit("parallel", 7, 60)

    def hit(_: int) -> bool:
        try:
            return limits.hit(limit, "x").allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        for round_ in range(20 if redis else 1):
            allowed = sum(pool.map(hit, range(50)))
            assert allowed == 7, round_
            limits._client() and limits._client().flushdb()


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_log_ins_look_at_no_more_passwords_than_the_limit() -> None:
    User.objects.create(username="demo-parallell", name="Demo: Parallell", password=make_password(PASSWORD))
    looked: list[int] = []
    real = AuthenticationBackend.authenticate

    def look(self: AuthenticationBackend, request: object, **credentials: object) -> object:
        looked.append(1)
        return real(self, request, **credentials)

    def log_in(number: int) -> bool:
        try:
            return attempt("demo-parallell", f"gissning-{number}")[0]
        finally:
            connection.close()

    with patch.object(AuthenticationBackend, "authenticate", look), ThreadPoolExecutor(10) as pool:
        assert not any(pool.map(log_in, range(50)))
    assert len(looked) == TIMES


@pytest.mark.parametrize("redis", [True, False])
def test_what_is_given_back_is_never_below_none(
    db: None, redis: bool, request: pytest.FixtureRequest
) -> None:
    if not redis:
        request.getfixturevalue("without_redis")
    limit = Limit("back", 1, 60)
    assert [limits.hit(limit, "x").allowed for _ in range(2)] == [True, False]
    for _ in range(3):
        limits.give_back(limit, "x")
    assert [limits.hit(limit, "x").allowed for _ in range(2)] == [True, False]


def test_a_forwarded_address_is_not_believed() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=ELSEWHERE)
    assert services_guessing.address_of(request) == HERE
