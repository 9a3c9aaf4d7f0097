"""How the people of a unit share the list: saved filters, what rests, and hand-overs between them."""

from django.db import models
from django.db.models import F, Q


class SavedFilter(models.Model):
    """Sparat filter: a name for a way to narrow a list, one person's or the whole unit's. Never a search text.

    `page` is the URL name of the list: Att göra, or an upper app's.
    """

    page = models.CharField("lista", max_length=40, default="worklist", db_default="worklist")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    user = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("namn", max_length=40)
    query = models.JSONField("urval", default=dict)
    made_by = models.ForeignKey("actors.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("skapat")

    class Meta:
        ordering = ["unit", F("user").asc(nulls_first=True), "name", "pk"]
        verbose_name = "sparat filter"
        verbose_name_plural = "sparade filter"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "unit", "user", "name"], nulls_distinct=False, name="filter_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Snooze(models.Model):
    """Vila: a person has put a case aside. Whether it still rests is `rules.snooze`'s to say."""

    episode = models.ForeignKey("transitions.CareEpisode", models.CASCADE, related_name="snoozes")
    user = models.ForeignKey("actors.User", models.CASCADE, related_name="+")
    at = models.DateTimeField("lagt åt sidan")
    until = models.DateTimeField("till")

    class Meta:
        ordering = ["episode_id", "pk"]
        verbose_name = "vilande ärende"
        verbose_name_plural = "vilande ärenden"
        constraints = [
            models.UniqueConstraint(fields=["episode", "user"], name="rests_once"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="rests_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.episode_id}"


class HandOver(models.Model):
    """Överlämning: cases that one person of a unit gives to another, or to the unit, with a note."""

    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    by = models.ForeignKey("actors.User", models.PROTECT, related_name="+")
    to = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lämnat över")
    note = models.TextField("att veta", blank=True, default="")
    read_at = models.DateTimeField("läst", null=True, blank=True)
    read_by = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField("ångrat", null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "överlämning"
        verbose_name_plural = "överlämningar"
        indexes = [
            models.Index(
                fields=["unit", "-at"],
                condition=Q(read_at__isnull=True, undone_at__isnull=True),
                name="handover_unread",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="handover_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(undone_at__isnull=True), name="read_is_not_undone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M}"


class HandOverCase(models.Model):
    """One case of a hand-over, who had it before, and what is to be known of it."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="cases")
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="handovers")
    before = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("att veta om ärendet", max_length=500, blank=True, default="")

    class Meta:
        ordering = ["handover_id", "pk"]
        verbose_name = "överlämnat ärende"
        verbose_name_plural = "överlämnade ärenden"
        constraints = [models.UniqueConstraint(fields=["handover", "episode"], name="handed_over_once")]

    def __str__(self) -> str:
        return f"{self.episode_id}"


class CalendarFeed(models.Model):
    """Kalenderadress: the secret by which a calendar program fetches a person's deadlines in one unit."""

    user = models.ForeignKey("actors.User", models.PROTECT, related_name="+")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    assignment = models.ForeignKey("actors.Assignment", models.PROTECT, related_name="+")
    secret = models.CharField("kontrollsumma", max_length=64, unique=True)
    made_at = models.DateTimeField("skapad")
    revoked_at = models.DateTimeField("avslutad", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "assignment"],
                condition=Q(revoked_at__isnull=True),
                name="one_calendar_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
