"""The patient's own view: who has been asked, what they answered, and what they wrote (U2).

Three tables that cannot be laid together by whoever reads them: an offer is seen by those in the chain and says that an
answer came, never which; an answer is read by the system alone, for sums; a text says neither whose nor of which case.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from reporting.rules.experience import AnsweredBy, InviteState, Way


class ExperienceInvite(models.Model):
    """An offer to answer, once for each stay. `code_hash` is of the code on the paper or in the SMS."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    episode = models.OneToOneField(
        "transitions.CareEpisode", models.PROTECT, related_name="+", verbose_name="vårdtillfälle"
    )
    offered_at = models.DateTimeField("erbjuden")
    lapses_at = models.DateTimeField("går ut")
    state = models.CharField(
        "läge",
        max_length=8,
        choices=[(each.value, each.value) for each in InviteState],
        default=InviteState.OFFERED.value,
    )
    code_hash = models.CharField("kodens kontrollsumma", max_length=64, blank=True, default="")
    sent_at = models.DateTimeField("skickad eller utskriven", null=True, blank=True)
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)

    class Meta:
        ordering = ["offered_at", "pk"]
        verbose_name = "fråga om upplevelse"
        verbose_name_plural = "frågor om upplevelse"
        indexes = [models.Index(fields=["state", "lapses_at"], name="invite_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="invite_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", closed_at__isnull=True)
                | (~Q(state="offered") & Q(closed_at__isnull=False, code_hash="")),
                name="invite_closed_has_no_code",
            ),
        ]

    def __str__(self) -> str:
        return f"Fråga {self.public_id}"


class ExperienceAnswer(models.Model):
    """What one person answered, 1 to 5 or nothing to each question. For sums; no person reads a row."""

    episode = models.ForeignKey(
        "transitions.CareEpisode", models.PROTECT, related_name="+", verbose_name="vårdtillfälle"
    )
    at = models.DateTimeField("svarad")
    safe = models.PositiveSmallIntegerField("trygg", null=True, blank=True)
    took_part = models.PositiveSmallIntegerField("delaktig", null=True, blank=True)
    informed = models.PositiveSmallIntegerField("informerad", null=True, blank=True)
    help_in_place = models.PositiveSmallIntegerField("hjälp på plats", null=True, blank=True)
    respondent = models.CharField(
        "vem svarade", max_length=8, choices=[(each.value, each.value) for each in AnsweredBy]
    )
    way = models.CharField("hur", max_length=5, choices=[(each.value, each.value) for each in Way])
    language = models.CharField("språk", max_length=8)
    form_version = models.CharField("frågornas version", max_length=10)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "svar om upplevelse"
        verbose_name_plural = "svar om upplevelse"
        indexes = [models.Index(fields=["at"], name="experience_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(safe__isnull=True) | Q(safe__range=(1, 5)), name="experience_safe_1_5"
            ),
            models.CheckConstraint(
                condition=Q(took_part__isnull=True) | Q(took_part__range=(1, 5)), name="experience_part_1_5"
            ),
            models.CheckConstraint(
                condition=Q(informed__isnull=True) | Q(informed__range=(1, 5)),
                name="experience_informed_1_5",
            ),
            models.CheckConstraint(
                condition=Q(help_in_place__isnull=True) | Q(help_in_place__range=(1, 5)),
                name="experience_help_1_5",
            ),
        ]

    def __str__(self) -> str:
        return f"Svar {self.pk}"


class CommentState(StrEnum):
    """Whether a person has read the text, and what she decided."""

    NEW = "new"
    SHOWN = "shown"
    WITHHELD = "withheld"


class ExperienceComment(models.Model):
    """What somebody wrote, apart from who: the organisation, the ward and the month alone.

    `complaint`: the writer wants it looked into as a deviation; `deviation` is the number of the one it became.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    ward = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="avdelning")
    month = models.CharField("månad", max_length=7)
    text = models.TextField("text", max_length=2000)
    complaint = models.BooleanField("vill ha det utrett", default=False)
    state = models.CharField(
        "läge",
        max_length=8,
        choices=[(each.value, each.value) for each in CommentState],
        default=CommentState.NEW.value,
    )
    screened_by_name = models.CharField("läst av", max_length=150, blank=True, default="")
    screened_at = models.DateTimeField("läst", null=True, blank=True)
    deviation = models.CharField("avvikelse", max_length=80, blank=True, default="")

    class Meta:
        ordering = ["-month", "pk"]
        verbose_name = "text om upplevelse"
        verbose_name_plural = "texter om upplevelse"

    def __str__(self) -> str:
        return f"Text {self.month}"
