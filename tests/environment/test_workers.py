"""The Celery application: what beat rings for exists, and a task survives its worker."""

from django.conf import settings

from config.celery import app


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


def test_nothing_but_json_is_read_and_no_result_is_kept() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.result_backend is None


def test_broker_and_cache_are_two_servers() -> None:
    assert settings.CELERY_BROKER_URL.removeprefix("redis+socket") == settings.REDIS_URL.removeprefix("unix")
    assert settings.CACHES["default"]["LOCATION"] != settings.REDIS_URL
