"""Effect goals, and what is done and said about them: rows that managers keep, with every change."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from reporting.rules.goals import Direction


class EffectGoal(models.Model):
    """Effektmål (U1): which measure, which level, since when, and who decided it.

    `organisation` is the contract's id of whoever decided; those below are followed by it too. `share`: the measure as
    percent of what it is a part of. `baseline` is what it is compared with, such as the year 2017.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.CharField("organisation", max_length=40)
    name = models.CharField("namn", max_length=200)
    measure = models.CharField("mått", max_length=60)
    share = models.BooleanField("som andel", default=False)
    direction = models.CharField(
        "riktning", max_length=8, choices=[(each.value, each.value) for each in Direction]
    )
    target = models.DecimalField("målnivå", max_digits=12, decimal_places=2)
    baseline = models.DecimalField("utgångsläge", max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_text = models.CharField("vad utgångsläget är", max_length=200, blank=True, default="")
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till", null=True, blank=True)
    decided_by = models.CharField("beslutat av", max_length=200)
    decided_on = models.DateField("beslutat den")

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["organisation", "name", "pk"]
        verbose_name = "effektmål"
        verbose_name_plural = "effektmål"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="goal_ends_after_it_begins",
                violation_error_message="Målet kan inte sluta gälla innan det börjar.",
            ),
            models.CheckConstraint(condition=~Q(decided_by=""), name="goal_is_decided_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.name


class Area(StrEnum):
    """The five areas of the handlingsplan (U10)."""

    LEADERSHIP = "leadership"
    INFORMATION = "information"
    PLANNING = "planning"
    HOME = "home"
    FOLLOW_UP = "follow_up"


class Principal(StrEnum):
    """Huvudman: who answers for it."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    BOTH = "both"


class ActivityState(StrEnum):
    """How far an activity has come."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    STOPPED = "stopped"


class Activity(models.Model):
    """Aktivitet in the handlingsplan (U10), or an action tied to an effect goal (U1): what, who, when, how far.

    `milestone` is the delmål that it serves.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.CharField("organisation", max_length=40)
    goal = models.ForeignKey(
        EffectGoal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="effektmål",
    )
    area = models.CharField("område", max_length=12, choices=[(each.value, each.value) for each in Area])
    milestone = models.CharField("delmål", max_length=300, blank=True, default="")
    text = models.CharField("aktivitet", max_length=500)
    principal = models.CharField(
        "huvudman", max_length=12, choices=[(each.value, each.value) for each in Principal]
    )
    responsible = models.CharField("ansvarig", max_length=200)
    due_on = models.DateField("klart senast", null=True, blank=True)
    state = models.CharField(
        "läge",
        max_length=8,
        choices=[(each.value, each.value) for each in ActivityState],
        default=ActivityState.PLANNED.value,
    )

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["area", "due_on", "pk"]
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"

    def __str__(self) -> str:
        return self.text[:80]


class GoalComment(models.Model):
    """What a manager says of a goal in a period. Never changed: a new one is written."""

    goal = models.ForeignKey(EffectGoal, models.PROTECT, related_name="comments", verbose_name="effektmål")
    period = models.CharField("period", max_length=20)
    text = models.TextField("kommentar", max_length=2000)
    written_at = models.DateTimeField("skriven")
    written_by_name = models.CharField("skriven av", max_length=150)

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = "kommentar till effektmål"
        verbose_name_plural = "kommentarer till effektmål"

    def __str__(self) -> str:
        return self.text[:80]
