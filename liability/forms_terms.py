"""The form of a draft of terms: every field of the contract, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from core.forms import ClockField, DayField, PlainForm
from liability.rules.terms import (
    CARE_FORMS,
    EVERYWHERE,
    NATIONAL,
    Basis,
    DayConvention,
    DayType,
    LatePrecondition,
    LongStay,
    MeanPopulation,
    Precondition,
    Terms,
)
from liability.rules.terms_form import terms_to_json

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


GROUPS = (
    ("Parter och giltighet", ("agreement", "name", "code", "valid_from", "valid_to", "care_forms")),
    (
        "När betalningsansvaret inträder",
        (
            "basis",
            "free_days",
            "day_type",
            "eves_are_weekdays",
            "cutoff",
            "cutoff_inclusive",
            "late_extra_days",
        ),
    ),
    ("Vad som krävs", ("preconditions", "late_precondition")),
    (
        "Belopp och fakturering",
        ("amount_source", "amount", "day_convention", "suspended_from", "suspended_to"),
    ),
    (
        "Om månadens medelvärde avgör",
        ("mean_level", "mean_population", "individual_after_days", "long_stay_in_mean"),
    ),
    ("Källa", ("source", "confirmed")),
)
"""The fields of a draft, under headings."""


class TermsForm(PlainForm):
    """A draft of terms."""

    agreement = forms.ChoiceField(
        label="Överenskommelse mellan", error_messages={"required": "Välj en överenskommelse."}
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

    def __init__(self, *args: Any, agreements: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):  # decimals too
                field.width = "short"  # type: ignore[attr-defined]
        several = [("", "Välj")] if len(agreements) > 1 else []
        self.fields["agreement"].choices = [*several, *agreements]  # type: ignore[attr-defined]

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order that they are read."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names]

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


def initial_of(terms: Terms, *, agreement: str, code: str, valid_from: date) -> dict[str, Any]:
    """What the form begins with: the terms that hold, under a code and from a day of their own."""
    told = terms_to_json(terms)
    suspended = terms.invoicing_suspended
    fixed = isinstance(terms.amount, int)
    return {
        **{name: told[name] for name in PLAIN},
        "agreement": agreement,
        "code": code,
        "valid_from": valid_from,
        "care_forms": [] if EVERYWHERE in terms.care_forms else sorted(terms.care_forms),
        "cutoff": terms.cutoff,
        "amount_source": "fixed" if fixed else "unknown" if terms.amount is None else "national",
        "amount": terms.amount if fixed else None,
        "suspended_from": None if suspended is None else suspended.start,
        "suspended_to": None if suspended is None else suspended.end,
        "mean_level": terms.mean_level,
        "mean_population": told["mean_population"] or "",
        "long_stay_in_mean": told["long_stay_in_mean"] or "",
        "confirmed": False,
    }


def terms_labels() -> Mapping[str, tuple[str, Mapping[Any, str]]]:
    """Each field of the contract that has one of the form: its label, and what its values are called."""
    found: dict[str, tuple[str, Mapping[Any, str]]] = {}
    for name, field in TermsForm.base_fields.items():
        choices = getattr(field, "choices", None)
        found[name] = (str(field.label), {} if choices is None else dict(choices))
    found["amount"] = ("Belopp", {NATIONAL: "Socialstyrelsens för året", None: "Inte känt"})
    found["invoicing_suspended"] = ("Faktureringen vilar", {})
    return found
