"""What was brought in, when."""

from django.db import models


class EventImport(models.Model):
    """One import of an event file: its check sum and the counts, never its name or content.

    The items of the file have no rows of audit of their own; this row stands for all of them.
    """

    at = models.DateTimeField("tidpunkt")
    sha256 = models.CharField("filens kontrollsumma", max_length=64)
    read = models.PositiveIntegerField("lästa rader")
    created = models.PositiveIntegerField("skapade")
    known = models.PositiveIntegerField("redan kända")
    refused = models.PositiveIntegerField("avvisade")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return f"Inläsning {self.at:%Y-%m-%d}"
