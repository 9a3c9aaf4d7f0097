"""The liability app: agreements as data, fristdagar, betalningsansvar, the results and their reasons."""

from django.apps import AppConfig


class LiabilityConfig(AppConfig):
    """Registers what reacts to items, and the panel of a case."""

    name = "liability"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Betalningsansvar"

    def ready(self) -> None:
        """Register the tables with patient data, handlers and panel."""
        from core import questions
        from liability import handlers, menu, panel, protection
        from liability.rules.decisions import QUESTIONS

        handlers.register()
        panel.register()
        menu.register()
        protection.protect()
        questions.register({str(code): text for code, text in QUESTIONS.items()})
