"""Assignment (medarbetaruppdrag): a person's role at a unit, for a time."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from actors.rules.kinds import Role


class Assignment(models.Model):
    """Medarbetaruppdrag (requirement X1): who acts, for which unit, as what, from when to when.

    `valid_to` is the last day, planned; `ended_at` is when an administrator ended it, which holds at once.
    `last_used_on` is the day of the latest log-in for it, for the reminder of assignments that nobody uses.
    """

    user = models.ForeignKey("actors.User", models.PROTECT, related_name="assignments", verbose_name="person")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="assignments", verbose_name="enhet")
    role = models.CharField("roll", max_length=30, choices=[(role, role) for role in Role])
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    ended_at = models.DateTimeField("avslutat", null=True, blank=True)
    last_used_on = models.DateField("senast använt", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["last_used_on"])

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="assignment_open_once",
                violation_error_message="Personen har redan det uppdraget.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="assignment_validity_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_to__isnull=False),
                name="assignment_ended_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.role}, {self.unit}"
