from typing import Any

from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record

from core import clock


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Grund"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the versions of a row dated by our clock, and the logs read by whom they concern."""
        from core import log_protection

        log_protection.protect()
        pre_create_historical_record.connect(_date_history, dispatch_uid="core.history_date")


def _date_history(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    history_instance.history_date = clock.now()
