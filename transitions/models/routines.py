"""A municipality's own routines (lathundar) at the steps of the county's routine (T19)."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from transitions.rules.step_values import StepCode


class LocalRoutine(models.Model):
    """Lathund: an organisation's own checklist at one of the eight steps.

    `text` is what the administrator writes, one point a line; `published_text` is what the units read, with its
    version. What is written is seen by nobody else until it is published.
    """

    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    step = models.CharField("steg", max_length=20, choices=[(code, code) for code in StepCode])
    title = models.CharField("rubrik", max_length=120)
    text = models.TextField("innehåll")
    published_text = models.TextField("publicerat innehåll", blank=True, default="")
    published_at = models.DateTimeField("publicerad", null=True, blank=True)
    published_version = models.PositiveIntegerField("version", default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation", "step", "pk"]
        verbose_name = "lathund"
        verbose_name_plural = "lathundar"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_version=0, published_at__isnull=True, published_text="")
                | (Q(published_version__gt=0, published_at__isnull=False) & ~Q(published_text="")),
                name="routine_is_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title
