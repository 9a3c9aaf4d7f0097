"""Production settings refuse what belongs to the demo, and whatever is missing."""

import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from config import checks
from tests.environment.support import environment, run

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "0123456789" * 6,
    "ALLOWED_HOSTS": "hemvag.example.se",
    "PUBLIC_URL": "https://hemvag.example.se",
    "DATABASE_URL": "postgres://app@127.0.0.1:1/hemvag",
    "OWNER_DATABASE_URL": "postgres://owner@127.0.0.1:1/hemvag",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/0",
}


def load(**changes: str | None) -> tuple[int, str]:
    """Exit code and errors of a process that does nothing but read the settings."""
    env = environment(**{name: value for name, value in (COMPLETE | changes).items() if value is not None})
    done = run(sys.executable, "-c", "import config.settings.production", env=env)
    return done.returncode, done.stderr


def test_a_complete_environment_is_taken() -> None:
    done = run(sys.executable, "manage.py", "check", "--deploy", env=environment(**COMPLETE))
    assert done.returncode == 0, done.stderr
    assert "security.W" not in done.stderr, done.stderr


def test_the_demos_log_in_is_refused() -> None:
    code, errors = load(HEMVAG_DEMO_LOGIN="1")
    assert code != 0
    assert "HEMVAG_DEMO_LOGIN" in errors


@pytest.mark.parametrize("name", sorted(set(COMPLETE) - {"DJANGO_SETTINGS_MODULE"}))
def test_a_missing_variable_is_named(name: str) -> None:
    code, errors = load(**{name: None})
    assert code != 0
    assert f"{name} saknas" in errors


def test_a_short_key_is_refused() -> None:
    assert "för kort" in load(SECRET_KEY="short")[1]


@pytest.mark.parametrize("environment_name", ["base", "staging"])
def test_the_system_check_refuses_the_demos_log_in_under_settings_of_any_other_name(
    settings: Settings, environment_name: str
) -> None:
    settings.HEMVAG_DEMO_LOGIN = True
    settings.HEMVAG_ENVIRONMENT = environment_name
    assert [error.id for error in checks.demo_login_only_in_demo()] == ["hemvag.E001"]
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_unsafe_start()


def test_web_and_worker_ask_as_they_start() -> None:
    """Settings of another name, made from the demo's, pass no check of production's own."""
    env = environment(HEMVAG_DEMO_LOGIN="1")
    start = "from django.conf import settings; settings.HEMVAG_ENVIRONMENT = 'staging'; import {}"
    for module in ("config.wsgi", "celery.signals, config; celery.signals.worker_init.send(None)"):
        done = run(
            sys.executable,
            "-c",
            start.format(module),
            env=env | {"DJANGO_SETTINGS_MODULE": "config.settings.demo"},
        )
        assert "HEMVAG_DEMO_LOGIN" in done.stderr, module


def test_the_demo_itself_is_allowed_it(settings: Settings) -> None:
    settings.HEMVAG_DEMO_LOGIN = True
    settings.HEMVAG_ENVIRONMENT = "demo"
    assert checks.demo_login_only_in_demo() == []
