"""The going-home checklist."""

from django.db import models
from simple_history.models import HistoricalRecords

from transitions.rules.kinds import PointState


class ChecklistPoint(models.Model):
    """A point of the going-home checklist (T11): it, the ward and the assessment office see it."""

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="checklist")
    point = models.CharField("punkt", max_length=120)
    owner = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="ansvarig enhet")
    state = models.CharField("läge", max_length=12, choices=[(state, state) for state in PointState])
    critical = models.BooleanField("avgörande", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["episode", "pk"]
        verbose_name = "punkt på hemgångslistan"
        verbose_name_plural = "punkter på hemgångslistan"
        constraints = [models.UniqueConstraint(fields=["episode", "point"], name="checklist_point_once")]

    def __str__(self) -> str:
        return self.point
