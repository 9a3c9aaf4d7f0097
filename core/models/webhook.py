"""A party's own system, which is called when there is news for it."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class WebhookEndpoint(models.Model):
    """The address of a party's planning system (planeringssystem), and how it answers.

    `failures` in a row and `retry_at` are the breaker: while it rests nothing is tried, and nothing is counted against
    the deliveries that wait, which then go in order. `busy_until` keeps two workers from sending side by side.
    """

    recipient_id = models.BigIntegerField("mottagare", unique=True)
    url = models.URLField("adress", max_length=500)
    made_at = models.DateTimeField("skapad")
    failures = models.PositiveIntegerField("misslyckade i rad", default=0)
    retry_at = models.DateTimeField("nästa försök", null=True, blank=True)
    busy_until = models.DateTimeField("upptagen till", null=True, blank=True)
    stopped_at = models.DateTimeField("stoppad", null=True, blank=True)
    stopped_code = models.CharField("orsak", max_length=60, blank=True, default="")

    history = HistoricalRecords(excluded_fields=["failures", "retry_at", "busy_until"])

    class Meta:
        ordering = ("recipient_id",)
        verbose_name = "planeringssystemets adress"
        verbose_name_plural = "planeringssystems adresser"

    def __str__(self) -> str:
        return f"{self.recipient_id}"


class WebhookSecret(models.Model):
    """A secret that calls are signed with (signeringsnyckel), sealed. Two hold at once while one replaces the other."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="secrets", verbose_name="planeringssystem"
    )
    sealed = models.TextField("förseglad nyckel")
    hint = models.CharField("de sista tecknen", max_length=4)
    made_at = models.DateTimeField("skapad")
    ends_at = models.DateTimeField("gäller till", null=True, blank=True)

    class Meta:
        ordering = ("endpoint", "-made_at", "-pk")
        verbose_name = "signeringsnyckel"
        verbose_name_plural = "signeringsnycklar"
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], condition=Q(ends_at__isnull=True), name="webhook_one_current_secret"
            )
        ]

    def __str__(self) -> str:
        return f"…{self.hint}"


class WebhookCall(models.Model):
    """One call to a party's system and what it answered (anrop). `delivery` is empty for a test."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="calls", verbose_name="planeringssystem"
    )
    delivery = models.ForeignKey(
        "core.Delivery", models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="leverans"
    )
    event_id = models.UUIDField("händelsens id", default=uuid.uuid4)
    kind = models.CharField("slag", max_length=60)
    at = models.DateTimeField("tid")
    status_code = models.PositiveSmallIntegerField("svarskod", null=True, blank=True)
    milliseconds = models.PositiveIntegerField("millisekunder", default=0)
    error = models.CharField("fel", max_length=60, blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        verbose_name = "anrop"
        verbose_name_plural = "anrop"
        indexes = [models.Index(fields=["endpoint", "-id"], name="webhookcall_of_endpoint")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status_code or self.error}"
