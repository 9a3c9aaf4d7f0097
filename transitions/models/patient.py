"""The patient, where the patient was registered when, and who helps at home."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from core.abstract import SortKeyed
from transitions.rules.kinds import Protection, Sex


class Patient(SortKeyed):
    """A person in care (patient). The public id stands in addresses; the personal number never does.

    `personal_number` is twelve digits: personnummer, samordningsnummer or a region's reserve number.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField("id i händelsefil", max_length=80, unique=True)
    personal_number = models.CharField("personnummer", max_length=12, unique=True)
    name = models.CharField("namn", max_length=200)
    sex = models.CharField("kön", max_length=7, choices=[(sex, sex) for sex in Sex], default=Sex.UNKNOWN)
    registered_in = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="folkbokförd i"
    )
    address = models.CharField("folkbokföringsadress", max_length=200, blank=True, default="")
    phone = models.CharField("telefon", max_length=40, blank=True, default="")
    listed_at = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="listad på"
    )
    protection = models.CharField(
        "skydd", max_length=24, choices=[(kind, kind) for kind in Protection], default=Protection.NONE
    )

    history = HistoricalRecords(excluded_fields=["sort_key", "public_id"])

    class Meta(SortKeyed.Meta):
        verbose_name = "patient"
        verbose_name_plural = "patienter"
        constraints = [
            models.CheckConstraint(
                condition=Q(personal_number__regex=r"^[0-9]{8}[0-9A-Z][0-9A-Z]{2}[0-9A-Z]$"),
                name="personal_number_shape",
                violation_error_message="Ange personnumret med tolv tecken.",
            ),
        ]

    def __str__(self) -> str:
        return f"Patient {self.public_id}"


class PatientRegistration(models.Model):
    """Folkbokföring over time: where a patient was registered from a local date (LUS 5:2)."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="registrations")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="+")
    valid_from = models.DateField("gäller från", null=True, blank=True)
    protection = models.CharField(max_length=24, choices=[(kind, kind) for kind in Protection])

    class Meta:
        ordering = ["patient_id", F("valid_from").asc(nulls_first=True)]
        verbose_name = "folkbokföring"
        verbose_name_plural = "folkbokföringar"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "valid_from"], nulls_distinct=False, name="registration_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_id} från {self.valid_from}"


class HomeCareService(models.Model):
    """A present provider of help at home (utförare): who must hear of every home-coming (T8).

    One row for each provider and part of the day: day, evening, night patrol, alarm, delegated care.
    """

    class Slot(models.TextChoices):
        """The part that the provider has."""

        DAY = "day", "dag"
        EVENING = "evening", "kväll"
        NIGHT = "night", "natt"
        ALARM = "alarm", "trygghetslarm"
        DELEGATED = "delegated", "delegerade insatser"
        RECEPTION = "reception", "tryggt mottagande"

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="home_care")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="utförare")
    slot = models.CharField("del av dygnet", max_length=10, choices=Slot.choices)
    extent = models.CharField("omfattning", max_length=200, blank=True, default="")
    since = models.DateTimeField("från")
    until = models.DateTimeField("till", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["patient_id", "slot", "pk"]
        verbose_name = "utförare"
        verbose_name_plural = "utförare"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "unit", "slot"],
                condition=Q(until__isnull=True),
                name="home_care_service_once",
                violation_error_message="Utföraren finns redan för den delen av dygnet.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="home_care_service_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.unit_id}"
