"""Local agreements and interpretations between organisations: versions, parties, when each signed (A12)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from deviations.rules.agreements import AgreementKind
from transitions.rules.step_values import StepCode


class LocalAgreement(models.Model):
    """Lokal överenskommelse, gemensam rutin or tolkning (A12). Shown in cases of its parties at `step`.

    `number` counts versions of the text; a new one is unsigned by all. `mas_sees_delegations`: it says that the MAS of
    the municipalities that are parties sees whom the region's nurses delegate to (A10).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("namn", max_length=150)
    kind = models.CharField("slag", max_length=14, choices=[(one, one) for one in AgreementKind])
    step = models.CharField(
        "steg", max_length=20, blank=True, default="", choices=[(one, one) for one in StepCode]
    )
    text = models.TextField("vad som gäller")
    number = models.PositiveSmallIntegerField("version", default=1)
    kept_by = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="hålls av")
    revise_on = models.DateField("revideras senast", null=True, blank=True)
    mas_sees_delegations = models.BooleanField("MAS ser regionens delegeringar", default=False)
    ended_on = models.DateField("upphörde", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "lokal överenskommelse"
        verbose_name_plural = "lokala överenskommelser"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="agreement_says_something")]

    def __str__(self) -> str:
        return self.name


class AgreementParty(models.Model):
    """A party of an agreement, and that it has signed the present version; unsigned since `since`."""

    agreement = models.ForeignKey(LocalAgreement, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    since = models.DateField("osignerad sedan")
    signed_on = models.DateField("signerad", null=True, blank=True)
    signed_by = models.CharField("signerad av", max_length=150, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = "part i överenskommelse"
        verbose_name_plural = "parter i överenskommelser"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="agreement_party_once"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signed_by="")
                | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="agreement_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"


class AgreementReminder(models.Model):
    """When the keeper is told that an agreement is to be revised, and that it has been done. Each once."""

    agreement = models.ForeignKey(LocalAgreement, models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField("dagar före")
    due_at = models.DateTimeField("ska skickas")
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        ordering = ["agreement", "-days"]
        verbose_name = "påminnelse om revidering"
        verbose_name_plural = "påminnelser om revidering"
        constraints = [models.UniqueConstraint(fields=["agreement", "due_at"], name="agreement_told_once")]

    def __str__(self) -> str:
        return f"{self.days} dagar"
