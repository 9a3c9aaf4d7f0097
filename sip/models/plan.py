"""The plan of a SIP: the common part, one part for each unit, goals, insatser, outcomes, and what was agreed."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from sip.models.sip import Sip
from sip.rules.kinds import Outcome, Overall


class Plan(models.Model):
    """The part that all have in common (SoL 10:8, HSL 16:4; S4, S6). What matters to the person stands on the SIP.

    `version` counts writes of this part: a page says which it was drawn from. `number` is the latest agreed version.
    """

    sip = models.OneToOneField(Sip, models.PROTECT, related_name="plan")
    version = models.PositiveIntegerField("skrivning", default=0, editable=False)
    number = models.PositiveSmallIntegerField("gällande version", default=0, editable=False)
    worries = models.TextField("vad oroar personen", blank=True, default="")
    wants = models.TextField("vad vill personen kunna göra", blank=True, default="")
    kin = models.TextField("vad närstående säger", blank=True, default="")
    overall = models.CharField(
        "huvudansvarig huvudman",
        max_length=12,
        blank=True,
        default="",
        choices=[(side, side) for side in Overall],
    )
    overall_person = models.CharField("samordnare", max_length=150, blank=True, default="")
    overall_phone = models.CharField("samordnarens telefon", max_length=50, blank=True, default="")
    by_others = models.TextField("vad andra gör", blank=True, default="")
    if_worse = models.TextField("om det blir sämre", blank=True, default="")
    if_worse_phone = models.CharField("ring då", max_length=50, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["sip"]
        verbose_name = "plan"
        verbose_name_plural = "planer"

    def __str__(self) -> str:
        return f"Plan {self.pk}"


class PlanGoal(models.Model):
    """A goal (S4). `own_words`: written as the person said it. One that is taken away is kept, `dropped`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    text = models.CharField("mål", max_length=500)
    own_words = models.BooleanField("med personens egna ord", default=True)
    dropped = models.BooleanField("borttaget", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name = "mål"
        verbose_name_plural = "mål"

    def __str__(self) -> str:
        return f"Mål {self.pk}"


class PlanPart(models.Model):
    """What one unit writes and answers for. Nobody writes in another's (S6). Confirmed: `confirmed_at` is set."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="parts")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    version = models.PositiveIntegerField("skrivning", default=0, editable=False)
    assessment = models.TextField("enhetens bedömning", blank=True, default="")
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    confirmed_by = models.CharField("bekräftad av", max_length=150, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name = "enhetens del"
        verbose_name_plural = "enheternas delar"
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="sip_part_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(confirmed_by=""), name="sip_part_confirmed_by"
            ),
        ]

    def __str__(self) -> str:
        return f"Del {self.pk}"


class PlanAction(models.Model):
    """An insats (S6): what, who in the unit, from and to which day. `goal` None: for the plan as a whole."""

    part = models.ForeignKey(PlanPart, models.PROTECT, related_name="actions")
    goal = models.ForeignKey(PlanGoal, models.PROTECT, null=True, blank=True, related_name="actions")
    text = models.CharField("insats", max_length=500)
    responsible = models.CharField("ansvarig person", max_length=150)
    starts_on = models.DateField("från", null=True, blank=True)
    ends_on = models.DateField("till och med", null=True, blank=True)
    dropped = models.BooleanField("borttagen", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["part", "pk"]
        verbose_name = "insats"
        verbose_name_plural = "insatser"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="sip_action_ends_after_start",
                violation_error_message="Insatsen kan inte sluta innan den börjar.",
            )
        ]

    def __str__(self) -> str:
        return f"Insats {self.pk}"


class PlanVersion(models.Model):
    """The plan as it was when it was agreed. Never changed. `content` is `services.plan_versions.content_of`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    at = models.DateTimeField("överenskommen")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    reason = models.TextField("varför utan allas bekräftelse", blank=True, default="")
    content = models.JSONField("innehåll")

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = "version av planen"
        verbose_name_plural = "versioner av planen"
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="sip_version_once")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class GoalOutcome(models.Model):
    """How a goal stood at one follow-up (S6). Never changed."""

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="outcomes")
    at = models.DateTimeField("uppföljd")
    outcome = models.CharField("utfall", max_length=12, choices=[(one, one) for one in Outcome])
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")

    class Meta:
        ordering = ["goal", "at", "pk"]
        verbose_name = "utfall av mål"
        verbose_name_plural = "utfall av mål"

    def __str__(self) -> str:
        return f"Utfall {self.pk}"
