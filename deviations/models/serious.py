"""Possible lex Maria or lex Sarah: who assessed what, and that it was handed over (A8)."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from deviations.models.deviation import Deviation
from deviations.rules.serious import Statute


class SeriousEvent(models.Model):
    """That an event may have to be reported to IVO: flagged, the law's questions answered, handed over.

    `unit` is whose own activity it may be. `replies` holds an answer for each question of the statute; no outcome is
    stored, since the system decides nothing.
    """

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="serious_events")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    statute = models.CharField("lag", max_length=5, choices=[(one, one) for one in Statute])
    replies = models.JSONField("svar på lagens frågor", default=dict)
    reasons = models.TextField("bedömning med egna ord")
    assessed_at = models.DateTimeField("bedömd")
    assessed_by = models.CharField("bedömd av", max_length=150)
    handed_at = models.DateTimeField("överlämnad", null=True, blank=True)
    handed_by = models.CharField("överlämnad av", max_length=150, blank=True, default="")
    handed_to = models.CharField("överlämnad till", max_length=200, blank=True, default="")
    version = models.PositiveIntegerField("version", default=0)

    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["pk"]
        verbose_name = "möjlig lex Maria eller lex Sarah"
        verbose_name_plural = "möjliga lex Maria och lex Sarah"
        constraints = [
            models.UniqueConstraint(fields=["deviation", "unit", "statute"], name="serious_event_once"),
            models.CheckConstraint(condition=~Q(assessed_by=""), name="serious_event_assessed_by_somebody"),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, handed_by="", handed_to="")
                | (Q(handed_at__isnull=False) & ~Q(handed_by="") & ~Q(handed_to="")),
                name="serious_event_handed_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statute} {self.pk}"
