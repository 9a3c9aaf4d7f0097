"""Who receives what, and how long each step may take: kept in the browser by a MAS and by the region."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category, Function, Rung


class Route(models.Model):
    """A row of the routing table (mottagartabell, A2): what is about whom goes to which function, and who holds it.

    `organisation` keeps the row, and it holds for its units, those below it and the private providers that serve it.
    No `about_unit`, `about_kind` or `category` means any. `rung` empty: receives the report; else is told when no
    answer has come (`rules.kinds.Rung`). One that has `ended_at` no longer holds; its deviations have moved.
    """

    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="huvudman"
    )
    about_unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller enheten"
    )
    about_kind = models.CharField(
        "gäller slag av enhet",
        max_length=30,
        blank=True,
        default="",
        choices=[(one, one) for one in UnitKind],
    )
    category = models.CharField(
        "vad det gäller", max_length=30, blank=True, default="", choices=[(one, one) for one in Category]
    )
    rung = models.CharField(
        "steg", max_length=10, blank=True, default="", choices=[(one, one) for one in Rung]
    )
    function = models.CharField("funktion", max_length=20, choices=[(one, one) for one in Function])
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagare")
    holder = models.ForeignKey("actors.User", models.PROTECT, related_name="+", verbose_name="den som svarar")
    substitute = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersättare"
    )
    ended_at = models.DateTimeField("upphörde", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation", "rung", "pk"]
        verbose_name = "mottagare"
        verbose_name_plural = "mottagare"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "about_unit", "about_kind", "category", "rung"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="deviation_route_once",
                violation_error_message="Det finns redan en mottagare för samma sak.",
            ),
            models.CheckConstraint(condition=~Q(function=""), name="deviation_route_function"),
        ]

    def __str__(self) -> str:
        return f"Mottagare {self.pk}"


class AnswerTerms(models.Model):
    """Svarstider: working days for each step and severity, and to each rung, as two huvudmän have agreed (law.md 7.3).

    `days` holds names of `rules.limits.DeviationLimits`; what is left out is as the installation says. It holds for
    what the organisation and those below it receive; `anonymous` for what their people report.
    """

    organisation = models.OneToOneField(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="huvudman"
    )
    days = models.JSONField("arbetsdagar", default=dict)
    anonymous = models.BooleanField("den som rapporterar får vara anonym för den andra parten", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation"]
        verbose_name = "svarstider"
        verbose_name_plural = "svarstider"

    def __str__(self) -> str:
        return f"Svarstider {self.organisation_id}"
