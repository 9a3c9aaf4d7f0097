from django.apps import AppConfig


class SipConfig(AppConfig):
    name = "sip"
    default_auto_field = "django.db.models.BigAutoField"
