"""Items of a chain, to whom each is addressed, and the receipt."""

from django.db import models
from django.db.models import Q

from transitions.models.choices import grounds, item_kinds


class Item(models.Model):
    """One fact or message on a chain (händelse, meddelande): immutable, with author and addressees.

    `at` is when it happened as the server received it; for loaded history, what the file says. `data`
    holds the fields that contracts/events.md gives the kind, under their names there. `key` is what makes a
    repeated event the same event.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="items")
    kind = models.CharField("slag", max_length=40, choices=item_kinds)
    at = models.DateTimeField("tidpunkt")
    recorded_at = models.DateTimeField("registrerad")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    author = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person"
    )
    author_name = models.CharField("namn", max_length=150)
    note = models.TextField("anteckning", blank=True, default="")
    data = models.JSONField("uppgifter", default=dict)
    key = models.CharField("nyckel", max_length=64, unique=True)
    content_hash = models.CharField("innehållets kontrollsumma", max_length=64)
    cancelled_at = models.DateTimeField("makulerad", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        indexes = [
            models.Index(fields=["episode", "at"], name="item_of_episode"),
            models.Index(fields=["kind", "at"], name="item_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(author_name=""), name="item_has_an_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Addressee(models.Model):
    """A unit that an item is addressed to, on what ground, and its Receipt (kvittens).

    `named`: the sender wrote the unit in the message's `to`; otherwise the rule addressed it. `withheld` are the
    fields that had no ground for the unit when the item was written: they were not sent to it.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="addressees")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    ground = models.CharField("grund", max_length=20, choices=grounds)
    named = models.BooleanField("namngiven av avsändaren", default=False)
    withheld = models.JSONField("inte skickade uppgifter", default=list, blank=True)
    acknowledged_at = models.DateTimeField("kvitterad", null=True, blank=True)
    acknowledged_by = models.CharField("kvitterad av", max_length=150, blank=True, default="")

    class Meta:
        ordering = ["item_id", "pk"]
        verbose_name = "adressat"
        verbose_name_plural = "adressater"
        indexes = [models.Index(fields=["unit", "item"], name="addressee_by_unit")]
        constraints = [
            models.UniqueConstraint(fields=["item", "unit"], name="addressee_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | ~Q(acknowledged_by=""),
                name="receipt_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.unit_id}"
