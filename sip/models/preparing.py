"""Before the meeting: who prepares the person (S13). And who takes over when a unit leaves (S6)."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from sip.models.plan import Plan
from sip.models.sip import Sip


class Preparation(models.Model):
    """Förberedelse (S13): which unit prepares the person, who there, by which day, with what material (`Material`).

    Done: `prepared_at` is set. What the person said stands on the SIP and in the plan.
    """

    sip = models.OneToOneField(Sip, models.PROTECT, related_name="preparation")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    by_name = models.CharField("vem som förbereder", max_length=150, blank=True, default="")
    due_on = models.DateField("klart senast", null=True, blank=True)
    material = models.JSONField("material", default=list, blank=True)
    note = models.TextField("att tänka på", blank=True, default="")
    prepared_at = models.DateTimeField("förberedd", null=True, blank=True)
    prepared_by = models.CharField("förberedd av", max_length=150, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["sip_id"]
        verbose_name = "förberedelse"
        verbose_name_plural = "förberedelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(prepared_at__isnull=True) | ~Q(prepared_by=""), name="sip_prepared_by"
            )
        ]

    def __str__(self) -> str:
        return f"Förberedelse {self.pk}"


class PartHandOver(models.Model):
    """Överlämning av del (S6): a unit that leaves asks another to answer for what it answered for.

    Until somebody has said yes the leaving unit still answers. `accepted` None: nobody has answered. Never changed
    after that.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="hand_overs")
    from_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="lämnar")
    to_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="tar över")
    asked_at = models.DateTimeField("lämnad")
    asked_by = models.CharField("lämnad av", max_length=150)
    note = models.TextField("varför", blank=True, default="")
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.CharField("besvarad av", max_length=150, blank=True, default="")
    accepted = models.BooleanField("tog över", null=True, blank=True)
    answer = models.TextField("svar", blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan_id", "pk"]
        verbose_name = "överlämning av del"
        verbose_name_plural = "överlämningar av delar"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "from_unit"],
                condition=Q(answered_at__isnull=True),
                name="sip_one_open_hand_over",
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="sip_hands_to_another"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="sip_hand_over_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Överlämning {self.pk}"
