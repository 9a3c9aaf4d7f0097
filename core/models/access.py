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
    organisation_id = models.BigIntegerField("organisation", null=True, blank=True)
    patient_id = models.BigIntegerField("patient")
    case_id = models.BigIntegerField("ärende", null=True, blank=True)
    action = models.CharField("åtgärd", max_length=60)
    ground = models.CharField("grund", max_length=60)
    request_id = models.CharField("anrop", max_length=64, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"
