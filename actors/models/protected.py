"""Staff with protected identity."""

from django.db import models
from django.db.models import F, Q


class ProtectedStaff(models.Model):
    """Medarbetare med skyddade personuppgifter: from when to when the name is shown in the own unit alone (law.md
    6.6).

    Elsewhere role and unit stand in its place: `actors.selectors.shown_names`.
    """

    user = models.ForeignKey("actors.User", models.PROTECT, related_name="protections", verbose_name="person")
    since = models.DateTimeField("från")
    recorded_by_name = models.CharField("registrerad av", max_length=150)
    ended_at = models.DateTimeField("till", null=True, blank=True)
    ended_by_name = models.CharField("avslutad av", max_length=150, blank=True, default="")

    class Meta:
        ordering = ["user", "since", "pk"]
        verbose_name = "medarbetare med skyddade personuppgifter"
        verbose_name_plural = "medarbetare med skyddade personuppgifter"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at__isnull=True), name="staff_protected_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (Q(ended_at__gte=F("since")) & ~Q(ended_by_name="")),
                name="staff_protection_ends_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
