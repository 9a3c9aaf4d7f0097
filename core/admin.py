"""Rows of the plumbing, to be read.

Held messages are released by `core.outbox.release`, which writes audit.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from core.models import AccessLogRow, AuditRow, Delivery, IdempotencyKey, OutboxMessage


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is added, changed or removed here."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ("pk", "event", "case_key", "created_at", "attempts", "done_at", "held_at", "last_error")
    list_filter = ("event", "held_at")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "pk",
        "message_id",
        "recipient_id",
        "channel",
        "status",
        "attempts",
        "sent_at",
        "last_error",
    )
    list_filter = ("channel", "status")


@admin.register(AuditRow)
class AuditRowAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "unit_name", "action", "object_type", "object_id", "source")
    list_filter = ("action", "object_type", "source")


@admin.register(AccessLogRow)
class AccessLogRowAdmin(ReadOnlyAdmin):
    list_display = ("at", "user_name", "unit_name", "patient_id", "action", "ground")
    list_filter = ("action", "ground")


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(ReadOnlyAdmin):
    list_display = ("scope", "status", "created_at")
    list_filter = ("scope",)
    # The stored answer may name a person; it is for the caller alone.
    exclude = ("key", "response")
