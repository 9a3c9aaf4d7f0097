"""The investigation of a deviation by the unit that answers: read by its own side alone."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from deviations.models.deviation import Deviation
from deviations.rules.investigation import Verdict


class Investigation(models.Model):
    """Utredning (PSL 3:3): what happened, what contributed, why. One for each unit that investigates.

    `factors` are codes of deviations/data/factors.json. The answer carries what its holder chooses; the rest stays.
    """

    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="investigations")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="utredande enhet")
    begun_at = models.DateTimeField("påbörjad")
    course = models.TextField("händelseförlopp", blank=True, default="")
    factors = models.JSONField("bidragande orsaker", default=list)
    factors_text = models.TextField("bidragande orsaker med egna ord", blank=True, default="")
    cause = models.TextField("orsak", blank=True, default="")
    version = models.PositiveIntegerField("version", default=0)

    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["pk"]
        verbose_name = "utredning"
        verbose_name_plural = "utredningar"
        constraints = [
            models.UniqueConstraint(fields=["deviation", "unit"], name="investigation_once"),
        ]

    def __str__(self) -> str:
        return f"Utredning {self.pk}"


class CourseCopy(models.Model):
    """What the case's timeline said to the unit when somebody fetched it: facts alone, never changed."""

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="copies")
    at = models.DateTimeField("hämtad")
    by = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField("hämtad av", max_length=150)
    events = models.JSONField("händelser")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "kopia av händelseförlopp"
        verbose_name_plural = "kopior av händelseförlopp"
        constraints = [models.CheckConstraint(condition=~Q(by_name=""), name="course_copy_by_somebody")]

    def __str__(self) -> str:
        return f"Förlopp {self.pk}"


class InvestigationAction(models.Model):
    """Åtgärd: what is done, by whom and when, and whether it helped."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="actions")
    text = models.TextField("åtgärd")
    function = models.CharField("ansvarig funktion", max_length=100)
    person = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ansvarig person"
    )
    due_on = models.DateField("klar senast")
    check_on = models.DateField("effekten kontrolleras")
    done_on = models.DateField("klar", null=True, blank=True)
    done_by = models.CharField("klarmarkerad av", max_length=150, blank=True, default="")
    checked_on = models.DateField("kontrollerad", null=True, blank=True)
    checked_by = models.CharField("kontrollerad av", max_length=150, blank=True, default="")
    verdict = models.CharField(
        "effekt", max_length=11, blank=True, default="", choices=[(one, one) for one in Verdict]
    )
    verdict_text = models.TextField("hur effekten syns", blank=True, default="")
    due_told_at = models.DateTimeField("påmind om åtgärden", null=True, blank=True, editable=False)
    check_told_at = models.DateTimeField("påmind om kontrollen", null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["public_id", "due_told_at", "check_told_at"])

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        indexes = [
            models.Index(fields=["due_on"], name="action_to_do", condition=Q(done_on__isnull=True)),
            models.Index(fields=["check_on"], name="action_to_check", condition=Q(verdict="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(function=""), name="action_is_somebodys"),
            models.CheckConstraint(condition=Q(check_on__gte=F("due_on")), name="action_checked_after_due"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by="") | (Q(done_on__isnull=False) & ~Q(done_by="")),
                name="action_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", checked_on__isnull=True)
                | (Q(done_on__isnull=False, checked_on__isnull=False) & ~Q(verdict="") & ~Q(checked_by="")),
                name="action_checked_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"Åtgärd {self.pk}"
