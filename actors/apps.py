"""The actors app: who there is, for whom a person acts, what a role may do."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "actors"
    verbose_name = "Aktörer"

    def ready(self) -> None:
        """Add to the menu; register the table of what people had typed; hear of log-ins."""
        from actors import menu, protection, services_sessions  # noqa: F401 - the last hears of log-ins

        menu.register()
        protection.protect()
