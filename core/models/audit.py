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
    # Set by the database: the transaction's rows, and this one's place among them (core/sql/audit.sql).
    batch = models.BigIntegerField("transaktion", default=0, editable=False)
    ordinal = models.IntegerField("plats", default=0, editable=False)

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
            models.Index(fields=["batch"], name="audit_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class ChangeRow(models.Model):
    """One changed row of a table with patient data (ändringsrad), written by the database in every write path.

    `changed` maps a column to its values before and after; empty for an insert, all the values before for a delete. It
    holds patient data and is no page's to show: only the system reads it. No foreign keys.
    """

    at = models.DateTimeField("tid")
    table_name = models.CharField("tabell", max_length=63)
    row_key = models.CharField("nyckel", max_length=64)
    operation = models.CharField("slag", max_length=1)
    changed = models.JSONField("ändrat", default=dict)
    actor_name = models.CharField("vem", max_length=200)
    user_id = models.BigIntegerField("användare", null=True, blank=True)
    unit_id = models.BigIntegerField("enhet", null=True, blank=True)
    organisation_id = models.BigIntegerField("vårdgivare", null=True, blank=True)
    source = models.CharField("källa", max_length=20, blank=True)
    request_id = models.CharField("anrop", max_length=64, blank=True)
    batch = models.BigIntegerField("transaktion", default=0, editable=False)
    ordinal = models.IntegerField("plats", default=0, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "ändringsrad"
        verbose_name_plural = "ändringsrader"
        constraints = [
            models.CheckConstraint(name="change_has_actor", condition=~models.Q(actor_name="")),
            models.CheckConstraint(
                name="change_is_of_a_kind", condition=models.Q(operation__in=["I", "U", "D"])
            ),
        ]
        indexes = [
            models.Index(fields=["table_name", "row_key"], name="change_of_row"),
            models.Index(fields=["batch"], name="change_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} #{self.pk}"
