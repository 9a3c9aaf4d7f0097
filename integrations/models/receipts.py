"""Receipts that other systems send, so that the same one twice gets the same answer."""

from django.db import models


class InboundReceipt(models.Model):
    """A receipt from a unit's system, by its envelope and its message id (kuvert, meddelande).

    The same message in a new envelope gets its first answer again; an envelope that comes back with another message is
    refused. It holds ids and the answer, nothing of a patient.
    """

    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    envelope_id = models.UUIDField("kuvert")
    message_id = models.UUIDField("meddelande")
    at = models.DateTimeField("mottagen")
    status = models.PositiveSmallIntegerField("svarskod")
    answer = models.JSONField("svar")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "mottagen kvittens"
        verbose_name_plural = "mottagna kvittenser"
        constraints = [
            models.UniqueConstraint(fields=["unit", "message_id"], name="inbound_message_once"),
            models.UniqueConstraint(fields=["unit", "envelope_id"], name="inbound_envelope_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}"
