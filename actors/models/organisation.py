"""Organisation (organisation) and the area that a unit serves."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from actors.rules.kinds import OrganisationKind
from core.abstract import SortKeyed


class Organisation(SortKeyed):
    """Region, kommun, stadsdelsnämnd or private provider (events.md; requirement X9).

    `code` is the id of event files: a municipality's code, a region's two digits. A district has its
    municipality as `parent`; a municipality its region. `practice`: it belongs to the practice world, from when it was
    made and for ever; a trigger keeps its cases and units apart from the real ones.
    """

    code = models.CharField("kod", max_length=40, unique=True)
    kind = models.CharField("slag", max_length=20, choices=[(kind, kind) for kind in OrganisationKind])
    name = models.CharField("namn", max_length=200)
    hsa_id = models.CharField("HSA-id", max_length=64, null=True, blank=True, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="överordnad"
    )
    practice = models.BooleanField("övning", default=False, editable=False)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)
    ended_at = models.DateTimeField("upphörde", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="efterträdare"
    )

    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_validity_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="district") | Q(parent__isnull=False),
                name="district_has_a_municipality",
                violation_error_message="En stadsdelsnämnd måste höra till en kommun.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceArea(models.Model):
    """That a unit serves the inhabitants of an organisation's area.

    A vårdcentral serves a municipality or district, a private home-care provider has a contract with
    it. Receivers of a notice are preselected from here (T1, T16).
    """

    unit = models.ForeignKey("actors.Unit", models.CASCADE, related_name="service_areas")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="served_by")

    class Meta:
        ordering = ["pk"]
        verbose_name = "upptagningsområde"
        verbose_name_plural = "upptagningsområden"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "unit"], name="service_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.organisation_id}"
