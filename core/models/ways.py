"""How a party wants to be reached, in its own order."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from core.models.delivery import Channel


class Reach(models.Model):
    """That a party logs in to Hemväg, or does not (utan inloggning). Without a row: it logs in."""

    recipient_id = models.BigIntegerField("mottagare", unique=True)
    logs_in = models.BooleanField("loggar in i Hemväg", default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("recipient_id",)
        verbose_name = "mottagarens inloggning"
        verbose_name_plural = "mottagares inloggning"

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.logs_in}"


class Way(models.Model):
    """A way to reach a party (väg), for one kind of message or for all (`event` empty), at a place in its order.

    `always` goes with every message at once; the others stand in line, and the next is taken when the one before has
    failed. `failed_at` marks an address that does not work (a bounce): it is left out until a person has mended it.
    """

    recipient_id = models.BigIntegerField("mottagare")
    event = models.CharField("meddelandeslag", max_length=60, blank=True, default="")
    position = models.PositiveSmallIntegerField("plats")
    channel = models.CharField(
        "kanal",
        max_length=10,
        choices=[(one.value, one.label) for one in Channel if one is not Channel.INBOX],
    )
    address = models.CharField("adress eller nummer", max_length=254, blank=True, default="")
    always = models.BooleanField("alltid", default=False)
    failed_at = models.DateTimeField("slutade fungera", null=True, blank=True)
    failed_code = models.CharField("orsak", max_length=60, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ("recipient_id", "event", "position", "pk")
        verbose_name = "väg till mottagaren"
        verbose_name_plural = "vägar till mottagare"
        constraints = [
            models.UniqueConstraint(fields=["recipient_id", "event", "channel"], name="way_once"),
            models.CheckConstraint(
                name="way_address_by_channel",
                condition=Q(channel__in=["webhook", "print"], address="")
                | (~Q(channel__in=["webhook", "print"]) & ~Q(address="")),
                violation_error_message="Ange en adress eller ett nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.channel} ({self.position})"
