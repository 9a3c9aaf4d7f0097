"""Tokens and loads in the technical administration: to be read. Tokens are made by `make_token`."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from integrations.models import EventImport, SystemToken


@admin.register(SystemToken)
class SystemTokenAdmin(ReadOnlyAdmin):
    """Which systems may call, for which unit, until when."""

    list_display = ("name", "unit", "created_at", "valid_to", "last_used_on")
    exclude = ("token_hash",)


@admin.register(EventImport)
class EventImportAdmin(ReadOnlyAdmin):
    """What was brought in."""

    list_display = ("at", "read", "created", "known", "refused")
