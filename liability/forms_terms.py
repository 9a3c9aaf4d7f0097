"""The form of a draft of terms: every field of the contract, in words."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import ClockField, DayField, PlainForm
from liability.rules.terms import (
    CARE_FORMS,
    EVERYWHERE,
    Basis,
    DayConvention,
    DayType,
    LatePrecondition,
    LongStay,
    MeanPopulation,
    Precondition,
)

FORMS = {"somatic": "Somatik", "geriatric": "Geriatrik", "psychiatric": "Psykiatri", "detox": "Beroendevård"}
PRECONDITIONS = {
    Precondition.ADMISSION_NOTICE: "Inskrivningsmeddelande",
    Precondition.DISCHARGE_READY_NOTICE: "Underrättelse om utskrivningsklar",
    Precondition.SIP_CALL: "Kallelse till SIP av fast vårdkontakt",
    Precondition.OPEN_CARE_AVAILABLE: "Öppna vårdens insatser finns",
    Precondition.CARE_CONTACT: "Fast vårdkontakt utsedd",
    Precondition.SUPPORT_NOT_DECLINED: "Personen har inte sagt nej till insatser",
}
LATE = {
    LatePrecondition.REVIEW: "Båda parter bedömer",
    LatePrecondition.BLOCK: "Inget betalningsansvar",
    LatePrecondition.SHIFT: "Dagarna räknas från den sena tidpunkten",
    LatePrecondition.ALLOW: "Ingen betydelse",
}
NOTHING = [("", "Gäller inte")]


PLAIN = (
    "code",
    "name",
    "basis",
    "free_days",
    "day_type",
    "eves_are_weekdays",
    "cutoff_inclusive",
    "late_extra_days",
    "day_convention",
    "preconditions",
    "late_precondition",
    "individual_after_days",
    "source",
    "confirmed",
)
"""Fields whose value is the contract's own."""


class TermsForm(PlainForm):
    """A draft of terms."""

    agreement = forms.TypedChoiceField(
        label="Överenskommelse", coerce=int, error_messages={"required": "Välj en överenskommelse."}
    )
    code = forms.CharField(
        label="Kod", max_length=60, help_text="Kort och egen för versionen, till exempel solna-2027."
    )
    name = forms.CharField(label="Namn", max_length=200)
    valid_from = DayField(label="Gäller från")
    valid_to = DayField(label="Gäller till", required=False)
    care_forms = forms.MultipleChoiceField(
        label="Vårdformer",
        required=False,
        choices=[(form, FORMS[form]) for form in CARE_FORMS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Inget val betyder alla.",
    )
    basis = forms.ChoiceField(
        label="Grund",
        choices=[
            (Basis.INDIVIDUAL.value, "Varje patients dagar"),
            (Basis.AVERAGE.value, "Månadens medelvärde"),
        ],
        initial=Basis.INDIVIDUAL.value,
    )
    free_days = forms.IntegerField(label="Fristdagar", min_value=0, max_value=365, initial=3)
    day_type = forms.ChoiceField(
        label="Räknas i",
        choices=[(DayType.CALENDAR.value, "Kalenderdagar"), (DayType.WEEKDAY.value, "Vardagar")],
    )
    eves_are_weekdays = forms.BooleanField(label="Aftnar räknas som vardagar", required=False, initial=True)
    cutoff = ClockField(label="Brytpunkt", initial="12.00")
    cutoff_inclusive = forms.BooleanField(label="Brytpunkten själv är i tid", required=False, initial=True)
    late_extra_days = forms.IntegerField(
        label="Extra dagar efter brytpunkten", min_value=0, max_value=365, initial=1
    )
    day_convention = forms.ChoiceField(
        label="Utskrivningsdagen",
        choices=[(DayConvention.NIGHTS.value, "Betalas inte"), (DayConvention.STARTED.value, "Betalas")],
    )
    amount_source = forms.ChoiceField(
        label="Belopp",
        choices=[("national", "Socialstyrelsens för året"), ("fixed", "Avtalat"), ("unknown", "Inte känt")],
    )
    amount = forms.IntegerField(label="Avtalat belopp, kronor per dygn", required=False, min_value=0)
    preconditions = forms.MultipleChoiceField(
        label="Förutsättningar",
        required=False,
        choices=[(one.value, label) for one, label in PRECONDITIONS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[one.value for one in list(PRECONDITIONS)[:4]],
    )
    late_precondition = forms.ChoiceField(
        label="En förutsättning som uppfylls för sent",
        choices=[(one.value, label) for one, label in LATE.items()],
    )
    suspended_from = DayField(label="Faktureringen vilar från", required=False)
    suspended_to = DayField(label="Faktureringen vilar till", required=False)
    mean_level = forms.DecimalField(label="Nivå för medelvärdet, dagar", required=False, min_value=0)
    mean_population = forms.ChoiceField(
        label="Medelvärdet räknas över",
        required=False,
        choices=[
            *NOTHING,
            (MeanPopulation.ALL.value, "Alla, också dag noll"),
            (MeanPopulation.FROM_DAY_ONE.value, "Från dag ett"),
        ],
    )
    individual_after_days = forms.IntegerField(
        label="Individuellt efter så många dagar", required=False, min_value=0, max_value=365
    )
    long_stay_in_mean = forms.ChoiceField(
        label="Lång vistelse i medelvärdet",
        required=False,
        choices=[
            *NOTHING,
            (LongStay.CAPPED.value, "Räknas upp till gränsen"),
            (LongStay.EXCLUDED.value, "Räknas inte med"),
        ],
    )
    source = forms.CharField(label="Källa", max_length=400, help_text="Var villkoren är skrivna.")
    confirmed = forms.BooleanField(label="Jag har läst villkoren i källan", required=False)

    def __init__(self, *args: Any, agreements: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].choices = [("", "Välj"), *agreements]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("amount_source") == "fixed"
            and data.get("amount") is None
            and "amount" not in self.errors
        ):
            self.add_error("amount", "Ange det avtalade beloppet.")
        if data.get("basis") == Basis.AVERAGE and not data.get("mean_population"):
            self.add_error("mean_population", "Välj vilka medelvärdet räknas över.")
        if data.get("suspended_to") and not data.get("suspended_from"):
            self.add_error("suspended_from", "Ange från när faktureringen vilar.")
        return data

    def as_terms(self) -> dict[str, Any]:
        """The contract's form of what was typed."""
        data = self.cleaned_data
        suspended = None
        if data["suspended_from"]:
            end = data["suspended_to"]
            suspended = {"from": data["suspended_from"].isoformat(), "to": end.isoformat() if end else None}
        return {
            **{name: data[name] for name in PLAIN},
            "valid_from": data["valid_from"].isoformat(),
            "valid_to": data["valid_to"].isoformat() if data["valid_to"] else None,
            "care_forms": data["care_forms"] or [EVERYWHERE],
            "cutoff": data["cutoff"].isoformat(),
            "amount": {"national": "national", "fixed": data["amount"]}.get(data["amount_source"]),
            "invoicing_suspended": suspended,
            "mean_level": None if data["mean_level"] is None else str(data["mean_level"]),
            "mean_population": data["mean_population"] or None,
            "long_stay_in_mean": data["long_stay_in_mean"] or None,
        }
