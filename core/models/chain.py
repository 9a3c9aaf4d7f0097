"""What holds the logs together: the chain's links, its signed heads, and what has been removed for age."""

from django.db import models


class AuditLink(models.Model):
    """One transaction's log rows, chained to the one before (länk).

    A chain for each provider, since its lock is held while a transaction ends. The database says where the link stands
    and what it hashes (core/sql/audit.sql); the writer says only which rows.
    """

    chain = models.BigIntegerField("vårdgivare")
    position = models.BigIntegerField("plats")
    day = models.DateField("dag")
    at = models.DateTimeField("tid")
    batch = models.BigIntegerField("transaktion", unique=True)
    row_count = models.PositiveIntegerField("rader")
    content = models.BinaryField("radernas kontrollsumma")
    previous = models.BinaryField("föregående länk")
    hash = models.BinaryField("kontrollsumma")

    class Meta:
        ordering = ("chain", "position")
        verbose_name = "länk"
        verbose_name_plural = "länkar"
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="link_place_once")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.position}"


class AuditHead(models.Model):
    """The end of a chain's day, signed with a key that the database does not have (signerat kedjehuvud).

    A copy is written to a file that is kept elsewhere: whoever cuts the chain's end or writes it all anew cannot make
    it agree with the heads.
    """

    chain = models.BigIntegerField("vårdgivare")
    number = models.PositiveIntegerField("nummer")
    position = models.BigIntegerField("plats")
    hash = models.BinaryField("länkens kontrollsumma")
    at = models.DateTimeField("tid")
    closes = models.DateField("stänger dagen")
    key_id = models.CharField("nyckel", max_length=16)
    signature = models.CharField("signatur", max_length=64)

    class Meta:
        ordering = ("chain", "number")
        verbose_name = "kedjehuvud"
        verbose_name_plural = "kedjehuvuden"
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="head_number_once"),
            models.UniqueConstraint(fields=["chain", "closes"], name="head_closes_a_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.position} ({self.number})"


class LogRemoval(models.Model):
    """That log rows older than a moment were removed (gallring): how far, how many, who.

    All rows of transactions up to `through_batch`; the links stay and hold the chain together.
    """

    at = models.DateTimeField("tid")
    actor_name = models.CharField("vem", max_length=200)
    before = models.DateTimeField("äldre än")
    through_batch = models.BigIntegerField("till och med transaktion")
    row_count = models.PositiveIntegerField("rader")

    class Meta:
        ordering = ("pk",)
        verbose_name = "gallring av loggar"
        verbose_name_plural = "gallringar av loggar"
        constraints = [models.CheckConstraint(name="removal_has_actor", condition=~models.Q(actor_name=""))]

    def __str__(self) -> str:
        return f"Gallring #{self.pk}"


class RetentionRule(models.Model):
    """How many years a kind of row is kept (bevarandetid), and which rule says so (law.md 6.8)."""

    kind = models.CharField("slag", max_length=30, unique=True)
    years = models.PositiveSmallIntegerField("år")
    least = models.PositiveSmallIntegerField("minst år")
    source = models.CharField("källa", max_length=120)

    class Meta:
        ordering = ("kind",)
        verbose_name = "bevarandetid"
        verbose_name_plural = "bevarandetider"
        constraints = [
            models.CheckConstraint(
                name="retention_not_below_the_least",
                condition=models.Q(years__gte=models.F("least")),
                violation_error_message="Tiden kan inte vara kortare än författningens.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.years} år"
