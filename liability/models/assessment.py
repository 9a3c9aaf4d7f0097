"""Results of the assessment, kept."""

from django.db import models
from django.db.models import Q

from liability.rules.assessment import Status


class Assessment(models.Model):
    """Beräknat betalningsansvar for a care episode (LUS 5 kap.; B3, B7): the result, and what it was computed from.

    One is current. While facts and terms stand, a later day only moves the current one on (`as_of`, days, amount);
    when facts, terms or a rate have changed a new row takes over and the earlier one is kept, so that what was said
    when can be shown. `days` are whole, `amount` and `billable_amount` whole kronor, None when a rate is unknown.
    """

    episode = models.ForeignKey(
        "transitions.CareEpisode", models.PROTECT, related_name="liability_assessments"
    )
    number = models.PositiveIntegerField("version")
    computed_at = models.DateTimeField("beräknad")
    as_of = models.DateTimeField("gäller per")
    superseded_at = models.DateTimeField("ersatt", null=True, blank=True)
    episode_version = models.PositiveIntegerField("ärendets version")
    status = models.CharField(
        "resultat", max_length=12, choices=[(status.value, status.value) for status in Status]
    )
    starts_on = models.DateField("inträder", null=True, blank=True)
    days = models.PositiveIntegerField("dagar", default=0)
    amount = models.PositiveBigIntegerField("belopp, kronor", null=True, blank=True)
    billable = models.BooleanField("fakturerbart", default=False)
    billable_amount = models.PositiveBigIntegerField("fakturerbart belopp, kronor", null=True, blank=True)
    ready_days = models.PositiveIntegerField("dagar som utskrivningsklar", null=True, blank=True)
    owed_by = models.JSONField("betalningsansvarig", default=list)
    terms_codes = models.JSONField("villkor", default=list)
    spells = models.JSONField("perioder", default=list)
    reasons = models.JSONField("skäl", default=list)
    facts = models.JSONField("underlag", default=dict)
    basis_hash = models.CharField("underlagets kontrollsumma", max_length=64)

    class Meta:
        ordering = ["episode", "-number"]
        verbose_name = "beräknat betalningsansvar"
        verbose_name_plural = "beräknade betalningsansvar"
        indexes = [
            models.Index(
                fields=["status"], name="assessment_current_status", condition=Q(superseded_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(superseded_at__isnull=True), name="one_assessment_is_current"
            ),
            models.UniqueConstraint(fields=["episode", "number"], name="assessment_number_once"),
            models.CheckConstraint(
                condition=Q(billable=False) | Q(days__gt=0), name="assessment_bills_no_day_that_is_not_owed"
            ),
            models.CheckConstraint(
                condition=~Q(days=0) | Q(amount__isnull=False, amount=0) | Q(status="average"),
                name="assessment_no_days_cost_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"Betalningsansvar {self.episode_id}, version {self.number}"
