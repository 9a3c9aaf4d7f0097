from django.db import models


class Reconciliation(models.Model):
    """A night's comparison of what was written with what was delivered (avstämning). Counts only."""

    began_at = models.DateTimeField("påbörjad")
    ended_at = models.DateTimeField("klar")
    compared = models.JSONField("jämfört", default=dict)
    found = models.PositiveIntegerField("avvikelser", default=0)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"

    def __str__(self) -> str:
        return f"Avstämning {self.began_at:%Y-%m-%d %H:%M}"


class ReconciliationFinding(models.Model):
    """Something that does not agree, until it does (avvikelse i avstämningen). Ids and a code, nothing of a person.

    `subject` is what the check says it is: a unit, an item, a delivery.
    """

    code = models.CharField("slag", max_length=40)
    case_key = models.BigIntegerField("ärende", null=True, blank=True)
    message = models.ForeignKey(
        "core.OutboxMessage",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="meddelande",
    )
    subject = models.BigIntegerField("gäller", default=0)
    found_at = models.DateTimeField("funnen")
    seen_at = models.DateTimeField("senast sedd")
    settled_at = models.DateTimeField("stämmer igen", null=True, blank=True)

    class Meta:
        ordering = ("found_at", "pk")
        verbose_name = "avvikelse i avstämningen"
        verbose_name_plural = "avvikelser i avstämningen"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "case_key", "message", "subject"],
                condition=models.Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="finding_once_while_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} #{self.pk}"
