from django.db import models


class AccessLogRow(models.Model):
    """Who looked at whom (loggpost), HSLF-FS 2016:40 4 kap.: what was done, at which unit, when, by whom,
    with whom.

    Written before the answer is sent, by `core.access_log.record_look`. Ids and frozen names, no foreign
    keys.
    """

    at = models.DateTimeField("tid")
    user_id = models.BigIntegerField("användare", null=True, blank=True)
    user_name = models.CharField("användarens namn", max_length=200)
    assignment_id = models.BigIntegerField("medarbetaruppdrag", null=True, blank=True)
    unit_id = models.BigIntegerField("enhet", null=True, blank=True)
    unit_name = models.CharField("enhetens namn", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("vårdgivare", null=True, blank=True)
    role = models.CharField("roll", max_length=30, blank=True, default="")
    patient_id = models.BigIntegerField("patient")
    case_id = models.BigIntegerField("ärende", null=True, blank=True)
    action = models.CharField("åtgärd", max_length=60)
    ground = models.CharField("grund", max_length=60)
    request_id = models.CharField("anrop", max_length=64, blank=True)
    # Set by the database: the transaction's rows, and this one's place among them (core/sql/audit.sql).
    batch = models.BigIntegerField("transaktion", default=0, editable=False)
    ordinal = models.IntegerField("plats", default=0, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "loggpost"
        verbose_name_plural = "loggposter"
        constraints = [
            models.CheckConstraint(
                name="access_has_user",
                condition=~models.Q(user_name=""),
                violation_error_message="En loggpost säger vem som tittade.",
            ),
        ]
        indexes = [
            # A patient asks who has looked; a follow-up asks what one person looked at.
            models.Index(fields=["patient_id", "at"], name="access_of_patient"),
            models.Index(fields=["user_id", "at"], name="access_of_user"),
            models.Index(fields=["unit_id", "at"], name="access_of_unit"),
            models.Index(fields=["batch"], name="access_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class LookAlert(models.Model):
    """That somebody opened more patients in a short time than the role's limit (larm om massläsning).

    Written at the opening that passed the limit, in its transaction. `opened` counts patients, `unrelated` those of
    them that were opened on another ground than that the unit is in the case.
    """

    at = models.DateTimeField("tid")
    user_id = models.BigIntegerField("användare")
    user_name = models.CharField("användarens namn", max_length=200)
    assignment_id = models.BigIntegerField("medarbetaruppdrag", null=True, blank=True)
    role = models.CharField("roll", max_length=30, blank=True, default="")
    unit_id = models.BigIntegerField("enhet", null=True, blank=True)
    unit_name = models.CharField("enhetens namn", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("vårdgivare", null=True, blank=True)
    since = models.DateTimeField("räknat från")
    opened = models.PositiveIntegerField("öppnade patienter")
    unrelated = models.PositiveIntegerField("utan egen relation")
    limit = models.PositiveIntegerField("gräns")

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "larm om massläsning"
        verbose_name_plural = "larm om massläsning"
        indexes = [
            models.Index(fields=["unit_id", "-at"], name="look_alert_of_unit"),
            models.Index(fields=["user_id", "-at"], name="look_alert_of_user"),
        ]

    def __str__(self) -> str:
        return f"Larm #{self.pk}"
