"""What a provider's contract says of how soon it has to come (inställelsetid)."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class LeadHours(models.Model):
    """Inställelsetid: hours that a provider has by its contract, from being told to the home-coming (HÄ21).

    One for each provider and buyer; a buyer is a municipality or a district. Without one, 24 hours hold.
    """

    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="lead_hours", verbose_name="utförare"
    )
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="beställare"
    )
    hours = models.PositiveSmallIntegerField("timmar")

    history = HistoricalRecords()

    class Meta:
        ordering = ["unit", "organisation"]
        verbose_name = "inställelsetid"
        verbose_name_plural = "inställelsetider"
        constraints = [
            models.UniqueConstraint(fields=["unit", "organisation"], name="lead_hours_once"),
            models.CheckConstraint(condition=Q(hours__lte=336), name="lead_hours_two_weeks_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.hours} h"
