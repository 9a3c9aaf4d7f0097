"""What the patient is handed: the trygghetskvitto."""

from django.db import models


class SafetyReceipt(models.Model):
    """Trygghetskvitto (T13): one version of the sheet, `rules.safety_receipt.Receipt` in `content`. The latest holds.

    Its content reaches another unit only on consent or a harm assessment; that it was given is a step that is shared.
    """

    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, primary_key=True, related_name="safety_receipt"
    )
    content = models.JSONField("innehåll", default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = "trygghetskvitto"
        verbose_name_plural = "trygghetskvitton"

    def __str__(self) -> str:
        return f"Trygghetskvitto {self.pk}"


class InformationDraft(models.Model):
    """What a ward has written of the information at discharge (LUS 3:2; T26) and not yet sent, by section.

    What was sent is the item; this is the ward's own, and is sent as it stands at 15 on the day of the discharge.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="information_drafts")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="avdelning")
    sections = models.JSONField("avsnitt", default=dict)
    saved_at = models.DateTimeField("sparad")
    saved_by = models.CharField("sparad av", max_length=150)

    class Meta:
        ordering = ["episode_id", "unit"]
        verbose_name = "påbörjad utskrivningsinformation"
        verbose_name_plural = "påbörjad utskrivningsinformation"
        constraints = [models.UniqueConstraint(fields=["episode", "unit"], name="one_information_draft")]

    def __str__(self) -> str:
        return f"{self.episode_id}: {self.unit_id}"
