from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    name = "transitions"
    default_auto_field = "django.db.models.BigAutoField"
