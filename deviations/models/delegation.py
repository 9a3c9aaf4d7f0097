"""Delegations of health-care tasks: the list of tasks, the decisions, follow-ups, reminders, what providers say."""

import uuid

from django.db import models
from django.db.models import DateField, F, Func, Q
from simple_history.models import HistoricalRecords

from deviations.rules.delegations import AlertKind, EndCause, FollowedUp, Knowledge, SigningList


class YearLater(Func):
    """The same day a year later, as PostgreSQL counts; of 29 February the 28th."""

    template = "((%(expressions)s + interval '1 year')::date)"
    output_field = DateField()


class TaskList(models.Model):
    """Uppgiftslista: one version of the list of what may be delegated, for region and municipalities alike (A10).

    Never changed once it is made; the one with the latest `valid_from` that has begun holds.
    """

    number = models.PositiveSmallIntegerField("version", unique=True)
    valid_from = models.DateField("gäller från")
    made_at = models.DateTimeField("gjord")
    made_by = models.CharField("gjord av", max_length=150)
    reason = models.CharField("vad som ändrades", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-number"]
        verbose_name = "uppgiftslista"
        verbose_name_plural = "uppgiftslistor"

    def __str__(self) -> str:
        return f"Uppgiftslista {self.number}"


class ListedTask(models.Model):
    """A task of the list. `code` is the same in every version, and that of the task in a case (`CareTask`)."""

    version = models.ForeignKey(TaskList, models.PROTECT, related_name="tasks", verbose_name="version")
    code = models.CharField("kod", max_length=30)
    name = models.CharField("uppgift", max_length=120)
    needs = models.CharField("krav på kunskap", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["version", "pk"]
        verbose_name = "uppgift som kan delegeras"
        verbose_name_plural = "uppgifter som kan delegeras"
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="listed_task_once")]

    def __str__(self) -> str:
        return self.name


class Delegation(models.Model):
    """Delegeringsbeslut: written, personal, for one task and a limited time (PSL 6:3; law.md 8; A10).

    From one nurse to one person of a unit, for one `patient` or, without, for the patients of `receiver_unit`. It holds
    while both work where they did (`rules.delegations.Holds`); a stand-in does not take it over. `accepted_at`: the
    receiver has read it. Names are kept as they were.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(ListedTask, models.PROTECT, related_name="delegations", verbose_name="uppgift")
    receiver = models.ForeignKey("actors.User", models.PROTECT, related_name="+", verbose_name="mottagare")
    receiver_name = models.CharField("mottagarens namn", max_length=150)
    receiver_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagarens enhet"
    )
    nurse = models.ForeignKey("actors.User", models.PROTECT, related_name="+", verbose_name="delegerad av")
    nurse_name = models.CharField("delegerad av (namn)", max_length=150)
    nurse_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="delegerande enhet"
    )
    patient = models.ForeignKey(
        "transitions.Patient", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="patient"
    )
    scope_text = models.CharField("vad beslutet omfattar", max_length=500, blank=True, default="")
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till och med")
    knowledge = models.CharField(
        "hur kunskapen prövades", max_length=10, choices=[(one, one) for one in Knowledge]
    )
    knowledge_text = models.CharField("vad som prövades", max_length=500)
    signing_list = models.CharField(
        "vem som förvarar signeringslistan", max_length=10, choices=[(one, one) for one in SigningList]
    )
    follow_up_on = models.DateField("följs upp senast", null=True, blank=True)
    signed_at = models.DateTimeField("underskriven")
    accepted_at = models.DateTimeField("mottagaren har bekräftat", null=True, blank=True)
    ended_on = models.DateField("upphörde", null=True, blank=True)
    end_cause = models.CharField(
        "varför den upphörde",
        max_length=15,
        blank=True,
        default="",
        choices=[(one, one) for one in EndCause],
    )
    end_text = models.CharField("skäl", max_length=500, blank=True, default="")
    ended_by = models.CharField("avslutad av", max_length=150, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    history = HistoricalRecords(excluded_fields=["public_id", "version"])

    class Meta:
        ordering = ["valid_to", "pk"]
        verbose_name = "delegering"
        verbose_name_plural = "delegeringar"
        indexes = [
            models.Index(fields=["receiver_unit", "valid_to"], name="delegation_of_unit"),
            models.Index(fields=["nurse", "valid_to"], name="delegation_of_nurse"),
            models.Index(
                fields=["valid_to"], condition=Q(ended_on__isnull=True), name="delegation_that_runs"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")) & Q(valid_to__lte=YearLater(F("valid_from"))),
                name="delegation_at_most_a_year",
                violation_error_message="En delegering gäller högst ett år.",
            ),
            models.UniqueConstraint(
                fields=["nurse", "receiver", "receiver_unit", "task", "patient", "valid_from"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="delegation_signed_once",
            ),
            models.CheckConstraint(condition=~Q(nurse=F("receiver")), name="delegation_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_cause="")
                | (Q(ended_on__isnull=False) & ~Q(end_cause="")),
                name="delegation_end_has_a_cause",
            ),
            models.CheckConstraint(
                condition=~Q(end_cause=EndCause.WITHDRAWN) | (~Q(end_text="") & ~Q(ended_by="")),
                name="delegation_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(knowledge_text="") & ~Q(nurse_name="") & ~Q(receiver_name=""),
                name="delegation_says_who_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Delegering {self.pk}"


class DelegationFollowUp(models.Model):
    """Uppföljning: what the nurse saw. Never changed."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="follow_ups")
    at = models.DateTimeField("uppföljd")
    by_name = models.CharField("av", max_length=150)
    outcome = models.CharField("utfall", max_length=10, choices=[(one, one) for one in FollowedUp])
    text = models.CharField("vad som sågs", max_length=500)

    class Meta:
        ordering = ["delegation", "-at", "-pk"]
        verbose_name = "uppföljning av delegering"
        verbose_name_plural = "uppföljningar av delegeringar"

    def __str__(self) -> str:
        return f"Uppföljning {self.pk}"


class DelegationReminder(models.Model):
    """Påminnelse: when somebody is told that a delegation ends, and that it has been done. Each once."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField("dagar före")
    due_at = models.DateTimeField("ska skickas")
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        ordering = ["delegation", "-days"]
        verbose_name = "påminnelse om delegering"
        verbose_name_plural = "påminnelser om delegeringar"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="delegation_reminder_due")
        ]
        constraints = [models.UniqueConstraint(fields=["delegation", "days"], name="delegation_told_once")]

    def __str__(self) -> str:
        return f"{self.days} dagar"


class ProviderStance(models.Model):
    """That a unit takes no delegations, and why (A10). Without a row it takes them."""

    unit = models.OneToOneField("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    declines = models.BooleanField("tar inga delegeringar", default=False)
    reason = models.CharField("skäl", max_length=300, blank=True, default="")
    at = models.DateTimeField("sagt")
    by_name = models.CharField("av", max_length=150)

    history = HistoricalRecords()

    class Meta:
        ordering = ["unit"]
        verbose_name = "utförarens besked om delegering"
        verbose_name_plural = "utförares besked om delegering"
        constraints = [
            models.CheckConstraint(
                condition=Q(declines=False) | ~Q(reason=""), name="stance_declines_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}"


class DelegationAlert(models.Model):
    """That a unit has been told of something once: new staff (an assignment), or a task tonight without anybody.

    `about` is the id of the assignment, or of the item that says what is to be done.
    """

    kind = models.CharField("slag", max_length=10, choices=[(one, one) for one in AlertKind])
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    about = models.BigIntegerField("gäller")
    day = models.DateField("dag")
    at = models.DateTimeField("sagt")

    class Meta:
        ordering = ["-at", "pk"]
        verbose_name = "larm om delegering"
        verbose_name_plural = "larm om delegeringar"
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit", "about", "day"], name="delegation_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
