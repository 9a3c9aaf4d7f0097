"""The care episode and the units on its chain."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from transitions.models.choices import owing_turns
from transitions.rules.chain import Phase
from transitions.rules.kinds import CareForm, Certainty, DischargedTo


class CareEpisode(models.Model):
    """Vårdtillfälle: one stay in sluten vård, from first admission to last end; moves keep it (T16).

    The columns from `phase` on are the present state, derived from the items by `rules.chain` at each
    write. `registered_in` is where the patient was registered at admission, `placed_by` the organisation
    that placed the person elsewhere (LUS 5:2). `liable_from` and `owing_*` are what the liability app has
    worked out: when the municipality begins to owe, and the question that waits for people. `child`: under
    18 on the day of admission (T15). `at_home`: no stay at all, a chain that was opened for a SIP (S7); then `ward` is
    the unit that opened it, and `admitted_at` and `ended_at` are when that was.
    `version` grows with each write, for the stale page.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField("id i händelsefil", max_length=80, unique=True)
    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="episodes")
    care_form = models.CharField("vårdform", max_length=12, choices=[(form, form) for form in CareForm])
    planned = models.BooleanField("planerad inläggning", default=False)
    child = models.BooleanField("barn vid inskrivningen", default=False)
    at_home = models.BooleanField("utan inskrivning", default=False)
    admitted_at = models.DateTimeField("inskriven")
    admitted_to = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="första avdelning"
    )
    registered_in = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="folkbokförd i vid inskrivning"
    )
    placed_by = models.ForeignKey(
        "actors.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="placerad av",
    )

    phase = models.CharField(
        "läge", max_length=12, choices=[(phase, phase) for phase in Phase], default=Phase.ADMITTED
    )
    ward = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="avdelning")
    notice_at = models.DateTimeField("inskrivningsmeddelande skickat", null=True, blank=True)
    expected_discharge = models.DateField("beräknad utskrivning", null=True, blank=True)
    certainty = models.CharField(
        "säkerhet", max_length=6, blank=True, default="", choices=[(value, value) for value in Certainty]
    )
    ready_at = models.DateTimeField("utskrivningsklar sedan", null=True, blank=True)
    ended_at = models.DateTimeField("avslutad", null=True, blank=True)
    discharged_to = models.CharField(
        "utskriven till", max_length=20, blank=True, default="", choices=[(to, to) for to in DischargedTo]
    )
    liable_from = models.DateTimeField("betalningsansvar från", null=True, blank=True)
    owing_question = models.CharField("fråga om betalningsansvar", max_length=30, blank=True, default="")
    owing_turn = models.CharField(
        "vem som svarar", max_length=12, blank=True, default="", choices=owing_turns
    )
    owing_since = models.DateTimeField("frågan ställd", null=True, blank=True)
    last_item_at = models.DateTimeField("senast ändrad", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=0)

    history = HistoricalRecords(
        excluded_fields=[
            "public_id",
            "version",
            "last_item_at",
            "owing_question",
            "owing_turn",
            "owing_since",
        ]
    )

    class Meta:
        ordering = ["-admitted_at", "-pk"]
        verbose_name = "vårdtillfälle"
        verbose_name_plural = "vårdtillfällen"
        indexes = [
            models.Index(fields=["patient", "-admitted_at"], name="episode_of_patient"),
            models.Index(fields=["registered_in", "ended_at"], name="episode_of_area"),
            models.Index(fields=["ward", "ended_at"], name="episode_of_ward"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("admitted_at")),
                name="episode_ends_after_admission",
                violation_error_message="Utskrivningen kan inte ligga före inskrivningen.",
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | Q(ended_at__isnull=True),
                name="episode_not_ready_after_end",
                violation_error_message="Den som är utskriven är inte utskrivningsklar.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, phase__in=[Phase.ADMITTED, Phase.NOTICED, Phase.READY])
                | Q(ended_at__isnull=False, phase__in=[Phase.DISCHARGED, Phase.DECEASED, Phase.AT_HOME]),
                name="episode_phase_and_end_agree",
            ),
            models.CheckConstraint(
                condition=Q(at_home=True, phase=Phase.AT_HOME) | (Q(at_home=False) & ~Q(phase=Phase.AT_HOME)),
                name="episode_phase_and_home_agree",
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=False, phase=Phase.READY)
                | (Q(ready_at__isnull=True) & ~Q(phase=Phase.READY)),
                name="episode_phase_and_ready_agree",
            ),
            models.CheckConstraint(
                condition=Q(owing_question="", owing_turn="", owing_since__isnull=True)
                | ~Q(owing_question="") & ~Q(owing_turn="") & Q(owing_since__isnull=False),
                name="episode_question_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Vårdtillfälle {self.public_id}"


class Party(models.Model):
    """A unit on a chain: it wrote an item there or was addressed by one. What `visible_to` asks.

    `taken_over_by`: the unit has ended and another has its place on the chain (X9). What it wrote stays its own.
    `earlier`: the stay that this one is a readmission after, when the unit was on that chain too (T14).
    """

    episode = models.ForeignKey(CareEpisode, models.CASCADE, related_name="parties")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    since = models.DateTimeField("sedan")
    taken_over_by = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="övertaget av"
    )
    earlier = models.ForeignKey(
        CareEpisode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="återinskriven efter",
    )

    class Meta:
        ordering = ["episode_id", "since", "pk"]
        verbose_name = "part"
        verbose_name_plural = "parter"
        indexes = [models.Index(fields=["unit", "episode"], name="party_by_unit")]
        constraints = [models.UniqueConstraint(fields=["episode", "unit"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.episode_id}: {self.unit_id}"
