"""The Celery application: what beat rings for exists, and a task survives its worker."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from config import checks
from config.celery import app
from config.embedded.layout import Layout
from config.embedded.valkey import Valkey
from tests.architecture.source import APPS, place, python_files


def test_beat_rings_only_for_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    rung = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert rung - set(app.tasks) == set()
    assert rung >= {
        "core.tasks.sweep_outbox",
        "transitions.tasks.sweep_deadlines",
        "liability.tasks.recompute_open",
    }


def test_the_nightly_hour_is_stockholms() -> None:
    assert str(app.timezone) == "Europe/Stockholm"


def test_a_task_is_acknowledged_when_done_and_given_again_when_its_worker_died() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.worker_pool == "prefork"


# Longer than the broker waits, and so given to a second worker meanwhile: each with what makes that one go home.
LONG = {
    "integrations.tasks.load_events": "its row holds a lease, which the load renews",
    "liability.tasks.recompute_open": "batches under locks; what is recomputed already is left",
}


def test_no_task_runs_longer_than_half_of_what_the_broker_waits_for_its_answer() -> None:
    """The effective settings: those of three places must agree, and the shortest of them wins."""
    app.loader.import_default_modules()
    waits = app.conf.visibility_timeout
    assert app.conf.broker_transport_options["visibility_timeout"] == waits
    assert app.conf.result_backend_transport_options["visibility_timeout"] == waits
    assert 2 * app.conf.task_time_limit <= waits
    own = {
        name for name, task in app.tasks.items() if task.time_limit not in (None, app.conf.task_time_limit)
    }
    assert own == set(LONG)


def test_what_a_dead_worker_had_is_looked_for_each_second() -> None:
    options = app.conf.broker_transport_options
    assert (options["unacked_restore_interval"], options["unacked_restore_throttle"]) == (1, 1)


def test_nothing_waits_in_the_broker() -> None:
    """A countdown longer than the broker waits runs again and again: due times stand in the database."""
    waiting = re.compile(r"\bcountdown=|\beta=|\.apply_async\(|\.delay(_on_commit)?\(")
    found = [place(path) for path in python_files(*APPS) if waiting.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.fixture
def evicting(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(Layout.at(tmp_path), "broker", ("--save", "", "--maxmemory-policy", "allkeys-lru"))
    server.layout.run_dir.mkdir(parents=True, exist_ok=True)
    server.layout.log_dir.mkdir(parents=True, exist_ok=True)
    server.start()
    yield server
    server.stop()


def test_a_broker_that_throws_away_queues_is_refused(settings: Settings, evicting: Valkey) -> None:
    settings.REDIS_URL = evicting.layout.redis_url("broker")
    assert [error.id for error in checks.broker_keeps_what_it_is_given()] == ["hemvag.E009"]
    with pytest.raises(ImproperlyConfigured, match="allkeys-lru"):
        checks.refuse_unsafe_start()


@pytest.mark.long
def test_a_worker_does_not_start_beside_it(evicting: Valkey) -> None:
    started = subprocess.run(
        [sys.executable, "-m", "celery", "--app", "config", "worker", "--pool", "solo"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "REDIS_URL": evicting.layout.redis_url("broker"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert started.returncode != 0
    assert "allkeys-lru" in started.stdout + started.stderr


def test_a_broker_that_is_down_is_waited_for(settings: Settings, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    assert checks.broker_keeps_what_it_is_given() == []


def test_nothing_but_json_is_read_and_no_result_is_kept() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.result_backend is None


def test_broker_and_cache_are_two_servers() -> None:
    assert settings.CELERY_BROKER_URL.removeprefix("redis+socket") == settings.REDIS_URL.removeprefix("unix")
    assert settings.CACHES["default"]["LOCATION"] != settings.REDIS_URL
