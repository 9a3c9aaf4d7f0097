"""What was brought in, when."""

import uuid

from django.db import models


class EventImport(models.Model):
    """One import of an event file: its check sum and the counts, never its name or content.

    The items of the file have no rows of audit of their own; this row stands for all of them.
    """

    at = models.DateTimeField("tidpunkt")
    sha256 = models.CharField("filens kontrollsumma", max_length=64)
    read = models.PositiveIntegerField("lästa rader")
    created = models.PositiveIntegerField("skapade")
    known = models.PositiveIntegerField("redan kända")
    refused = models.PositiveIntegerField("avvisade")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return f"Inläsning {self.at:%Y-%m-%d}"


class LoadState(models.TextChoices):
    """How far a file that was sent through the page has come."""

    WAITING = "waiting", "väntar"
    RUNNING = "running", "läses"
    DONE = "done", "klar"
    FAILED = "failed", "misslyckades"


class EventLoad(models.Model):
    """An event file that an administrator has sent through the page (inläsning): tried first, then loaded.

    The file holds patients: it lies outside the web's reach under a random name, and is removed when it has been
    loaded, given up, or has lain a day. `refusals` are line numbers with code and sentence, never the line itself.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField("fil", upload_to="loads", blank=True)
    sha256 = models.CharField("filens kontrollsumma", max_length=64)
    lines = models.PositiveIntegerField("rader")
    dry_run = models.BooleanField("provkörning", default=True)
    state = models.CharField("läge", max_length=8, choices=LoadState.choices, default=LoadState.WAITING)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey(
        "actors.User", models.PROTECT, related_name="+", verbose_name="beställd av"
    )
    begun_at = models.DateTimeField("påbörjad", null=True, blank=True)
    finished_at = models.DateTimeField("klar", null=True, blank=True)
    read = models.PositiveIntegerField("lästa rader", default=0)
    created = models.PositiveIntegerField("skapade", default=0)
    known = models.PositiveIntegerField("redan kända", default=0)
    refused = models.PositiveIntegerField("avvisade", default=0)
    refusals = models.JSONField("avvisade rader", default=list)

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        verbose_name = "inläsning genom sidan"
        verbose_name_plural = "inläsningar genom sidan"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | models.Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="event_load_finished_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Inläsning {self.public_id}"
