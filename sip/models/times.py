"""Finding a time for the meeting: a round of proposals, each party's answer, where video meetings are held (S5)."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from sip.models.sip import Sip, SipParticipant


class TimeRound(models.Model):
    """Tidsförfrågan (S5): two to five times put to the parties. An earlier round is kept with its answers.

    `closed_at`: a time has been settled, or another call has set one. `settled` is the time chosen, when one was.
    """

    sip = models.ForeignKey(Sip, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("omgång")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    asked_at = models.DateTimeField("skickad")
    answer_by = models.DateTimeField("svara senast")
    reminded_at = models.DateTimeField("påmind", null=True, blank=True)
    closed_at = models.DateTimeField("avgjord", null=True, blank=True)
    settled = models.DateTimeField("bestämd tid", null=True, blank=True)

    class Meta:
        ordering = ["sip", "number"]
        verbose_name = "tidsförfrågan"
        verbose_name_plural = "tidsförfrågningar"
        constraints = [
            models.UniqueConstraint(fields=["sip", "number"], name="sip_round_once"),
            models.UniqueConstraint(
                fields=["sip"], condition=Q(closed_at__isnull=True), name="sip_one_open_round"
            ),
            models.CheckConstraint(
                condition=Q(settled__isnull=True) | Q(closed_at__isnull=False),
                name="sip_settled_round_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"Tidsförfrågan {self.pk}"


class ProposedTime(models.Model):
    """Föreslagen tid: one of a round's."""

    round = models.ForeignKey(TimeRound, models.PROTECT, related_name="times")
    starts_at = models.DateTimeField("tid")

    class Meta:
        ordering = ["round", "starts_at"]
        verbose_name = "föreslagen tid"
        verbose_name_plural = "föreslagna tider"
        constraints = [models.UniqueConstraint(fields=["round", "starts_at"], name="sip_time_once")]

    def __str__(self) -> str:
        return f"Tid {self.pk}"


class TimeReply(models.Model):
    """A party's answer to a round (S5): which of the times it can, and another in words. Its own row: nobody's answer
    writes over another's. `can` holds ids of `ProposedTime`. `version` counts writes: a page says which it saw.
    """

    round = models.ForeignKey(TimeRound, models.PROTECT, related_name="replies")
    participant = models.ForeignKey(SipParticipant, models.PROTECT, related_name="time_replies")
    can = models.JSONField("kan", default=list, blank=True)
    other = models.CharField("annan tid", max_length=300, blank=True, default="")
    at = models.DateTimeField("svarade")
    by_name = models.CharField("svar av", max_length=150)
    version = models.PositiveIntegerField("skrivning", default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = "svar på tidsförfrågan"
        verbose_name_plural = "svar på tidsförfrågningar"
        constraints = [models.UniqueConstraint(fields=["round", "participant"], name="sip_reply_once")]

    def __str__(self) -> str:
        return f"Svar {self.pk}"


class VideoService(models.Model):
    """Where an organisation holds its video meetings: an address with `{rum}` for a random room (S5).

    Any service whose rooms are made by their address will do, such as Jitsi Meet.
    """

    organisation = models.OneToOneField(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    template = models.CharField("adress med {rum}", max_length=250)

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation"]
        verbose_name = "videotjänst"
        verbose_name_plural = "videotjänster"
        constraints = [
            models.CheckConstraint(
                condition=Q(template__startswith="https://") & Q(template__contains="{rum}"),
                name="sip_video_address",
                violation_error_message="Adressen ska börja med https:// och innehålla {rum}.",
            )
        ]

    def __str__(self) -> str:
        return self.template
