"""What stands beside deviations: files that go with one, and thanks for a hand-over that went well."""

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from deviations.models.deviation import Deviation
from deviations.rules.kinds import FileState


class Enclosure(models.Model):
    """Foto eller fil: of a kind that is told by its content; its name is not kept.

    A photo is a JPEG of our own making (`core.pictures`). A PDF waits until the scanner has said that it is clean;
    of one that is not, the content is gone.
    """

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="enclosures")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("när")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    author = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    suffix = models.CharField("slag", max_length=4)
    state = models.CharField("läge", max_length=8, choices=[(one, one) for one in FileState])
    content = models.BinaryField("innehåll")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "bilaga till avvikelse"
        verbose_name_plural = "bilagor till avvikelser"

    def __str__(self) -> str:
        return f"Bilaga {self.pk}"


class Thanks(models.Model):
    """Bra överlämning: one unit's thanks to another, once for each case."""

    episode = models.ForeignKey(
        "transitions.CareEpisode", models.PROTECT, related_name="thanks", verbose_name="ärende"
    )
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="från")
    to_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="till")
    author = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("när")

    history = HistoricalRecords()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "bra överlämning"
        verbose_name_plural = "bra överlämningar"
        indexes = [models.Index(fields=["to_unit", "at"], name="thanks_to_unit")]
        constraints = [
            models.UniqueConstraint(fields=["episode", "by_unit", "to_unit"], name="thanks_once"),
            models.CheckConstraint(condition=~models.Q(by_unit=models.F("to_unit")), name="thanks_to_others"),
        ]

    def __str__(self) -> str:
        return f"Tack {self.pk}"
