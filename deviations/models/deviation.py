"""A deviation: what happened, whom it is about, who answers for it, and the answer."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from deviations.rules.kinds import UNANSWERED, Category, Function, Law, Outcome, Severity, Stage, Voice


class Deviation(models.Model):
    """Avvikelse (PSL 6:4, 3:3; SOSFS 2011:9; A1–A4), with one recipient who answers for it: `routed_to`.

    The recipient is a unit, as a function, with one named holder and a substitute where the unit has people.
    `ref` is what people say to each other and the id of event files. `stage` is derived from the times by
    `rules.life`; `due_at` is when the next step is due by local limits. `answered_at` is the first answer, `answer_at`
    the one that stands: a reopening takes it away. `person_agrees`: the person has agreed that
    who it is may be told to the recipients; otherwise only units that were addressed in the case see it (law.md 7.3).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ref = models.CharField("nummer", max_length=80, unique=True)
    episode = models.ForeignKey(
        "transitions.CareEpisode", models.PROTECT, null=True, blank=True, related_name="deviations"
    )
    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, null=True, blank=True, related_name="deviation"
    )
    category = models.CharField("vad det gäller", max_length=30, choices=[(one, one) for one in Category])
    severity = models.CharField("allvar", max_length=8, choices=[(one, one) for one in Severity])
    outcome = models.CharField(
        "risk eller skada", max_length=4, blank=True, default="", choices=[(one, one) for one in Outcome]
    )
    law = models.CharField("lag", max_length=3, blank=True, default="", choices=[(one, one) for one in Law])
    text = models.TextField("vad hände", blank=True, default="")
    happened_at = models.DateTimeField("när det hände", null=True, blank=True)
    measure = models.TextField("vad som gjordes direkt", blank=True, default="")
    person_agrees = models.BooleanField("personen samtycker till att namnet följer med", default=False)

    own_words = models.TextField("med egna ord", blank=True, default="")
    own_words_by = models.CharField(
        "vems ord", max_length=7, blank=True, default="", choices=[(one, one) for one in Voice]
    )
    anonymous = models.BooleanField("rapportören är anonym för den andra parten", default=False)

    reported_by = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="rapporterande enhet"
    )
    reporter = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rapporterad av"
    )
    reporter_name = models.CharField("rapportörens namn", max_length=150)
    answer_to = models.ForeignKey(
        "actors.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="läser svaret i rapporterande enhets ställe",
    )
    about = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="gäller enhet")
    routed_to = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagare")
    function = models.CharField("funktion", max_length=20, choices=[(one, one) for one in Function])
    holder = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="den som svarar"
    )
    substitute = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersättare"
    )
    routed_at = models.DateTimeField("hos mottagaren sedan")

    stage = models.CharField(
        "läge", max_length=13, choices=[(stage, stage) for stage in Stage], default=Stage.REPORTED
    )
    due_at = models.DateTimeField("nästa steg senast", null=True, blank=True)
    ask_at = models.DateTimeField("efterfrågas", null=True, blank=True, editable=False)
    reported_at = models.DateTimeField("rapporterad")
    received_at = models.DateTimeField("mottagen", null=True, blank=True)
    received_by = models.CharField("mottagen av", max_length=150, blank=True, default="")
    investigating_at = models.DateTimeField("under utredning", null=True, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.CharField("besvarad av", max_length=150, blank=True, default="")
    answered_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="svarande enhet"
    )
    explanation = models.TextField("förklaring", blank=True, default="")
    proposed_measure = models.TextField("föreslagen åtgärd", blank=True, default="")
    answer_at = models.DateTimeField("svaret som gäller", null=True, blank=True)
    read_at = models.DateTimeField("svaret läst", null=True, blank=True)
    read_by = models.CharField("svaret läst av", max_length=150, blank=True, default="")
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)
    closed_by = models.CharField("avslutad av", max_length=150, blank=True, default="")
    reopened_at = models.DateTimeField("återöppnad", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=0)

    history = HistoricalRecords(excluded_fields=["public_id", "version", "ask_at"])

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = "avvikelse"
        verbose_name_plural = "avvikelser"
        indexes = [
            models.Index(fields=["routed_to", "stage"], name="deviation_of_recipient"),
            models.Index(fields=["about", "stage"], name="deviation_about"),
            models.Index(fields=["reported_by", "stage"], name="deviation_of_reporter"),
            models.Index(fields=["stage", "due_at"], name="deviation_due"),
            models.Index(fields=["ask_at"], name="deviation_to_ask", condition=Q(ask_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reporter_name=""), name="deviation_has_a_reporter"),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, due_at__isnull=True, closed_at__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(due_at__isnull=False, closed_at__isnull=True)),
                name="deviation_is_due_until_closed",
            ),
            models.CheckConstraint(condition=~Q(function=""), name="deviation_has_a_holder"),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.ANSWERED, Stage.READ], answer_at__isnull=False)
                | (Q(stage__in=list(UNANSWERED)) & Q(answer_at__isnull=True, read_at__isnull=True))
                | Q(stage=Stage.CLOSED),
                name="deviation_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer_at__isnull=True)
                | Q(answered_at__isnull=False, answer_at__gte=F("answered_at")),
                name="deviation_first_answer_first",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(answer_at__isnull=False),
                name="deviation_read_an_answer",
            ),
            models.CheckConstraint(
                condition=(Q(received_at__isnull=True) | Q(received_at__gte=F("reported_at")))
                & (Q(answered_at__isnull=True) | Q(answered_at__gte=F("reported_at")))
                & (Q(closed_at__isnull=True) | Q(closed_at__gte=F("reported_at"))),
                name="deviation_steps_after_report",
                violation_error_message="Steget kan inte ligga före rapporten.",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(episode__isnull=False), name="deviation_item_has_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"Avvikelse {self.ref}"
