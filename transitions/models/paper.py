"""What was done on paper while Hemväg was down, and entered afterwards."""

from django.db import models

from transitions.models.choices import item_kinds


class PaperEntry(models.Model):
    """A row of an evening pack that has been entered (infört från papper): once, by whom, and as which item.

    The item's `at` is when it happened; `entered_at` when it was typed.
    """

    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    row = models.CharField("rad", max_length=40)
    item = models.OneToOneField("transitions.Item", models.PROTECT, related_name="paper_entry")
    kind = models.CharField("slag", max_length=30, choices=item_kinds)
    entered_at = models.DateTimeField("infört")
    entered_by = models.CharField("infört av", max_length=150)

    class Meta:
        ordering = ["pk"]
        verbose_name = "infört från papper"
        verbose_name_plural = "infört från papper"
        constraints = [
            models.UniqueConstraint(fields=["unit", "row"], name="paper_row_once"),
        ]

    def __str__(self) -> str:
        return self.row
