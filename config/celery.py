"""The Celery application: a doorbell. What is to be done stands in PostgreSQL; a wiped broker loses nothing."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final
from uuid import UUID

import structlog
from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.checks import refuse_unsafe_start
from core import safe_values

log = structlog.get_logger(__name__)

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TaskRefused(ValueError):
    """A task was to be rung for with something else than ids and codes. The value is not told."""


class Doorbell(Celery):
    """Carries ids, UUIDs and codes: a broker's memory, its file and its log lines hold nothing of a person."""

    def send_task(  # type: ignore[override]
        self,
        name: str,
        args: Iterable[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Any:
        """Send, or refuse. Every way to ring passes here: a signal's receiver could not stop it.

        In production a refused task is logged and not sent, and the sweep does the work; elsewhere it raises
        TaskRefused.
        """
        args, kwargs = tuple(args or ()), dict(kwargs or {})
        if not all(is_id_or_code(value) for value in (*args, *kwargs.values())):
            if settings.HEMVAG_ENVIRONMENT != "production":
                raise TaskRefused(name)
            log.error("task_arguments_refused", task=name)
            return None
        return super().send_task(name, args=args, kwargs=kwargs, **options)


def is_id_or_code(value: object) -> bool:
    """Whether a task may be given the value: an id, a UUID, nothing, or a code that the program itself declares.

    A code is a member of an enumeration: as bare text it could be a name.
    """
    if value is None or isinstance(value, bool | UUID):
        return True
    if isinstance(value, Enum):
        return isinstance(value.value, str) and safe_values.is_code(value.value)
    if isinstance(value, int):
        return safe_values.is_id(abs(value))
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


app = Doorbell("hemvag")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are Stockholm's (CELERY_TIMEZONE).
app.conf.beat_schedule = {
    "sweep-outbox": {"task": "core.tasks.sweep_outbox", "schedule": 60.0},
    "sweep-reports": {"task": "reporting.tasks.sweep_reports", "schedule": 60.0},
    "make-board-drafts": {
        "task": "reporting.tasks.make_board_drafts",
        "schedule": crontab(hour="5", minute="30"),
    },
    "offer-experiences": {
        "task": "reporting.tasks.offer_experiences",
        "schedule": crontab(hour="6", minute="20"),
    },
    "sweep-statement-files": {"task": "liability.tasks.sweep_files", "schedule": 60.0},
    "sweep-loads": {"task": "integrations.tasks.sweep_loads", "schedule": 60.0},
    "send-due-information": {"task": "transitions.tasks.send_due_information", "schedule": 60.0},
    "sweep-deadlines": {"task": "transitions.tasks.sweep_deadlines", "schedule": 60.0},
    "climb-ladder": {"task": "transitions.tasks.climb_ladder", "schedule": 60.0},
    "ask-for-answers": {"task": "deviations.tasks.ask_for_answers", "schedule": 900.0},
    "propose-deviations": {"task": "deviations.tasks.propose_deviations", "schedule": 1800.0},
    "sweep-packs": {"task": "transitions.tasks.sweep_packs", "schedule": 60.0},
    "evening-packs": {"task": "transitions.tasks.evening_packs", "schedule": crontab(hour="20", minute="0")},
    "note-audit-ends": {"task": "core.tasks.note_audit_ends", "schedule": 300.0},
    "close-audit-days": {"task": "core.tasks.close_audit_days", "schedule": crontab(hour="0", minute="20")},
    "remind-of-sips": {"task": "sip.tasks.remind_of_sips", "schedule": crontab(hour="6", minute="40")},
    "reconcile": {"task": "core.tasks.reconcile", "schedule": crontab(hour="1", minute="30")},
    "check-backup": {"task": "config.tasks.check_backup", "schedule": crontab(hour="5", minute="0")},
    "check-certificates": {
        "task": "config.tasks.check_certificates",
        "schedule": crontab(hour="6", minute="10"),
    },
    "forget-idempotency-keys": {
        "task": "core.tasks.forget_idempotency_keys",
        "schedule": crontab(hour="3", minute="10"),
    },
    "forget-drafts": {"task": "actors.tasks.forget_drafts", "schedule": crontab(minute="25")},
    "sweep-delegations": {"task": "deviations.tasks.sweep_delegations", "schedule": 60.0},
    "sweep-groupings": {"task": "deviations.tasks.sweep_groupings", "schedule": 60.0},
    "watch-delegations": {"task": "deviations.tasks.watch_delegations", "schedule": 600.0},
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
