"""The order of a report file."""

import uuid

from django.db import models
from django.db.models import Q

from reporting.rules.formats import Format, State


class ReportRun(models.Model):
    """A report as a file (rapport): who ordered it, of whom, over which period, and what came of it.

    The row is stored before anything is made, so that a worker that dies is seen. The file is named by the row's
    public id alone. `organisation` is the contract's ORGANISATION as it was asked for.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.CharField("gäller", max_length=200)
    organisation_name = models.CharField("namn", max_length=200)
    period = models.CharField("period", max_length=20)
    format = models.CharField("format", max_length=4, choices=[(each, each) for each in Format])
    definitions_version = models.CharField("definitionernas version", max_length=10)
    state = models.CharField(
        "läge", max_length=8, choices=[(each, each) for each in State], default=State.ORDERED
    )
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beställd av"
    )
    ordered_by_name = models.CharField("beställarens namn", max_length=150)
    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    begun_at = models.DateTimeField("påbörjad", null=True, blank=True)
    made_at = models.DateTimeField("klar", null=True, blank=True)
    file = models.FileField("fil", upload_to="reports", blank=True, default="")
    size = models.PositiveIntegerField("storlek i byte", null=True, blank=True)
    sha256 = models.CharField("filens kontrollsumma", max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        indexes = [
            models.Index(fields=["unit", "-ordered_at"], name="report_of_unit"),
            models.Index(fields=["state", "ordered_at"], name="report_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.MADE, made_at__isnull=False, size__isnull=False) & ~Q(sha256="")
                | ~Q(state=State.MADE) & Q(made_at__isnull=True, sha256=""),
                name="report_made_has_a_file",
            ),
            models.CheckConstraint(condition=~Q(ordered_by_name=""), name="report_is_ordered_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"Rapport {self.public_id}"
