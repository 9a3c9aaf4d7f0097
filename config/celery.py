"""The Celery application: a doorbell. What is to be done stands in PostgreSQL; a wiped broker loses nothing."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("hemvag")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are Stockholm's (CELERY_TIMEZONE).
app.conf.beat_schedule = {
    "sweep-outbox": {"task": "core.tasks.sweep_outbox", "schedule": 60.0},
    "sweep-deadlines": {"task": "transitions.tasks.sweep_deadlines", "schedule": 60.0},
    "recompute-liability": {
        "task": "liability.tasks.recompute_open",
        "schedule": crontab(hour="2", minute="40"),
    },
}
