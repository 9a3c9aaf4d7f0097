"""The going-home checklist."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from transitions.rules.kinds import PointState


class ChecklistPoint(models.Model):
    """A point of the going-home checklist (T11): its owner, the ward and the assessment office see it.

    `by_unit` is who last wrote of it: what a block hides. `reason`: why it is not needed. `why_open`: what the ward
    answered when the person was discharged with the point open.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="checklist")
    point = models.CharField("punkt", max_length=120)
    owner = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="ansvarig enhet")
    by_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="senast ändrad av enhet"
    )
    state = models.CharField("läge", max_length=12, choices=[(state, state) for state in PointState])
    critical = models.BooleanField("avgörande", default=False)
    due = models.DateField("klar senast", null=True, blank=True)
    settled_at = models.DateTimeField("klar", null=True, blank=True)
    settled_by = models.CharField("klar enligt", max_length=150, blank=True, default="")
    reason = models.TextField("varför den inte behövs", blank=True, default="")
    why_open = models.TextField("varför den var öppen vid utskrivningen", blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["episode_id", "pk"]
        verbose_name = "punkt på hemgångslistan"
        verbose_name_plural = "punkter på hemgångslistan"
        constraints = [
            models.UniqueConstraint(fields=["episode", "point"], name="checklist_point_once"),
            models.CheckConstraint(
                condition=Q(state=PointState.OPEN, settled_at__isnull=True, settled_by="")
                | (~Q(state=PointState.OPEN) & Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="checklist_point_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.point
