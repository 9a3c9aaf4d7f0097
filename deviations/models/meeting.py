"""Forums, their seats and meetings, what is lifted there, what is decided; who has mandate for whom (A11, A13)."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from deviations.rules.kinds import Category, Severity
from deviations.rules.meetings import ForumKind, Mandate

_MANDATES = [(one, one) for one in Mandate]


class Forum(models.Model):
    """Samverkansmöte, klustermöte (A11). `kept_by`: the unit that calls it and keeps its seats.

    `area`: whose deviations its decisions are followed up by. `agenda`: the standing points, one a line.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=8, choices=[(one, one) for one in ForumKind])
    kept_by = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="hålls av")
    area = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="+", verbose_name="område")
    every_weeks = models.PositiveSmallIntegerField("veckor mellan möten", default=4)
    agenda = models.TextField("stående punkter", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    history = HistoricalRecords(excluded_fields=["public_id", "version"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "mötesforum"
        verbose_name_plural = "mötesforum"
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=53), name="forum_rhythm")
        ]

    def __str__(self) -> str:
        return self.name


class ForumSeat(models.Model):
    """A seat: which organisation, who has it, with what mandate. Without a name it is vacant since `since`."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    title = models.CharField("funktion", max_length=120)
    holder = models.CharField("namn", max_length=150, blank=True, default="")
    mandate = models.CharField("mandat", max_length=8, choices=_MANDATES)
    since = models.DateField("sedan")
    ended_on = models.DateField("platsen upphörde", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["forum", "pk"]
        verbose_name = "plats i mötesforum"
        verbose_name_plural = "platser i mötesforum"

    def __str__(self) -> str:
        return self.title


class MandateHolder(models.Model):
    """Who speaks for an organisation towards another, or towards all (A13). Without a name: vacant since `since`."""

    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    counterpart = models.ForeignKey(
        "actors.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mot"
    )
    title = models.CharField("funktion", max_length=120)
    holder = models.CharField("namn", max_length=150, blank=True, default="")
    phone = models.CharField("telefon", max_length=40, blank=True, default="")
    mandate = models.CharField("mandat", max_length=8, choices=_MANDATES)
    since = models.DateField("sedan")

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation", "counterpart", "pk"]
        verbose_name = "person med mandat"
        verbose_name_plural = "personer med mandat"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "counterpart", "title"], nulls_distinct=False, name="mandate_once"
            ),
            models.CheckConstraint(
                condition=Q(counterpart__isnull=True) | ~Q(counterpart=F("organisation")),
                name="mandate_towards_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A meeting of a forum. Closed: its minutes stand, and attendance counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField("börjar")
    place = models.CharField("plats", max_length=120, blank=True, default="")
    minutes = models.TextField("anteckningar", blank=True, default="")
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    closed_by = models.CharField("avslutat av", max_length=150, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = "möte"
        verbose_name_plural = "möten"
        constraints = [
            models.UniqueConstraint(fields=["forum", "starts_at"], name="meeting_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_by=""), name="meeting_closed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"Möte {self.pk}"


class MeetingItem(models.Model):
    """A point of a meeting: standing, typed, or lifted from a deviation or a readmission. Never changed.

    What is lifted carries codes, units and the month alone: no text, no patient. `deviation` and `episode` say from
    where, so that the decision finds its way back; no page shows them to whoever does not see them anyway.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    title = models.CharField("punkt", max_length=200, blank=True, default="")
    category = models.CharField(
        "vad det gäller", max_length=30, blank=True, default="", choices=[(one, one) for one in Category]
    )
    severity = models.CharField(
        "allvar", max_length=8, blank=True, default="", choices=[(one, one) for one in Severity]
    )
    about = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller enhet"
    )
    month = models.DateField("månad", null=True, blank=True)
    causes = models.CharField("orsaker enligt parterna", max_length=200, blank=True, default="")
    deviation = models.ForeignKey(
        "deviations.Deviation", models.PROTECT, null=True, blank=True, related_name="meeting_items"
    )
    episode = models.ForeignKey(
        "transitions.CareEpisode", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField("av", max_length=150, blank=True, default="")
    at = models.DateTimeField("upptagen")

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = "mötespunkt"
        verbose_name_plural = "mötespunkter"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "deviation"], name="deviation_lifted_once"),
            models.UniqueConstraint(fields=["meeting", "episode"], name="readmission_lifted_once"),
            models.CheckConstraint(
                condition=~Q(title="") | Q(deviation__isnull=False) | Q(episode__isnull=False),
                name="item_says_what",
            ),
            models.CheckConstraint(
                condition=Q(title="") | Q(deviation__isnull=True, episode__isnull=True),
                name="lifted_item_has_no_text",
            ),
        ]

    def __str__(self) -> str:
        return f"Punkt {self.pk}"


class MeetingDecision(models.Model):
    """Beslut: what, who answers for it, by when, and that it is done. `category`: what it is to make rarer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="decisions")
    text = models.CharField("beslut", max_length=500)
    seat = models.ForeignKey(ForumSeat, models.PROTECT, related_name="+", verbose_name="ansvarig")
    responsible = models.CharField("ansvarig person", max_length=150)
    due_on = models.DateField("klart senast")
    category = models.CharField(
        "ska minska", max_length=30, blank=True, default="", choices=[(one, one) for one in Category]
    )
    decided_at = models.DateTimeField("beslutat")
    done_on = models.DateField("klart", null=True, blank=True)
    done_text = models.CharField("vad som gjordes", max_length=500, blank=True, default="")
    done_by = models.CharField("klarmarkerat av", max_length=150, blank=True, default="")

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "mötesbeslut"
        verbose_name_plural = "mötesbeslut"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by="")
                | (Q(done_on__isnull=False) & ~Q(done_by="") & ~Q(done_text="")),
                name="decision_done_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(responsible=""), name="decision_has_a_responsible"),
        ]

    def __str__(self) -> str:
        return f"Beslut {self.pk}"


class MeetingAttendance(models.Model):
    """Whether somebody came for a seat; `by_name` is the substitute when another came."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(ForumSeat, models.PROTECT, related_name="attendance")
    came = models.BooleanField("kom")
    by_name = models.CharField("ersättare", max_length=150, blank=True, default="")

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.came}"
