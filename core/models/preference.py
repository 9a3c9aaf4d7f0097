"""How a person wants the interface, on whatever computer."""

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """Min inställning: looks, shortcuts, notices, and how far the first-day tour has come (0: off)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="preference"
    )
    appearance = models.CharField("utseende", max_length=40, blank=True, default="")
    tour = models.PositiveSmallIntegerField("rundtur", default=0)
    changed_at = models.DateTimeField("ändrad")

    class Meta:
        ordering = ["user"]
        verbose_name = "inställning"
        verbose_name_plural = "inställningar"

    def __str__(self) -> str:
        return f"{self.pk}"
