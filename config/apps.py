from django.apps import AppConfig
from django.core.checks import Tags, register


class ProjectConfig(AppConfig):
    """The composition root as an app: project-wide commands and start-up checks. It has no models."""

    name = "config"
    verbose_name = "Hemväg"

    def ready(self) -> None:
        from config import checks

        register(checks.demo_login_only_in_demo, Tags.security)
        register(checks.session_limits_hold, Tags.security)
        register(checks.production_is_closed, Tags.security)
        register(checks.app_role_owns_nothing, Tags.database)
