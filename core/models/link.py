"""A link that opens one message once."""

from django.db import models
from django.db.models import Q


class OneTimeLink(models.Model):
    """A link to one delivery, for a party without log-in (engångslänk, T9).

    Of the 32 random bytes in the address only the check sum is kept, of the code in the SMS a keyed one. `person_id`
    is who got the code: somebody whom the party has registered beforehand, and whose name the receipt gets.
    `receipt_hash` is that of the ticket on the opened page, with which the same person acknowledges.
    """

    delivery = models.ForeignKey(
        "core.Delivery", models.PROTECT, related_name="links", verbose_name="leverans"
    )
    token_hash = models.CharField("länkens kontrollsumma", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("skapad")
    expires_at = models.DateTimeField("gäller till")
    person_id = models.BigIntegerField("fick koden", null=True, blank=True)
    code_hash = models.CharField(
        "kodens kontrollsumma", max_length=64, blank=True, default="", editable=False
    )
    code_until = models.DateTimeField("koden gäller till", null=True, blank=True)
    opened_at = models.DateTimeField("öppnad", null=True, blank=True)
    receipt_hash = models.CharField(
        "kvittensens kontrollsumma", max_length=64, blank=True, default="", editable=False
    )
    receipt_until = models.DateTimeField("kan kvitteras till", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "engångslänk"
        verbose_name_plural = "engångslänkar"
        constraints = [
            models.CheckConstraint(
                name="link_opened_by_somebody",
                condition=Q(opened_at=None) | Q(person_id__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
