"""Deviations that the system proposes and a person sends or dismisses, and which rules propose (A7)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from deviations.models.deviation import Deviation
from deviations.rules.kinds import Category
from deviations.rules.proposals import MOST_HOURS, Dismissal, ProposalRule


class Proposal(models.Model):
    """Föreslagen avvikelse: a draft for `unit`, found once. Open until somebody has sent or dismissed it.

    `deviation` is what came of it; else `dismissal` says why nothing did. `over_at`: what was proposed was put right
    afterwards, which the person who decides sees. `about` is empty where the chain does not say whose it was.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="proposals")
    rule = models.CharField("regel", max_length=20, choices=[(one, one) for one in ProposalRule])
    category = models.CharField("vad det gäller", max_length=30, choices=[(one, one) for one in Category])
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="föreslås för")
    about = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller enhet"
    )
    since = models.DateTimeField("sedan")
    found_at = models.DateTimeField("hittad")
    over_at = models.DateTimeField("avhjälpt", null=True, blank=True)
    settled_at = models.DateTimeField("avgjord", null=True, blank=True)
    settled_by = models.CharField("avgjord av", max_length=150, blank=True, default="")
    deviation = models.OneToOneField(
        Deviation, models.PROTECT, null=True, blank=True, related_name="proposal", verbose_name="avvikelse"
    )
    dismissal = models.CharField(
        "skäl", max_length=10, blank=True, default="", choices=[(one, one) for one in Dismissal]
    )
    why = models.TextField("varför", blank=True, default="")

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "föreslagen avvikelse"
        verbose_name_plural = "föreslagna avvikelser"
        indexes = [models.Index(fields=["unit", "settled_at"], name="proposal_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "rule", "unit", "about"], nulls_distinct=False, name="proposal_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="", deviation__isnull=True, dismissal="")
                | (Q(settled_at__isnull=False, deviation__isnull=False, dismissal="") & ~Q(settled_by=""))
                | (
                    Q(settled_at__isnull=False, deviation__isnull=True) & ~Q(settled_by="") & ~Q(dismissal="")
                ),
                name="proposal_is_settled_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"Förslag {self.pk}"


class ProposalSetting(models.Model):
    """What an organisation has decided of one rule, for its own units and those below it. No row: as usual."""

    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="huvudman"
    )
    rule = models.CharField("regel", max_length=20, choices=[(one, one) for one in ProposalRule])
    active = models.BooleanField("föreslår")
    wait_hours = models.PositiveSmallIntegerField("efter så många timmar")

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation_id", "rule"]
        verbose_name = "regel för förslag"
        verbose_name_plural = "regler för förslag"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "rule"], name="proposal_setting_once"),
            models.CheckConstraint(condition=Q(wait_hours__lte=MOST_HOURS), name="proposal_setting_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.organisation_id}"
