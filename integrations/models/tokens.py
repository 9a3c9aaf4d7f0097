"""Tokens of integrating systems."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class SystemToken(models.Model):
    """The right of one system to act for one unit through the API (systemintegration).

    The token itself is shown once, when it is made; here is its check sum. What the system may do follows from
    the unit, as for a person with an assignment there.
    """

    name = models.CharField("system", max_length=100)
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    token_hash = models.CharField("kontrollsumma", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("skapad")
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    last_used_on = models.DateField("senast använd", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["token_hash", "last_used_on"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "systemnyckel"
        verbose_name_plural = "systemnycklar"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(
                condition=Q(last_used_on__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(last_used_on__lte=F("valid_to")),
                name="token_not_used_after_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name
