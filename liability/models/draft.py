"""Terms that nobody has made valid yet, and what they would have cost."""

import uuid

from django.db import models
from django.db.models import Q

from liability.models.agreement import Agreement, Terms


class TermsDraft(models.Model):
    """Utkast till villkor: the contract's form of terms, compared with what is in force before it is made valid.

    `comparison` is what it would have cost on the real cases of `compared_month`, beside what was owed. A draft is
    never changed: another is made. `made_valid` is the version of terms that it became.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="drafts", verbose_name="överenskommelse"
    )
    terms = models.JSONField("villkor", default=dict)
    made_at = models.DateTimeField("skapat")
    made_by_name = models.CharField("skapat av", max_length=150)
    compared_at = models.DateTimeField("jämfört", null=True, blank=True)
    compared_month = models.DateField("jämfört för månad", null=True, blank=True)
    comparison = models.JSONField("jämförelse", default=dict, blank=True)
    made_valid = models.OneToOneField(
        Terms, models.PROTECT, null=True, blank=True, related_name="draft", verbose_name="giltiga villkor"
    )
    made_valid_by_name = models.CharField("gjort giltigt av", max_length=150, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "utkast till villkor"
        verbose_name_plural = "utkast till villkor"
        constraints = [
            models.CheckConstraint(
                condition=Q(made_valid__isnull=True) | Q(compared_at__isnull=False),
                name="draft_is_compared_before_it_is_valid",
            ),
            models.CheckConstraint(
                condition=Q(compared_at__isnull=True, compared_month__isnull=True)
                | Q(compared_at__isnull=False, compared_month__isnull=False),
                name="draft_is_compared_for_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"Utkast {self.public_id}"
