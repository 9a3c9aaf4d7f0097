"""Following up a SIP, and how those concerned judge it (S6)."""

from django.db import models

from sip.models.sip import Sip
from sip.rules.kinds import TookPart, Voice
from sip.rules.reminding import Reminds


class SipFollowUp(models.Model):
    """Uppföljning: when, by whom, and how the person took part. Never changed; the goals' outcomes stand beside it."""

    sip = models.ForeignKey(Sip, models.PROTECT, related_name="follow_ups")
    at = models.DateTimeField("uppföljd")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    how = models.CharField("hur personen deltog", max_length=5, choices=[(how, how) for how in TookPart])

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "uppföljning av SIP"
        verbose_name_plural = "uppföljningar av SIP"

    def __str__(self) -> str:
        return f"Uppföljning {self.pk}"


class SipEvaluation(models.Model):
    """Utvärdering: the three answers of one voice, with the version of the questions. Never changed."""

    sip = models.ForeignKey(Sip, models.PROTECT, related_name="evaluations")
    at = models.DateTimeField("utvärderad")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    voice = models.CharField("vem som svarar", max_length=6, choices=[(voice, voice) for voice in Voice])
    answers = models.JSONField("svar")
    wording = models.CharField("frågornas version", max_length=10)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "utvärdering av SIP"
        verbose_name_plural = "utvärderingar av SIP"

    def __str__(self) -> str:
        return f"Utvärdering {self.pk}"


class SipReminder(models.Model):
    """Påminnelse: that the units of a SIP have been reminded of a day that comes; once for each `day`."""

    sip = models.ForeignKey(Sip, models.PROTECT, related_name="reminders")
    about = models.CharField("om vad", max_length=9, choices=[(about, about) for about in Reminds])
    day = models.DateField("för dagen")
    at = models.DateTimeField("skickad")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "påminnelse om SIP"
        verbose_name_plural = "påminnelser om SIP"
        constraints = [models.UniqueConstraint(fields=["sip", "about", "day"], name="sip_reminder_once")]

    def __str__(self) -> str:
        return f"Påminnelse {self.pk}"
