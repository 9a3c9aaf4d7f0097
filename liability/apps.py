from django.apps import AppConfig


class LiabilityConfig(AppConfig):
    name = "liability"
    default_auto_field = "django.db.models.BigAutoField"
