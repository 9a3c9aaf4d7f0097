"""Betalningsunderlag: a month between a region and a municipality, its rows, what was said, and the files of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from core.orders import FileOrder
from liability.models.agreement import choices_of
from liability.rules.billing import Outcome
from liability.rules.statement_files import Format
from liability.rules.statement_life import RowState, State
from liability.rules.terms import EVERYWHERE, Basis


class Statement(models.Model):
    """Betalningsunderlag: what a municipality or district owes a region for a month, under one version of terms (B5).

    While preliminary its rows are worked out anew each day; from the proposal on they stand. `terms` is the contract's
    form of what was used. `checksum` is of the rows, set when the month is locked. Sums are whole days and kronor,
    None when a rate is unknown; `mean` holds the month's mean under average terms.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="+", verbose_name="region")
    municipality = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="betalningsansvarig"
    )
    month = models.DateField("månad")
    terms_code = models.CharField("villkor", max_length=60)
    terms_name = models.CharField("villkorens namn", max_length=200)
    basis = models.CharField("grund", max_length=10, choices=choices_of(Basis))
    terms = models.JSONField("villkor som använts", default=dict)
    state = models.CharField(
        "läge", max_length=12, choices=choices_of(State), default=State.PRELIMINARY.value
    )
    computed_at = models.DateTimeField("beräknat")
    days = models.IntegerField("dagar", default=0)
    billable_days = models.IntegerField("fakturerbara dagar", default=0)
    held_days = models.PositiveIntegerField("dagar som inte räknas", default=0)
    amount = models.BigIntegerField("belopp, kronor", null=True, blank=True)
    billable_amount = models.BigIntegerField("fakturerbart belopp, kronor", null=True, blank=True)
    mean = models.JSONField("medelvärde", default=dict, blank=True)
    proposed_at = models.DateTimeField("föreslaget", null=True, blank=True)
    dispute_by = models.DateField("bestrids senast", null=True, blank=True)
    agreed_region_at = models.DateTimeField("godkänt av regionen", null=True, blank=True)
    agreed_municipality_at = models.DateTimeField("godkänt av kommunen", null=True, blank=True)
    locked_at = models.DateTimeField("låst", null=True, blank=True)
    checksum = models.CharField("radernas kontrollsumma", max_length=64, blank=True, default="")
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        ordering = ["-month", "municipality", "terms_code"]
        verbose_name = "betalningsunderlag"
        verbose_name_plural = "betalningsunderlag"
        indexes = [
            models.Index(fields=["municipality", "-month"], name="statement_of_municipality"),
            models.Index(fields=["region", "-month"], name="statement_of_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality", "terms_code", "month"], name="statement_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="statement_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state=State.PRELIMINARY, proposed_at__isnull=True, dispute_by__isnull=True)
                | ~Q(state=State.PRELIMINARY) & Q(proposed_at__isnull=False, dispute_by__isnull=False),
                name="statement_proposed_once_it_is_not_preliminary",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[State.AGREED, State.LOCKED],
                    agreed_region_at__isnull=False,
                    agreed_municipality_at__isnull=False,
                )
                | Q(state=State.PROPOSED)
                & (Q(agreed_region_at__isnull=True) | Q(agreed_municipality_at__isnull=True))
                | Q(
                    state=State.PRELIMINARY,
                    agreed_region_at__isnull=True,
                    agreed_municipality_at__isnull=True,
                ),
                name="statement_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(state=State.LOCKED, locked_at__isnull=False) & ~Q(checksum="")
                | ~Q(state=State.LOCKED) & Q(locked_at__isnull=True, checksum=""),
                name="statement_locked_with_a_checksum",
            ),
            models.CheckConstraint(
                condition=~Q(region=F("municipality")), name="statement_between_two_parties"
            ),
        ]

    def __str__(self) -> str:
        return f"Betalningsunderlag {self.municipality_id}, {self.month:%Y-%m}"


class StatementRow(models.Model):
    """A row of a statement: one spell of one patient, or the correction of one in a locked month.

    No name stands here: the row has a number, and `facts` are what was read when it was worked out, in the contract's
    form. `adjusted_days` are what the two sides agreed on instead of `days` (of `ready_days` under average terms).
    """

    class Kind(models.TextChoices):
        """What a row is of."""

        STAY = "stay", "Vårdtillfälle"
        CORRECTION = "correction", "Rättelse"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("rad")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.STAY)
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="statement_rows")
    assessment_number = models.PositiveIntegerField("beräkningens version")
    notice_at = models.DateTimeField("utskrivningsklar")
    ended_on = models.DateField("slutade", null=True, blank=True)
    start_day = models.DateField("inträder", null=True, blank=True)
    ward = models.CharField("avdelning", max_length=200)
    outcome = models.CharField("utfall", max_length=9, choices=choices_of(Outcome))
    first_day = models.DateField("första dag", null=True, blank=True)
    last_day = models.DateField("sista dag", null=True, blank=True)
    days = models.IntegerField("dagar")
    billable_days = models.IntegerField("fakturerbara dagar")
    held_days = models.PositiveIntegerField("dagar som inte räknas", default=0)
    ready_days = models.PositiveIntegerField("dagar som utskrivningsklar")
    rate = models.PositiveIntegerField("kronor per dygn", null=True, blank=True)
    amount = models.BigIntegerField("belopp, kronor", null=True, blank=True)
    billable_amount = models.BigIntegerField("fakturerbart belopp, kronor", null=True, blank=True)
    adjusted_days = models.PositiveIntegerField("dagar efter överenskommelse", null=True, blank=True)
    state = models.CharField("läge", max_length=8, choices=choices_of(RowState), default=RowState.OPEN.value)
    answer_by = models.DateField("besvaras senast", null=True, blank=True)
    corrects_month = models.DateField("rättar månad", null=True, blank=True)
    reasons = models.JSONField("skäl", default=list)
    facts = models.JSONField("uppgifter", default=dict)

    class Meta:
        ordering = ["statement", "number"]
        verbose_name = "rad i betalningsunderlag"
        verbose_name_plural = "rader i betalningsunderlag"
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_row_number_once"),
            models.UniqueConstraint(
                fields=["statement", "episode", "notice_at"],
                condition=Q(kind="stay"),
                name="statement_row_once_a_spell",
            ),
            models.UniqueConstraint(
                fields=["statement", "episode", "notice_at", "corrects_month"],
                condition=Q(kind="correction"),
                name="statement_correction_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects_month__isnull=False)
                | Q(kind="stay", corrects_month__isnull=True, days__gte=0, billable_days__gte=0),
                name="statement_row_is_negative_only_as_a_correction",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction")
                | Q(days=0, first_day__isnull=True, last_day__isnull=True)
                | Q(days__gt=0, first_day__isnull=False, last_day__gte=F("first_day")),
                name="statement_row_days_have_dates",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(billable_days__lte=F("days")),
                name="statement_row_bills_no_day_that_is_not_owed",
            ),
            models.CheckConstraint(
                condition=Q(state=RowState.DISPUTED, answer_by__isnull=False)
                | ~Q(state=RowState.DISPUTED) & Q(answer_by__isnull=True),
                name="statement_row_disputed_is_to_be_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"Rad {self.number}"


class StatementStep(models.Model):
    """Something that was done with a statement: the log that both sides read. Only added to, never changed."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="steps")
    row = models.ForeignKey(StatementRow, models.PROTECT, null=True, blank=True, related_name="steps")
    at = models.DateTimeField("tidpunkt")
    kind = models.CharField("steg", max_length=20)
    side = models.CharField("sida", max_length=12, blank=True, default="")
    by_name = models.CharField("av", max_length=150)
    by_unit_name = models.CharField("enhet", max_length=200)
    reason = models.CharField("skäl", max_length=20, blank=True, default="")
    text = models.TextField("text", blank=True, default="")
    days = models.PositiveIntegerField("dagar", null=True, blank=True)

    class Meta:
        ordering = ["statement", "at", "pk"]
        verbose_name = "steg i betalningsunderlag"
        verbose_name_plural = "steg i betalningsunderlag"
        constraints = [
            models.CheckConstraint(condition=~Q(by_name=""), name="statement_step_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.kind}"


class StatementAttachment(models.Model):
    """A file that came with a dispute or an answer. Always handed out for download, never shown inline."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(StatementStep, models.PROTECT, related_name="attachments")
    file = models.FileField("fil", upload_to="disputes")
    kind = models.CharField("slag", max_length=4)
    size = models.PositiveIntegerField("storlek i byte")
    sha256 = models.CharField("kontrollsumma", max_length=64)

    class Meta:
        ordering = ["step", "pk"]
        verbose_name = "bilaga"
        verbose_name_plural = "bilagor"

    def __str__(self) -> str:
        return f"Bilaga {self.public_id}"


class StatementFile(FileOrder):
    """A statement as a file: who ordered it, what came of it, and when it was fetched."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="files")
    statement_version = models.PositiveIntegerField("underlagets version")
    format = models.CharField("format", max_length=8, choices=[(each, each) for each in Format])
    fetched_at = models.DateTimeField("hämtad", null=True, blank=True)
    fetched_by_name = models.CharField("hämtad av", max_length=150, blank=True, default="")

    class Meta(FileOrder.Meta):
        verbose_name = "fil med betalningsunderlag"
        verbose_name_plural = "filer med betalningsunderlag"
        constraints = FileOrder.constraints("statement_file")
        indexes = [models.Index(fields=["state", "ordered_at"], name="statement_file_by_state")]

    def __str__(self) -> str:
        return f"Fil {self.public_id}"


class StatementDeadlines(models.Model):
    """How long each step of a statement may take, between these parties; `*` is everybody. Local, not the act's."""

    region = models.CharField("region", max_length=40, default=EVERYWHERE)
    municipality = models.CharField("kommun", max_length=40, default=EVERYWHERE)
    propose_days = models.PositiveSmallIntegerField("dagar att föreslå efter månadens slut")
    dispute_days = models.PositiveSmallIntegerField("dagar att bestrida efter förslaget")
    answer_days = models.PositiveSmallIntegerField("dagar att svara på ett bestridande")
    source = models.CharField("källa", max_length=300, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["region", "municipality"]
        verbose_name = "tidsfrister för betalningsunderlag"
        verbose_name_plural = "tidsfrister för betalningsunderlag"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality"], name="deadlines_once_for_their_parties"
            ),
            models.CheckConstraint(
                condition=Q(propose_days__range=(1, 365), dispute_days__range=(1, 365))
                & Q(answer_days__range=(1, 365)),
                name="deadlines_between_a_day_and_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.municipality}"


class FinanceLayout(models.Model):
    """How a municipality's finance system takes a statement: columns, separator and codes (liability.rules.finance)."""

    municipality = models.CharField("kommun", max_length=40, unique=True)
    layout = models.JSONField("uppställning", default=dict)

    history = HistoricalRecords()

    class Meta:
        ordering = ["municipality"]
        verbose_name = "uppställning för ekonomisystem"
        verbose_name_plural = "uppställningar för ekonomisystem"

    def __str__(self) -> str:
        return self.municipality
