"""What a person has to do when no way got through: the task, and the message handed over on paper."""

from django.db import models
from django.db.models import F, Q


class HandedHow(models.TextChoices):
    """How a message was handed over."""

    PAPER = "paper", "på papper"
    PHONE = "phone", "per telefon, återläst"


class Unreached(models.Model):
    """That a message has not reached a unit by any way (inte framme): the sender has to see to it (T9, T10).

    `code` is why, in codes (`presenters.messages`). It is over at the unit's receipt, or when `settled_at` is set.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="unreached")
    item = models.ForeignKey("transitions.Item", models.PROTECT, related_name="unreached")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagare")
    code = models.CharField("orsak", max_length=60)
    since = models.DateTimeField("sedan")
    settled_at = models.DateTimeField("ordnat", null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = "meddelande som inte är framme"
        verbose_name_plural = "meddelanden som inte är framme"
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="unreached_once")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.unit_id}"


class PaperDelivery(models.Model):
    """A message printed to be handed over (överlämning), and the receipt that was entered afterwards.

    The print carries its number and, on each page, which page of how many; `sha256` is that of the file. Who received
    it and when is what a person has entered; who entered it and when stands beside.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="paper_deliveries")
    item = models.ForeignKey("transitions.Item", models.PROTECT, related_name="paper_deliveries")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="mottagare")
    how = models.CharField("hur", max_length=10, choices=HandedHow.choices, default=HandedHow.PAPER)
    pages = models.PositiveSmallIntegerField("sidor", default=0)
    sha256 = models.CharField("kontrollsumma", max_length=64, blank=True, default="")
    made_at = models.DateTimeField("utskriven")
    made_by = models.CharField("utskriven av", max_length=150)
    made_by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    received_by = models.CharField("mottaget av", max_length=150, blank=True, default="")
    received_at = models.DateTimeField("mottaget", null=True, blank=True)
    entered_by = models.CharField("kvittensen införd av", max_length=150, blank=True, default="")
    entered_at = models.DateTimeField("kvittensen införd", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "överlämning"
        verbose_name_plural = "överlämningar"
        constraints = [
            models.CheckConstraint(
                name="handover_receipt_whole",
                condition=Q(received_at=None, received_by="", entered_at=None, entered_by="")
                | (
                    Q(received_at__isnull=False, entered_at__isnull=False, received_at__lte=F("entered_at"))
                    & ~Q(received_by="")
                    & ~Q(entered_by="")
                ),
                violation_error_message="En kvittens har ett namn och en tid.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What stands on the paper: Ö-000123."""
        return f"Ö-{self.pk:06d}"
