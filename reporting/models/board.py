"""The nämnd's report: a draft that a manager edits, made final once; and what makes drafts by itself."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from reporting.rules.periods import ScheduleKind


class BoardState(StrEnum):
    """Whether it is still written on."""

    DRAFT = "draft"
    FINAL = "final"


class BoardReport(models.Model):
    """Nämndrapport (U6): an organisation and a period, in the structure of a tjänsteutlåtande.

    A draft shows the figures as they are now. Made final it keeps them: `content` is everything that is printed,
    `figures` the contract's form, `rows` each row of cells as it went out (for U7), `sha256` the sum over all three.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.CharField("gäller", max_length=200)
    organisation_name = models.CharField("namn", max_length=200)
    period = models.CharField("period", max_length=20)
    reference = models.CharField("diarienummer", max_length=60, blank=True, default="")
    state = models.CharField(
        "läge",
        max_length=5,
        choices=[(each.value, each.value) for each in BoardState],
        default=BoardState.DRAFT.value,
    )
    made_at = models.DateTimeField("påbörjad")
    made_by_name = models.CharField("påbörjad av", max_length=150)
    final_at = models.DateTimeField("slutlig", null=True, blank=True)
    final_by_name = models.CharField("gjord slutlig av", max_length=150, blank=True, default="")
    definitions_version = models.CharField("definitionernas version", max_length=10)
    content = models.JSONField("innehåll", default=dict, blank=True)
    figures = models.JSONField("siffror", default=dict, blank=True)
    rows = models.JSONField("visade rader", default=list, blank=True)
    sha256 = models.CharField("kontrollsumma", max_length=64, blank=True, default="")
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "nämndrapport"
        verbose_name_plural = "nämndrapporter"
        indexes = [models.Index(fields=["organisation", "period"], name="board_of_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period"], condition=Q(state="draft"), name="board_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", final_at__isnull=True, sha256="")
                | (Q(state="final", final_at__isnull=False) & ~Q(sha256="")),
                name="board_final_is_locked",
            ),
        ]

    def __str__(self) -> str:
        return f"Nämndrapport {self.organisation_name} {self.period}"


class BoardText(models.Model):
    """A text part of a nämnd's report, as it was written: never changed, a new version is added."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="texts", verbose_name="nämndrapport")
    part = models.CharField("del", max_length=20)
    number = models.PositiveIntegerField("version")
    text = models.TextField("text", blank=True, default="")
    written_at = models.DateTimeField("skriven")
    written_by_name = models.CharField("skriven av", max_length=150)

    class Meta:
        ordering = ["part", "-number"]
        verbose_name = "text i nämndrapport"
        verbose_name_plural = "texter i nämndrapporter"
        constraints = [
            models.UniqueConstraint(fields=["report", "part", "number"], name="board_text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number}"


class BoardSchedule(models.Model):
    """A draft of the nämnd's report is made by itself when each period has ended."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.CharField("gäller", max_length=40)
    kind = models.CharField(
        "hur ofta", max_length=7, choices=[(each.value, each.value) for each in ScheduleKind]
    )
    begun_at = models.DateTimeField("från")
    begun_by_name = models.CharField("bestämt av", max_length=150)
    ended_at = models.DateTimeField("till", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["organisation", "kind", "pk"]
        verbose_name = "återkommande nämndrapport"
        verbose_name_plural = "återkommande nämndrapporter"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(ended_at__isnull=True),
                name="board_schedule_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind}"
