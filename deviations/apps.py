"""The deviations app: reports between the parties, and their answers."""

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "deviations"
    verbose_name = "Avvikelser"

    def ready(self) -> None:
        """Register the tables with patient data, what is sent, the panel of the case, and the entry of the menu."""
        from core import retention
        from deviations import menu, notifications, panel, panel_agreements, panel_meetings, protection
        from deviations.services import delegation_watch, succession

        notifications.register()
        menu.register()
        panel.register()
        panel_meetings.register()
        panel_agreements.register()
        protection.protect()
        succession.register()
        retention.register(
            delegation_watch.RETENTION_KIND, "delegeringar", lambda now: delegation_watch.remove_old(now=now)
        )
