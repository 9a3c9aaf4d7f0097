"""The ward's forms: admission, notice, date, utskrivningsklar, discharge."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actors.presenters import UNIT_KIND_LABELS
from actors.selectors import OrganisationRef, UnitRef
from core import clock
from core.forms import DayField, MomentField, PlainErrors
from transitions.forms.base import CaseForm, note_field, now_local
from transitions.personal_numbers import BadPersonalNumber, parse
from transitions.presenters.words import CARE_FORMS, CERTAINTIES, DISCHARGED_TO, PROTECTIONS, SEXES
from transitions.rules.kinds import CareForm, Certainty, DischargedTo, Protection, Sex
from transitions.services.discharge import DutyAssessment


class PersonalNumberForm(PlainErrors, forms.Form):
    """First step of an admission: whose."""

    personal_number = forms.CharField(
        label="Personnummer",
        help_text="Tio eller tolv siffror. Samordningsnummer och reservnummer går också bra.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": "Ange personnumret.", "max_length": "Ange högst tolv siffror."},
    )

    def clean_personal_number(self) -> str:
        """Twelve characters with a right check digit."""
        try:
            return parse(self.cleaned_data["personal_number"], today=clock.local_date(clock.now()))
        except BadPersonalNumber as error:
            raise forms.ValidationError(error.message) from error


class PersonForm(PersonalNumberForm):
    """Second step: who it is, where registered and listed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label="Namn", max_length=200, error_messages={"required": "Ange patientens namn."})
    sex = forms.ChoiceField(label="Kön", choices=[(sex, SEXES[sex]) for sex in Sex], widget=forms.RadioSelect)
    registered_in = forms.TypedChoiceField(
        label="Folkbokförd i",
        coerce=int,
        help_text="Kommun, eller stadsdel i Stockholm. Avgör vilka som får meddelandet.",
        error_messages={"required": "Välj kommun eller stadsdel."},
    )
    address = forms.CharField(label="Folkbokföringsadress", max_length=200, required=False)
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=[(kind, PROTECTIONS[kind]) for kind in Protection]
    )
    listed_at = forms.TypedChoiceField(
        label="Listad på vårdcentral", coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[OrganisationRef],
        care_centres: Iterable[UnitRef],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        areas = [(row.id, row.name) for row in organisations]
        centres = [(unit.id, unit.name) for unit in care_centres]
        self.fields["registered_in"].choices = [("", "Välj"), *areas]  # type: ignore[attr-defined]
        self.fields["listed_at"].choices = [("", "Inte känt"), *centres]  # type: ignore[attr-defined]


class AdmissionForm(PersonForm):
    """Who it is, and the admission."""

    care_form = forms.ChoiceField(label="Vårdform", choices=[(form, CARE_FORMS[form]) for form in CareForm])
    admitted_at = MomentField(
        label="Inskriven", help_text="När patienten skrevs in på avdelningen.", initial=now_local
    )
    planned = forms.BooleanField(label="Planerad inläggning", required=False)


class ExpectedDischargeForm(CaseForm):
    """A new expected discharge."""

    WIDTHS = {"expected_discharge": "short"}

    expected_discharge = DayField(label="Ny beräknad utskrivning")
    certainty = forms.ChoiceField(
        label="Hur säkert är datumet?",
        choices=[(value, CERTAINTIES[value]) for value in Certainty],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur säkert datumet är."},
    )
    note = note_field(help_text="Når bara de enheter som samtycke eller menprövning gäller.")


class DutyForm(CaseForm):
    """A message of LUS 3 kap.: of one who objects, secrecy is weighed."""

    secrecy = forms.ChoiceField(
        label="Hindrar sekretess att uppgifterna lämnas?",
        choices=[("nej", "Nej, skyldigheten i lagen går före"), ("ja", "Ja, sekretess hindrar")],
        widget=forms.RadioSelect,
        required=False,
        help_text="Personen har sagt nej. Meddelandet skickas ändå, men uppgifterna bara efter en bedömning.",
    )
    secrecy_by = forms.CharField(label="Bedömningen är gjord av", max_length=150, required=False)
    secrecy_reason = forms.CharField(
        label="Bedömning", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, objects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not objects:
            for name in ("secrecy", "secrecy_by", "secrecy_reason"):
                del self.fields[name]
        own = [name for name in self.fields if not name.startswith("secrecy")]
        self.order_fields(own)

    def clean(self) -> dict[str, Any]:
        """An assessment is made by somebody and has a reason."""
        data = super().clean() or {}
        if data.get("secrecy"):
            if not data.get("secrecy_by"):
                self.add_error("secrecy_by", "Ange vem som har gjort bedömningen.")
            if not data.get("secrecy_reason"):
                self.add_error("secrecy_reason", "Skriv hur bedömningen gjordes.")
        return data

    @property
    def assessment(self) -> DutyAssessment | None:
        """The assessment, when one was made."""
        data = self.cleaned_data
        if not data.get("secrecy"):
            return None
        return DutyAssessment(
            assessed_by=data["secrecy_by"],
            reason=data["secrecy_reason"],
            discloses=data["secrecy"] == "nej",
        )


class DischargeForm(DutyForm):
    """Discharge."""

    to = forms.ChoiceField(
        label="Utskriven till",
        choices=[(value, DISCHARGED_TO[value]) for value in DischargedTo],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vart personen skrivs ut."},
    )
    why_open = forms.CharField(
        label="Varför skrivs personen ut fastän det som är avgörande inte är klart?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Svaret sparas vid punkterna och når dem som ansvarar för dem.",
    )
    note = note_field(
        "Information vid utskrivning",
        help_text="Det som enheterna behöver veta samma dag: läkemedel som ändrats, risker, bokade kontroller.",
    )

    def __init__(self, *args: Any, open_points: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_points:
            self.fields["why_open"].required = True
            self.fields["why_open"].error_messages["required"] = "Skriv varför personen ändå skrivs ut."
        else:
            del self.fields["why_open"]


def unit_choices(units: Iterable[UnitRef]) -> list[tuple[int, str]]:
    """Units as choices, each with its kind."""
    return [(unit.id, f"{unit.name} ({UNIT_KIND_LABELS[unit.kind]})") for unit in units]
