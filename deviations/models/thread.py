"""What has been done with a deviation, line by line, and when a missing answer was asked for."""

from django.db import models
from django.db.models import Q

from deviations.models.deviation import Deviation
from deviations.rules.kinds import EntryKind, Rung


class Entry(models.Model):
    """A line of a deviation's thread. Never changed. Without `by_unit` it was the system.

    `own`: read by the writing unit alone.
    """

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="entries")
    kind = models.CharField("vad", max_length=14, choices=[(one, one) for one in EntryKind])
    at = models.DateTimeField("när")
    by_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    author = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField("vem", max_length=150)
    text = models.TextField("text", blank=True, default="")
    own = models.BooleanField("bara den egna enheten", default=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "rad i avvikelsen"
        verbose_name_plural = "rader i avvikelsen"
        indexes = [models.Index(fields=["deviation", "at"], name="deviation_entries")]
        constraints = [
            models.CheckConstraint(condition=~Q(author_name=""), name="deviation_entry_has_an_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Nudge(models.Model):
    """That a step which is due at `due_at` was asked for: the reminder, and each rung of the agreed order, once."""

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="nudges")
    due_at = models.DateTimeField("skulle vara gjort")
    rung = models.CharField("steg", max_length=10, choices=[(one, one) for one in Rung])
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="till")
    person = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("när")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "påminnelse om avvikelse"
        verbose_name_plural = "påminnelser om avvikelser"
        constraints = [
            models.UniqueConstraint(fields=["deviation", "due_at", "rung"], name="deviation_nudge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rung} {self.pk}"
