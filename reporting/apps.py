"""The reporting app: measures, report files, the page for managers."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        """Add the reports to the menu."""
        from core.navigation import register_entry, register_notices
        from reporting import polls, protection
        from reporting.menu import notices
        from reporting.permissions import may_offer, may_read

        register_entry(
            "reports",
            "Rapporter",
            "reports",
            icon="chart-column",
            order=50,
            prefix="/rapporter/",
            shown=may_read,
        )
        register_entry(
            "experience",
            "Upplevelse",
            "experience_offers",
            icon="message-square",
            order=58,
            prefix="/upplevelse/",
            shown=may_offer,
        )
        register_notices(notices)
        polls.register()
        protection.protect()
