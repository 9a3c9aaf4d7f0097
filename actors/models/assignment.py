"""Assignment (medarbetaruppdrag): a person's role at a unit, for a time."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from actors.rules.kinds import Role


class Assignment(models.Model):
    """Medarbetaruppdrag (requirement X1): who acts, for which unit, as what, from when to when."""

    user = models.ForeignKey("actors.User", models.PROTECT, related_name="assignments", verbose_name="person")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="assignments", verbose_name="enhet")
    role = models.CharField("roll", max_length=30, choices=[(role, role) for role in Role])
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till och med", null=True, blank=True)

    history = HistoricalRecords()

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
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.role}, {self.unit}"
