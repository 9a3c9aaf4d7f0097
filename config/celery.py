"""The Celery application: a doorbell. What is to be done stands in PostgreSQL; a wiped broker loses nothing."""

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, worker_init
from django.core.exceptions import ImproperlyConfigured

from config.checks import refuse_unsafe_start

app = Celery("hemvag")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are Stockholm's (CELERY_TIMEZONE).
app.conf.beat_schedule = {
    "sweep-outbox": {"task": "core.tasks.sweep_outbox", "schedule": 60.0},
    "sweep-reports": {"task": "reporting.tasks.sweep_reports", "schedule": 60.0},
    "sweep-loads": {"task": "integrations.tasks.sweep_loads", "schedule": 60.0},
    "sweep-deadlines": {"task": "transitions.tasks.sweep_deadlines", "schedule": 60.0},
    "note-audit-ends": {"task": "core.tasks.note_audit_ends", "schedule": 300.0},
    "close-audit-days": {"task": "core.tasks.close_audit_days", "schedule": crontab(hour="0", minute="20")},
    "forget-idempotency-keys": {
        "task": "core.tasks.forget_idempotency_keys",
        "schedule": crontab(hour="3", minute="10"),
    },
    "recompute-liability": {
        "task": "liability.tasks.recompute_open",
        "schedule": crontab(hour="2", minute="40"),
    },
}


@worker_init.connect
def _refuse_unsafe_start(**kwargs: object) -> None:
    """:raises SystemExit: what is wrong; Celery passes by any other exception of a signal's receiver."""
    try:
        refuse_unsafe_start()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error


@setup_logging.connect
def _keep_our_logging(**kwargs: object) -> None:
    """Django has set up the log lines; with a receiver here Celery leaves them as they are."""
