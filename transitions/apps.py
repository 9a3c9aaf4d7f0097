"""The transitions app: patients, care episodes, notices, the chain."""

from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "transitions"
    verbose_name = "Vårdövergångar"

    def ready(self) -> None:
        """Register the tables with patient data, what reacts to items, and the menu."""
        from core.panels import Place, register_case_panel
        from transitions import (
            glossary,
            handlers,
            menu,
            notifications,
            panel_contacts,
            panel_readmission,
            panel_reception,
            polls,
            protection,
        )
        from transitions.services import reconciling, succession
        from transitions.views import going_home

        notifications.register()
        handlers.register()
        glossary.explain()
        menu.register()
        polls.register()
        panel_contacts.register()
        panel_readmission.register()
        panel_reception.register()
        protection.protect()
        succession.register()
        reconciling.register()
        register_case_panel("going_home", going_home.panel, place=Place.ASIDE, order=5)
