"""What a worker has found to be alike, for each area that a MAS answers for."""

from django.db import models
from django.db.models import Q


class Grouping(models.Model):
    """Gruppering av liknande avvikelser (A6): the latest of an area, made in the background.

    `groups` holds `rules.grouping.Group` as lists: category, reporting unit, unit concerned, ids, stems. Ids alone
    stand there: who looks sees what she may see of them. It is being made while `made_at` is not after `ordered_at`.
    """

    organisation = models.OneToOneField(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="område"
    )
    ordered_at = models.DateTimeField("beställd")
    made_at = models.DateTimeField("klar", null=True, blank=True)
    counted = models.PositiveIntegerField("avvikelser", default=0)
    groups = models.JSONField("grupper", default=list)

    class Meta:
        ordering = ["organisation_id"]
        verbose_name = "gruppering av avvikelser"
        verbose_name_plural = "grupperingar av avvikelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=False) | Q(counted=0, groups=[]), name="grouping_made_has_groups"
            ),
        ]

    def __str__(self) -> str:
        return f"Gruppering {self.organisation_id}"
