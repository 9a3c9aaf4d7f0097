from django.db import models


class IdempotencyKey(models.Model):
    """A request that has been carried out, and what it was answered (upprepningsnyckel)."""

    scope = models.CharField("område", max_length=100)
    key = models.CharField("nyckel", max_length=200)
    body_hash = models.CharField("innehållets kontrollsumma", max_length=64)
    status = models.PositiveSmallIntegerField("svarskod", null=True, blank=True)
    response = models.JSONField("svar", null=True, blank=True)
    created_at = models.DateTimeField("skapad")

    class Meta:
        ordering = ("pk",)
        verbose_name = "upprepningsnyckel"
        verbose_name_plural = "upprepningsnycklar"
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_created")]

    def __str__(self) -> str:
        return f"{self.scope} #{self.pk}"
