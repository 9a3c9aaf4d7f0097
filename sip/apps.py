"""The sip app: calling to a samordnad individuell plan, the meeting, and its follow-up."""

from django.apps import AppConfig


class SipConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "sip"
    verbose_name = "SIP"

    def ready(self) -> None:
        """Register the tables with patient data, the panel of the case and the entry of the menu."""
        from sip import menu, notifications, panel, protection
        from sip.services import succession

        menu.register()
        notifications.register()
        panel.register()
        protection.protect()
        succession.register()
