"""Unit (enhet): where work is done and where messages arrive."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from actors.rules.kinds import UnitKind
from actors.rules.names import with_hospital
from core.abstract import SortKeyed


class Unit(SortKeyed):
    """A ward, vårdcentral, biståndsenhet, home-care group and so on (events.md; requirement T17)."""

    code = models.CharField("kod", max_length=60, unique=True)
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="units", verbose_name="organisation"
    )
    kind = models.CharField("slag", max_length=30, choices=[(kind, kind) for kind in UnitKind])
    name = models.CharField("namn", max_length=200)
    hsa_id = models.CharField("HSA-id", max_length=64, null=True, blank=True, unique=True)
    hospital = models.CharField("sjukhus", max_length=120, blank=True, default="")
    phone = models.CharField("direktnummer", max_length=40, blank=True, default="")
    hours = models.CharField("öppettider", max_length=120, blank=True, default="")
    notify_email = models.EmailField("e-post för påminnelser", blank=True, default="")
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)
    ended_at = models.DateTimeField("upphörde", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="efterträdare"
    )

    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        indexes = [models.Index(fields=["kind", "organisation"], name="unit_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="unit_validity_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """The name with its hospital: wards of two hospitals may be called the same (T16)."""
        return with_hospital(self.name, self.hospital)
