"""The ladder of messages that nobody acknowledges: settings, the steps of each message, and the telephone call."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from transitions.models.choices import item_kinds
from transitions.rules.ladder import Counting, Step, Why

COUNTINGS = {Counting.CLOCK: "dygnet runt", Counting.STAFFED: "när enheten är bemannad"}


class LadderSetting(models.Model):
    """Eskaleringstrappa: minutes to each step, for a unit and a kind of message (T10).

    Without `unit` it holds for every unit that has none of its own, without `kind` for every kind. Minutes of a step
    that is left out are empty.
    """

    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    kind = models.CharField("meddelande", max_length=30, blank=True, default="", choices=item_kinds)
    remind = models.PositiveIntegerField("påminn enheten efter, minuter", null=True, blank=True)
    on_duty = models.PositiveIntegerField("fråga den som har jour efter, minuter", null=True, blank=True)
    manager = models.PositiveIntegerField("fråga chefen efter, minuter", null=True, blank=True)
    phone = models.PositiveIntegerField("avsändaren ringer efter, minuter")
    counting = models.CharField("tiden räknas", max_length=10, choices=list(COUNTINGS.items()))

    history = HistoricalRecords()

    class Meta:
        ordering = ["unit", "kind"]
        verbose_name = "eskaleringstrappa"
        verbose_name_plural = "eskaleringstrappor"
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind"], nulls_distinct=False, name="ladder_once"),
        ]

    def __str__(self) -> str:
        return f"Trappa {self.kind or 'alla meddelanden'}"


class Escalation(models.Model):
    """One step of the ladder for one message to one unit, with when it falls due (eskaleringssteg).

    Made when the message is sent; `done_at` is set once, by whoever takes it. `why` says why nothing was done;
    `told` who was turned to beside the unit; `outside` whether anything left the system for it.
    """

    item = models.ForeignKey("transitions.Item", models.PROTECT, related_name="escalations")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagare")
    step = models.CharField("steg", max_length=10, choices=[(step, step) for step in Step])
    due_at = models.DateTimeField("tas")
    done_at = models.DateTimeField("taget", null=True, blank=True)
    why = models.CharField(
        "inte taget för att", max_length=20, blank=True, default="", choices=[(why, why) for why in Why]
    )
    told = models.CharField("vände sig till", max_length=150, blank=True, default="")
    outside = models.BooleanField("skickat utanför Hemväg", default=False)

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = "eskaleringssteg"
        verbose_name_plural = "eskaleringssteg"
        constraints = [
            models.UniqueConstraint(fields=["item", "unit", "step"], name="escalation_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(why="", told="", outside=False),
                name="escalation_told_when_done",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at__isnull=True), name="escalation_due"),
            models.Index(fields=["done_at"], condition=Q(outside=True), name="escalation_outside"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"


class PhoneCall(models.Model):
    """The sender's call about a message that a unit had not acknowledged (telefonsamtal): who took it, and what was
    read back.

    No receipt: that is the unit's own. `at` is when the call was made, as its caller says.
    """

    item = models.ForeignKey("transitions.Item", models.PROTECT, related_name="calls")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="uppringd enhet")
    by_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet som ringde"
    )
    author = models.ForeignKey("actors.User", models.PROTECT, null=True, related_name="+")
    author_name = models.CharField("ringt av", max_length=150)
    at = models.DateTimeField("ringt")
    recorded_at = models.DateTimeField("registrerat")
    reached = models.BooleanField("någon svarade")
    taken_by = models.CharField("mottaget av", max_length=150, blank=True, default="")
    read_back = models.TextField("motläst", blank=True, default="")
    note = models.TextField("anteckning", blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "telefonsamtal"
        verbose_name_plural = "telefonsamtal"
        indexes = [models.Index(fields=["item", "unit"], name="call_of_item")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached=False, taken_by="", read_back="")
                | (Q(reached=True) & ~Q(taken_by="") & ~Q(read_back="")),
                name="call_taken_has_a_name",
                violation_error_message="Ange vem som tog emot samtalet och vad som lästes tillbaka.",
            ),
        ]

    def __str__(self) -> str:
        return f"Samtal {self.pk}"
