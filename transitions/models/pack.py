"""The evening pack: what a unit works from when Hemväg is down."""

from django.db import models

from core.orders import FileOrder


class EveningPack(FileOrder):
    """Reservpaket: a unit's open cases as an encrypted PDF, made each evening and on demand (X8).

    `unit` is whose cases they are. `number` is printed on every page, and names the rows of what is written on paper.
    """

    number = models.CharField("paketnummer", max_length=20, unique=True)
    cases = models.PositiveIntegerField("ärenden", default=0)
    pages = models.PositiveIntegerField("sidor", default=0)

    class Meta(FileOrder.Meta):
        verbose_name = "reservpaket"
        verbose_name_plural = "reservpaket"
        indexes = [models.Index(fields=["unit", "-ordered_at"], name="pack_of_unit")]
        constraints = FileOrder.constraints("pack")

    def __str__(self) -> str:
        return f"Reservpaket {self.number}"
