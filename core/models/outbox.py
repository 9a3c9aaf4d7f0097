from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    """Named questions about what waits."""

    def open(self) -> "OutboxMessageQuerySet":
        """Neither done nor held."""
        return self.filter(done_at=None, held_at=None)

    def held(self) -> "OutboxMessageQuerySet":
        """On the list for a person."""
        return self.filter(done_at=None).exclude(held_at=None)

    def claimable(self, now: datetime) -> "OutboxMessageQuerySet":
        """Open, due, in no relay's hands, and the first open one of its case."""
        earlier = OutboxMessage.objects.open().filter(case_key=OuterRef("case_key"), pk__lt=OuterRef("pk"))
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        return self.open().filter(free, ~Exists(earlier), next_attempt_at__lte=now)


class OutboxMessage(models.Model):
    """Something that happened and that others must be told (utgående meddelande).

    Written in the transaction of the change itself, by `core.outbox.emit`; the only place where a message is
    sent from. The payload holds ids and codes, never text about a person. Ids rise in the order of commit
    within a case, because whoever writes holds the lock on the case.
    """

    event = models.CharField("händelse", max_length=60)
    case_key = models.BigIntegerField("ärende", null=True, blank=True)
    payload = models.JSONField("innehåll", default=dict)
    created_at = models.DateTimeField("skapat")
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    next_attempt_at = models.DateTimeField("tidigast nästa försök")
    claimed_until = models.DateTimeField("upptaget till", null=True, blank=True)
    done_at = models.DateTimeField("klart", null=True, blank=True)
    held_at = models.DateTimeField("stoppat", null=True, blank=True)
    last_error = models.CharField("senaste fel", max_length=60, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = "utgående meddelande"
        verbose_name_plural = "utgående meddelanden"
        constraints = [
            models.CheckConstraint(
                name="outboxmessage_done_or_held",
                condition=Q(done_at=None) | Q(held_at=None),
                violation_error_message="Ett meddelande är antingen klart eller stoppat.",
            ),
        ]
        indexes = [
            # The relay looks for the oldest open one, and whether an earlier one of the case is open.
            models.Index(fields=["id"], name="outbox_open", condition=Q(done_at=None, held_at=None)),
            models.Index(
                fields=["case_key", "id"], name="outbox_open_of_case", condition=Q(done_at=None, held_at=None)
            ),
            models.Index(fields=["held_at"], name="outbox_held", condition=Q(held_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.pk}"
