"""Agreements on betalningsansvar as data: parties, versions of terms, and what a care day costs each year."""

from datetime import time
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from simple_history.models import HistoricalRecords

from liability.rules.terms import (
    CARE_FORMS,
    EVERYWHERE,
    STATUTE_PRECONDITIONS,
    Basis,
    DayConvention,
    DayType,
    LatePrecondition,
    LongStay,
    MeanPopulation,
)
from liability.rules.terms_form import TermsError, terms_from_json


def statute_preconditions() -> list[str]:
    """The preconditions of the statute, as they are stored."""
    return sorted(each.value for each in STATUTE_PRECONDITIONS)


def choices_of(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of a closed list, plain, so that a migration needs no rule."""
    return [(each.value, each.value) for each in kind]


class Agreement(models.Model):
    """Överenskommelse between a region and municipalities (LUS 4:5; B1).

    The parties are named by the ids of event files, `*` is everybody: a region's agreement has `*` for
    municipality, a municipality's own names both.
    """

    name = models.CharField("namn", max_length=200)
    region = models.CharField("region", max_length=40, default=EVERYWHERE)
    municipality = models.CharField("kommun", max_length=40, default=EVERYWHERE)

    history = HistoricalRecords()

    class Meta:
        ordering = ["region", "municipality", "pk"]
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        constraints = [
            models.UniqueConstraint(fields=["region", "municipality"], name="agreement_once_for_its_parties"),
        ]

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """Villkor: one version of an agreement's terms, the fields of contracts/liability.md (B1, B2, B2b).

    A version is never overwritten: a prolongation is a new version. `amount_source` national takes Socialstyrelsen's
    amount of each year, fixed takes `amount`, unknown has none. One with the code of terms that ship replaces those.
    """

    class AmountSource(models.TextChoices):
        """Where the amount of a care day comes from."""

        NATIONAL = "national", "Socialstyrelsens belopp"
        FIXED = "fixed", "Avtalat belopp"
        UNKNOWN = "unknown", "Belopp saknas"

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name="överenskommelse"
    )
    code = models.CharField("kod", max_length=60, unique=True)
    name = models.CharField("namn", max_length=200)
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till", null=True, blank=True)
    care_forms = models.JSONField("vårdformer", default=list)
    selectable = models.BooleanField("väljs för ärenden", default=True)
    entered_at = models.DateTimeField("inlagda")
    source = models.TextField("källa", blank=True, default="")
    confirmed = models.BooleanField("bekräftad", default=False)

    basis = models.CharField(
        "grund", max_length=10, choices=choices_of(Basis), default=Basis.INDIVIDUAL.value
    )
    day_type = models.CharField(
        "dagar", max_length=8, choices=choices_of(DayType), default=DayType.CALENDAR.value
    )
    eves_are_weekdays = models.BooleanField("aftnar är vardagar", default=True)
    free_days = models.PositiveSmallIntegerField("fristdagar", default=3)
    cutoff = models.TimeField("brytpunkt", default=time(12))
    cutoff_inclusive = models.BooleanField("brytpunkten själv är i tid", default=True)
    late_extra_days = models.PositiveSmallIntegerField("extra dagar efter brytpunkten", default=1)
    day_convention = models.CharField(
        "dygn", max_length=7, choices=choices_of(DayConvention), default=DayConvention.NIGHTS.value
    )
    amount_source = models.CharField(
        "belopp enligt", max_length=8, choices=AmountSource.choices, default=AmountSource.NATIONAL
    )
    amount = models.PositiveIntegerField("belopp per vårddygn, kronor", null=True, blank=True)
    preconditions = models.JSONField("förutsättningar", default=statute_preconditions)
    late_precondition = models.CharField(
        "för sen förutsättning",
        max_length=6,
        choices=choices_of(LatePrecondition),
        default=LatePrecondition.REVIEW.value,
    )
    suspended_from = models.DateField("fakturering vilar från", null=True, blank=True)
    suspended_to = models.DateField("fakturering vilar till", null=True, blank=True)
    mean_level = models.DecimalField(
        "nivå för medelvärdet", max_digits=9, decimal_places=5, null=True, blank=True
    )
    mean_population = models.CharField(
        "medelvärdet räknas över",
        max_length=12,
        blank=True,
        default="",
        choices=choices_of(MeanPopulation),
    )
    individual_after_days = models.PositiveSmallIntegerField(
        "individuellt efter dagar", null=True, blank=True
    )
    long_stay_in_mean = models.CharField(
        "lång vistelse i medelvärdet",
        max_length=8,
        blank=True,
        default="",
        choices=choices_of(LongStay),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["agreement", "valid_from", "pk"]
        verbose_name = "villkor"
        verbose_name_plural = "villkor"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="terms_validity_in_order",
                violation_error_message="Villkoren kan inte sluta gälla innan de börjar.",
            ),
            models.CheckConstraint(
                condition=Q(amount_source="fixed", amount__isnull=False)
                | (~Q(amount_source="fixed") & Q(amount__isnull=True)),
                name="terms_amount_fits_its_source",
                violation_error_message="Ange ett belopp när det är avtalat, annars inget.",
            ),
            models.CheckConstraint(
                condition=Q(suspended_to__isnull=True) | Q(suspended_to__gte=F("suspended_from")),
                name="terms_suspension_in_order",
                violation_error_message="Vilandet kan inte sluta innan det börjar.",
            ),
            models.CheckConstraint(
                condition=Q(mean_level__isnull=True) | Q(mean_level__gte=0),
                name="terms_mean_level_not_negative",
                violation_error_message="Nivån kan inte vara negativ.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The rules' own validation, so that nothing is stored that cannot be calculated with."""
        try:
            terms_from_json(self.as_json())
        except TermsError as error:
            raise ValidationError(str(error)) from error

    def as_json(self) -> dict[str, object]:
        """The contract's form of the terms."""
        amount = {"national": "national", "fixed": self.amount}.get(self.amount_source)
        suspended = None
        if self.suspended_from is not None:
            end = None if self.suspended_to is None else self.suspended_to.isoformat()
            suspended = {"from": self.suspended_from.isoformat(), "to": end}
        return {
            "code": self.code,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "region": self.agreement.region,
            "municipality": self.agreement.municipality,
            "care_forms": self.care_forms or [EVERYWHERE],
            "basis": self.basis,
            "day_type": self.day_type,
            "eves_are_weekdays": self.eves_are_weekdays,
            "free_days": self.free_days,
            "cutoff": self.cutoff.isoformat(),
            "cutoff_inclusive": self.cutoff_inclusive,
            "late_extra_days": self.late_extra_days,
            "day_convention": self.day_convention,
            "amount": amount,
            "preconditions": self.preconditions,
            "late_precondition": self.late_precondition,
            "invoicing_suspended": suspended,
            "mean_level": None if self.mean_level is None else str(self.mean_level.normalize()),
            "mean_population": self.mean_population or None,
            "individual_after_days": self.individual_after_days,
            "long_stay_in_mean": self.long_stay_in_mean or None,
            "selectable": self.selectable,
            "name": self.name,
            "source": self.source,
            "confirmed": self.confirmed,
        }


SCOPE_NUMBERS = {form: number for number, form in enumerate((EVERYWHERE, *CARE_FORMS))}
"""Care forms as integers: what an exclusion constraint compares without an extension."""


class TermsScope(models.Model):
    """A care form that selectable terms hold for: two versions of an agreement may not hold for it on the same day."""

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="scopes")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    care_form = models.PositiveSmallIntegerField("vårdform, nummer")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["terms", "care_form"]
        verbose_name = "vårdform som villkor gäller"
        verbose_name_plural = "vårdformer som villkor gäller"
        constraints = [
            ExclusionConstraint(
                name="terms_do_not_overlap",
                expressions=[
                    (
                        Func(F("agreement"), F("agreement"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("care_form"), F("care_form"), Value("[]"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Villkor för samma vårdform gäller redan under en del av tiden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.terms_id}: {self.care_form}"


class DayRate(models.Model):
    """Belopp per vårddygn of a calendar year, set by Socialstyrelsen (LUS 5:6). Empty: not known, never guessed.

    A row replaces the amount that ships for the year.
    """

    year = models.PositiveSmallIntegerField("år", unique=True)
    entered_at = models.DateTimeField("inlagt")
    amount = models.PositiveIntegerField("kronor per vårddygn", null=True, blank=True)
    source = models.CharField("källa", max_length=300, blank=True, default="")
    confirmed = models.BooleanField("bekräftad", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["year"]
        verbose_name = "belopp per vårddygn"
        verbose_name_plural = "belopp per vårddygn"
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2018, year__lte=2200),
                name="day_rate_of_a_year_under_the_act",
                violation_error_message="Lagen gäller från 2018: ange ett årtal från och med 2018.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="day_rate_is_not_zero",
                violation_error_message="Ange ett belopp i kronor, eller lämna tomt när det saknas.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
