import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    """Ways to reach a party."""

    INBOX = "inbox", "inkorg"
    EMAIL = "email", "e-post"
    SMS = "sms", "SMS"
    WEBHOOK = "webhook", "planeringssystem"
    LINK = "link", "länk med kod"
    PRINT = "print", "utskrift"


WITHOUT_ADDRESS = (Channel.INBOX, Channel.WEBHOOK, Channel.PRINT)
"""Ways that need no address of their own: the party itself is one."""


class DeliveryStatus(models.TextChoices):
    """How far a delivery has come.

    Opened and acknowledged are times of their own: neither is implied by sent.
    """

    QUEUED = "queued", "köad"
    STANDBY = "standby", "i reserv"
    MANUAL = "manual", "lämnas för hand"
    SENT = "sent", "levererad"
    SPARED = "spared", "behövdes inte"
    HELD = "held", "stoppad"
    GIVEN_UP = "given_up", "avskriven"
    RECALLED = "recalled", "återkallad"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Named questions about deliveries."""

    def queued(self) -> "DeliveryQuerySet":
        """Not yet sent and not held."""
        return self.filter(status=DeliveryStatus.QUEUED)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Queued, due, and in nobody's hands."""
        return self.queued().filter(Q(claimed_until=None) | Q(claimed_until__lt=now), due_at__lte=now)

    def of_line(self, delivery: "Delivery") -> "DeliveryQuerySet":
        """The ways that stand in line for the same message to the same party."""
        return self.filter(message_id=delivery.message_id, recipient_id=delivery.recipient_id, rank__gt=0)

    def unanswered(self, now: datetime, ring_again: timedelta) -> "DeliveryQuerySet":
        """Due, and the doorbell was rung so long ago that nobody can be on the way."""
        return self.due(now).filter(Q(rung_at=None) | Q(rung_at__lte=now - ring_again))


class Delivery(models.Model):
    """One message on its way to one party by one channel (leverans).

    Unique, so that a relay that dies and starts again tells nobody twice. A delivery to the inbox is itself
    the notice in the inbox. `recipient_id` is a party's id and no foreign key: core knows no parties.
    `reference` is the number that mail shows; it says nothing about whom it concerns.

    `rank` 0 goes at once. Ranks above are a line: the first goes at once, the next when it has failed or has not got
    through in five minutes (`core.lines`). `fetched_at` is when the party's own system took the content; nobody has
    opened it by that. `refused_code` is a negative receipt, in codes.
    """

    message = models.ForeignKey(
        "core.OutboxMessage", on_delete=models.PROTECT, related_name="deliveries", verbose_name="meddelande"
    )
    recipient_id = models.BigIntegerField("mottagare")
    channel = models.CharField("kanal", max_length=10, choices=Channel.choices)
    address = models.CharField("adress", max_length=254, blank=True)
    reference = models.UUIDField("referens", default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(
        "status", max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.QUEUED
    )
    created_at = models.DateTimeField("skapad")
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    due_at = models.DateTimeField("tidigast nästa försök")
    rung_at = models.DateTimeField("senast påkallad", null=True, blank=True)
    claimed_until = models.DateTimeField("upptagen till", null=True, blank=True)
    sent_at = models.DateTimeField("levererad", null=True, blank=True)
    opened_at = models.DateTimeField("öppnad", null=True, blank=True)
    opened_by_id = models.BigIntegerField("öppnad av", null=True, blank=True)
    held_at = models.DateTimeField("stoppad", null=True, blank=True)
    last_error = models.CharField("senaste fel", max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField("plats i ordningen", default=0)
    fetched_at = models.DateTimeField("hämtad av system", null=True, blank=True)
    resent = models.PositiveSmallIntegerField("omsänd", default=0)
    refused_at = models.DateTimeField("avvisad", null=True, blank=True)
    refused_code = models.CharField("orsak till avvisning", max_length=40, blank=True, default="")
    recalled_at = models.DateTimeField("återkallad", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"
        constraints = [
            models.UniqueConstraint(fields=["message", "recipient_id", "channel"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_sent_has_time",
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(status="recalled")
                | (~Q(status__in=["sent", "recalled"]) & Q(sent_at=None)),
                violation_error_message="En levererad leverans har en tid, en annan har ingen.",
            ),
            models.CheckConstraint(
                name="delivery_address_by_channel",
                condition=Q(channel__in=["inbox", "webhook", "print"], address="")
                | (~Q(channel__in=["inbox", "webhook", "print"]) & ~Q(address="")),
                violation_error_message="Inkorgen har ingen adress, andra kanaler har en.",
            ),
            models.CheckConstraint(
                name="delivery_recalled_has_time",
                condition=~Q(status="recalled") | Q(recalled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_refusal_has_a_code",
                condition=Q(refused_at=None, refused_code="")
                | (Q(refused_at__isnull=False) & ~Q(refused_code="")),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_queued", condition=Q(status="queued")),
            models.Index(fields=["recipient_id", "channel", "-id"], name="delivery_of_recipient"),
            models.Index(fields=["held_at"], name="delivery_held", condition=Q(status="held")),
            models.Index(fields=["due_at"], name="delivery_standby", condition=Q(status="standby")),
            models.Index(
                fields=["sent_at"],
                name="delivery_unfetched",
                condition=Q(channel="webhook", status="sent", fetched_at=None, refused_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} #{self.pk} ({self.status})"
