"""The liability app: agreements as data, fristdagar, betalningsansvar, the results and their reasons."""

from django.apps import AppConfig


class LiabilityConfig(AppConfig):
    """Registers what reacts to items, and the panel of a case."""

    name = "liability"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Betalningsansvar"

    def ready(self) -> None:
        """Register the tables with patient data, handlers and panel."""
        from liability import handlers, menu, panel, protection

        handlers.register()
        panel.register()
        menu.register()
        protection.protect()
