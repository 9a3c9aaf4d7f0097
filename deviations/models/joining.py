"""Several deviations about one event, answered together."""

from django.db import models
from django.db.models import F, Q

from deviations.models.deviation import Deviation


class Joining(models.Model):
    """That `deviation` is answered together with `leading`, until it is parted. Each keeps its number and its text.

    `unit` answers both. Never changed but for being parted.
    """

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="joinings")
    leading = models.ForeignKey(Deviation, models.PROTECT, related_name="led")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    at = models.DateTimeField("när")
    by_name = models.CharField("vem", max_length=150)
    parted_at = models.DateTimeField("delad", null=True, blank=True)
    parted_by = models.CharField("delad av", max_length=150, blank=True, default="")
    why = models.TextField("varför", blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "sammanförda avvikelser"
        verbose_name_plural = "sammanförda avvikelser"
        constraints = [
            models.UniqueConstraint(
                fields=["deviation"], condition=Q(parted_at__isnull=True), name="joined_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(deviation=F("leading")), name="joined_with_another"),
            models.CheckConstraint(
                condition=Q(parted_at__isnull=True, why="", parted_by="")
                | (Q(parted_at__isnull=False) & ~Q(why="") & ~Q(parted_by="")),
                name="parted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deviation_id} med {self.leading_id}"
