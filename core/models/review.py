"""The follow-up of the access log: a sample, and what the reviewer found (PDL 4:3, PuL-soc 10 §)."""

from django.db import models
from django.db.models import Q


class LogSample(models.Model):
    """A random sample of a unit's log rows in a time, to be reviewed (stickprov, loggkontroll).

    The seed and the period give the same rows again. `rows` holds their ids in the order they were drawn.
    """

    unit_id = models.BigIntegerField("enhet")
    unit_name = models.CharField("enhetens namn", max_length=200)
    organisation_id = models.BigIntegerField("vårdgivare")
    since = models.DateTimeField("från")
    until = models.DateTimeField("till")
    seed = models.CharField("frö", max_length=32)
    population = models.PositiveIntegerField("rader i perioden")
    rows = models.JSONField("valda rader", default=list)
    drawn_at = models.DateTimeField("dragen")
    drawn_by_id = models.BigIntegerField("dragen av", null=True, blank=True)
    drawn_by_name = models.CharField("dragen av, namn", max_length=200)

    class Meta:
        ordering = ("-drawn_at", "-pk")
        verbose_name = "stickprov"
        verbose_name_plural = "stickprov"
        indexes = [models.Index(fields=["unit_id", "-drawn_at"], name="log_sample_of_unit")]
        constraints = [
            models.CheckConstraint(name="log_sample_in_order", condition=Q(until__gt=models.F("since"))),
            models.CheckConstraint(name="log_sample_by_somebody", condition=~Q(drawn_by_name="")),
        ]

    def __str__(self) -> str:
        return f"Stickprov #{self.pk}"


class LogVerdict(models.Model):
    """What a reviewer found of one row of a sample (bedömning). Written once; a later one stands beside it."""

    class Finding(models.TextChoices):
        """What the reviewer may find."""

        JUSTIFIED = "justified", "Behörig åtkomst"
        ASK = "ask", "Fråga medarbetaren"
        UNJUSTIFIED = "unjustified", "Misstänkt obehörig åtkomst"

    sample = models.ForeignKey(LogSample, models.PROTECT, related_name="verdicts", verbose_name="stickprov")
    row_id = models.BigIntegerField("loggpost")
    finding = models.CharField("bedömning", max_length=12, choices=Finding.choices)
    note = models.TextField("anteckning", blank=True, default="", max_length=2000)
    at = models.DateTimeField("tid")
    by_id = models.BigIntegerField("granskare", null=True, blank=True)
    by_name = models.CharField("granskarens namn", max_length=200)

    class Meta:
        ordering = ("pk",)
        verbose_name = "bedömning av loggpost"
        verbose_name_plural = "bedömningar av loggposter"
        constraints = [
            models.CheckConstraint(name="log_verdict_by_somebody", condition=~Q(by_name="")),
            models.CheckConstraint(
                name="log_verdict_says_why",
                condition=Q(finding="justified") | ~Q(note=""),
                violation_error_message="Skriv vad som ska utredas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} #{self.pk}"
