"""Who is there: staffed hours, who is on duty, who is away, and people without log-in (requirement T17, T30)."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from actors.rules.hours import StaffedDay


class StaffedHours(models.Model):
    """Bemannad tid: a span of a weekday, or of holidays and eves, when the unit receives.

    One that does not end after it begins runs into the next day; 00.00–00.00 is a whole day. What was said before
    stands in the unit's Historik as text (`Unit.hours`).
    """

    unit = models.ForeignKey("actors.Unit", models.CASCADE, related_name="staffed", verbose_name="enhet")
    day = models.PositiveSmallIntegerField(
        "dag", choices=[(int(day), day.name.lower()) for day in StaffedDay]
    )
    opens = models.TimeField("från")
    closes = models.TimeField("till")

    class Meta:
        ordering = ["unit", "day", "opens"]
        verbose_name = "bemannad tid"
        verbose_name_plural = "bemannade tider"
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "opens"], name="staffed_once"),
            models.CheckConstraint(condition=Q(day__lte=7), name="staffed_day_of_the_week"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.opens:%H.%M}–{self.closes:%H.%M}"


class HoursException(models.Model):
    """Avvikande bemanning: what holds on a single day instead. Without a span the unit is closed that day."""

    unit = models.ForeignKey(
        "actors.Unit", models.CASCADE, related_name="hours_exceptions", verbose_name="enhet"
    )
    day = models.DateField("dag")
    opens = models.TimeField("från", null=True, blank=True)
    closes = models.TimeField("till", null=True, blank=True)
    reason = models.CharField("varför", max_length=120, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["unit", "day", "opens"]
        verbose_name = "avvikande bemanning"
        verbose_name_plural = "avvikande bemanning"
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="hours_exception_once"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="hours_exception_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Duty(models.Model):
    """Jour eller i tjänst: who answers for a unit from one moment to another.

    A colleague by assignment, or a name with a number for one who has none here. `ended_at`: taken off the list, by
    whom stands in its history.
    """

    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="duties", verbose_name="enhet")
    assignment = models.ForeignKey(
        "actors.Assignment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="uppdrag",
    )
    name = models.CharField("namn", max_length=150, blank=True, default="")
    phone = models.CharField("direktnummer", max_length=40, blank=True, default="")
    title = models.CharField("som", max_length=80, blank=True, default="")
    starts_at = models.DateTimeField("från")
    ends_at = models.DateTimeField("till")
    ended_at = models.DateTimeField("borttagen", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = "jour"
        verbose_name_plural = "jourer"
        indexes = [models.Index(fields=["unit", "ends_at"], name="duty_by_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_in_order"),
            models.CheckConstraint(
                condition=Q(assignment__isnull=False) | (~Q(name="") & ~Q(phone="")),
                name="duty_is_somebody",
                violation_error_message="Välj en kollega, eller ange namn och nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Absence(models.Model):
    """Frånvaro: a person is away in an assignment, from day to day, and who takes over meanwhile."""

    assignment = models.ForeignKey(
        "actors.Assignment", models.PROTECT, related_name="absences", verbose_name="uppdrag"
    )
    substitute = models.ForeignKey(
        "actors.Assignment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name="ersättare",
    )
    first_day = models.DateField("från och med")
    last_day = models.DateField("till och med")
    ended_at = models.DateTimeField("borttagen", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = "frånvaro"
        verbose_name_plural = "frånvaro"
        indexes = [models.Index(fields=["assignment", "last_day"], name="absence_by_assignment")]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_in_order"),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("assignment")),
                name="absence_substitute_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.first_day:%Y-%m-%d}–{self.last_day:%Y-%m-%d}"


class RegisteredPerson(models.Model):
    """Registrerad person utan inloggning: whose telephone may receive a one-time code for the unit's messages.

    The number is kept as +46…, the form in which a text message is sent.
    """

    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="registered_people", verbose_name="enhet"
    )
    name = models.CharField("namn", max_length=150)
    phone = models.CharField("mobilnummer", max_length=20)
    since = models.DateTimeField("från")
    ended_at = models.DateTimeField("till", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "registrerad person"
        verbose_name_plural = "registrerade personer"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "phone"],
                condition=Q(ended_at__isnull=True),
                name="registered_number_once",
                violation_error_message="Numret är redan registrerat för enheten.",
            ),
            models.CheckConstraint(condition=Q(phone__startswith="+"), name="registered_number_whole"),
        ]

    def __str__(self) -> str:
        return self.name
