"""The work list: tasks derived from the chain, who has taken a case, what a person has seen."""

from django.db import models
from django.db.models import F, Q

from transitions.models.choices import task_kinds


class Task(models.Model):
    """Something that a unit has to do on a chain. Derived by `rules.tasks` at each write, never edited.

    `told_at` is when the deadline sweep told the unit that the time is out; once for each task.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.CASCADE, related_name="tasks")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    kind = models.CharField("slag", max_length=30, choices=task_kinds)
    item = models.ForeignKey("transitions.Item", models.CASCADE, null=True, blank=True, related_name="+")
    since = models.DateTimeField("sedan")
    due_at = models.DateTimeField("senast", null=True, blank=True)
    shows_from = models.DateTimeField("visas från", null=True, blank=True)
    waits_for = models.CharField("väntar på", max_length=30, blank=True, default="")
    told_at = models.DateTimeField("påmind", null=True, blank=True)

    class Meta:
        ordering = [F("due_at").asc(nulls_last=True), "pk"]
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"
        indexes = [
            models.Index(fields=["unit", "due_at"], name="task_of_unit"),
            models.Index(fields=["due_at"], condition=Q(told_at__isnull=True), name="task_untold"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "unit", "kind", "item"], nulls_distinct=False, name="task_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Responsible(models.Model):
    """Ansvarig: who in a unit has taken a case."""

    episode = models.ForeignKey("transitions.CareEpisode", models.CASCADE, related_name="responsible")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    user = models.ForeignKey("actors.User", models.PROTECT, related_name="+")
    since = models.DateTimeField("sedan")

    class Meta:
        ordering = ["episode_id", "pk"]
        verbose_name = "ansvarig"
        verbose_name_plural = "ansvariga"
        constraints = [models.UniqueConstraint(fields=["episode", "unit"], name="one_responsible_in_a_unit")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Seen(models.Model):
    """When a person last opened a case (läst). Read is not acknowledged: that is the unit's receipt."""

    episode = models.ForeignKey("transitions.CareEpisode", models.CASCADE, related_name="seen_by")
    user = models.ForeignKey("actors.User", models.CASCADE, related_name="+")
    at = models.DateTimeField("senast öppnad")

    class Meta:
        ordering = ["episode_id", "pk"]
        verbose_name = "läst"
        verbose_name_plural = "lästa"
        constraints = [models.UniqueConstraint(fields=["episode", "user"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"
