"""Production settings refuse what belongs to the demo, and whatever is missing."""

import sys
from importlib import import_module
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from config import checks
from tests.environment.support import environment, run
from tests.web import production

COMPLETE = production.ENVIRONMENT | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}


def test_a_complete_environment_is_taken_without_a_warning() -> None:
    command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run(sys.executable, *command, env=environment(**COMPLETE))
    assert done.returncode == 0, done.stderr
    assert "security.W" not in done.stderr, done.stderr


@pytest.mark.parametrize("name", sorted(production.ENVIRONMENT))
def test_a_missing_variable_is_named(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} saknas"):
        production.load(**{name: None})


REFUSED = {
    "the demo's log-in": ({"HEMVAG_DEMO_LOGIN": "1"}, "HEMVAG_DEMO_LOGIN"),
    "a short key": ({"SECRET_KEY": "short"}, "för kort"),
    "a key of one letter": ({"SECRET_KEY": "a" * 64}, "inte slumpad"),
    "the demo's key": ({"SECRET_KEY": "demo-" + "0123456789abcdef" * 4}, "inte slumpad"),
    "a key that Django made for development": (
        {"SECRET_KEY": "django-insecure-" + "0123456789" * 5},
        "inte slumpad",
    ),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    "any host beside ours": ({"ALLOWED_HOSTS": "hemvag.example.se,*"}, "ALLOWED_HOSTS"),
    "any host of a domain": ({"ALLOWED_HOSTS": ".example.se"}, "ALLOWED_HOSTS"),
    "plain http": ({"PUBLIC_URL": "http://hemvag.example.se"}, "https"),
    "debugging": ({"DEBUG": "1"}, "DEBUG"),
    "debugging by another name": ({"DJANGO_DEBUG": "true"}, "DJANGO_DEBUG"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_doubtful_environment_is_refused(case: str) -> None:
    changes, words = REFUSED[case]
    with pytest.raises(ImproperlyConfigured, match=words):
        production.load(**changes)


def test_a_process_does_not_start_in_a_doubtful_environment() -> None:
    """The same as a process sees it: one for all."""
    done = run(sys.executable, "manage.py", "check", env=environment(**COMPLETE, DEBUG="1"))
    assert done.returncode != 0
    assert "DEBUG finns inte i produktion" in done.stderr


def test_the_settings_of_the_process_are_what_they_were() -> None:
    before = import_module("config.settings.base")
    found = production.load()
    assert found.SECURE_HSTS_SECONDS >= 31_536_000
    assert found.DEBUG is False
    assert import_module("config.settings.base") is before


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"DEBUG": True}, "hemvag.E006"),
        ({"ALLOWED_HOSTS": ["*"]}, "hemvag.E007"),
        ({"ALLOWED_HOSTS": []}, "hemvag.E007"),
        ({"SESSION_COOKIE_SECURE": False}, "hemvag.E008"),
        ({"CSRF_COOKIE_SECURE": False}, "hemvag.E008"),
    ],
)
def test_settings_that_change_productions_are_refused_at_start(
    settings: Settings, changes: dict[str, object], error: str
) -> None:
    good: dict[str, object] = {
        "HEMVAG_ENVIRONMENT": "production",
        "HEMVAG_DEMO_LOGIN": False,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["hemvag.example.se"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
    }
    for name, value in good.items():
        setattr(settings, name, value)
    assert checks.production_is_closed() == []
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [found.id for found in checks.production_is_closed()] == [error]
    with (
        patch.object(checks, "app_role_owns_nothing", return_value=[]),
        pytest.raises(ImproperlyConfigured, match=error),
    ):
        checks.refuse_unsafe_start()


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
