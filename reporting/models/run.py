"""The order of a report file."""

from django.db import models

from core.orders import FileOrder
from reporting.rules.formats import Format


class ReportRun(FileOrder):
    """A report as a file (rapport): who ordered it, of whom, over which period, and what came of it.

    `organisation` is the contract's ORGANISATION as it was asked for. `board` is the nämnd's report that it is a
    file of, `plain` its two-page version.
    """

    organisation = models.CharField("gäller", max_length=200)
    organisation_name = models.CharField("namn", max_length=200)
    period = models.CharField("period", max_length=20)
    format = models.CharField("format", max_length=4, choices=[(each, each) for each in Format])
    definitions_version = models.CharField("definitionernas version", max_length=10)
    board = models.ForeignKey(
        "reporting.BoardReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name="nämndrapport",
    )
    plain = models.BooleanField("enkel version", default=False)
    fetched_at = models.DateTimeField("hämtad", null=True, blank=True)

    class Meta(FileOrder.Meta):
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        indexes = [
            models.Index(fields=["unit", "-ordered_at"], name="report_of_unit"),
            models.Index(fields=["state", "ordered_at"], name="report_by_state"),
        ]
        constraints = [
            *FileOrder.constraints("report"),
            # Two clicks, or two pages, make one file.
            models.UniqueConstraint(
                fields=["organisation", "period", "format", "plain", "ordered_by", "unit", "board"],
                condition=models.Q(state="ordered"),
                nulls_distinct=False,
                name="report_ordered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport {self.public_id}"
