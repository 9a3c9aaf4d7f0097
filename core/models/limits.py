from django.db import models


class LimitCount(models.Model):
    """How many times, while Redis does not answer (begränsningsräknare). The key is a hash: it names nobody."""

    name = models.CharField("begränsning", max_length=40)
    key_hash = models.CharField("nyckelns kontrollsumma", max_length=64)
    count = models.PositiveIntegerField("antal")
    ends_at = models.DateTimeField("börjar om")

    class Meta:
        ordering = ("pk",)
        verbose_name = "begränsningsräknare"
        verbose_name_plural = "begränsningsräknare"
        constraints = [models.UniqueConstraint(fields=["name", "key_hash"], name="limit_count_once")]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
