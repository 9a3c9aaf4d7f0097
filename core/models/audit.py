from django.db import models


class AuditRow(models.Model):
    """Who changed what (revisionsrad). Written once, for investigation; no behaviour ever reads it.

    Names are frozen as text beside the ids, and nothing is a foreign key: the row outlives what it tells of.
    """

    at = models.DateTimeField("tid")
    actor_id = models.BigIntegerField("användare", null=True, blank=True)
    actor_name = models.CharField("användarens namn", max_length=200)
    unit_id = models.BigIntegerField("enhet", null=True, blank=True)
    unit_name = models.CharField("enhetens namn", max_length=200, blank=True)
    action = models.CharField("åtgärd", max_length=60)
    object_type = models.CharField("slag", max_length=80)
    object_id = models.CharField("id", max_length=40)
    changes = models.JSONField("ändringar", default=dict)
    request_id = models.CharField("anrop", max_length=64, blank=True)
    source = models.CharField("källa", max_length=10)

    class Meta:
        ordering = ("pk",)
        verbose_name = "revisionsrad"
        verbose_name_plural = "revisionsrader"
        constraints = [
            models.CheckConstraint(
                name="audit_has_actor",
                condition=~models.Q(actor_name=""),
                violation_error_message="En revisionsrad säger vem som gjorde det.",
            ),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_of_object"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
