"""The forms of the consent register: yes or no, withdrawal, representatives, harm assessment."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from actors.selectors import UnitRef
from core import clock
from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.presenters.words_consent import FORMS, MANDATES, OSL, REPRESENTATIVES, SCOPES, WHY
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import ConsentForm as How
from transitions.rules.kinds import Scope
from transitions.rules.limits import end_of
from transitions.rules.representation import Mandate, RepresentativeKind

YES, NO = "yes", "no"
PERSON = "person"

_CHOSEN_UNITS_HELP = "Kryssa inte i någon om det gäller alla enheter i ärendet."


class _Units(CaseForm):
    """Which of the units that the case reaches something is for."""

    units = forms.TypedMultipleChoiceField(
        label="Till vilka enheter",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_CHOSEN_UNITS_HELP,
    )

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = unit_choices(units)  # type: ignore[attr-defined]

    def ends(self) -> datetime | None:
        """The end of the last day that was typed, if one was."""
        day = self.cleaned_data.get("until")
        return end_of(day) if day else None


class GiveConsentForm(_Units):
    """What the person says yes or no to."""

    WIDTHS = {"until": "short"}

    answer = forms.ChoiceField(
        label="Vad har personen svarat?",
        choices=[(YES, "Personen samtycker"), (NO, "Personen samtycker inte")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad personen har svarat."},
    )
    scopes = forms.MultipleChoiceField(
        label="Vad gäller svaret?",
        choices=[(scope, SCOPES[scope]) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj vad svaret gäller."},
    )
    what = forms.CharField(
        label="Vilka uppgifter",
        max_length=300,
        required=False,
        help_text="Om personen har begränsat sitt svar, till exempel ”inte om ekonomin”.",
    )
    form = forms.ChoiceField(
        label="Hur lämnades samtycket?",
        choices=[(how, FORMS[how]) for how in How],
        widget=forms.RadioSelect,
        required=False,
    )
    given_by = forms.ChoiceField(label="Vem har svarat?", required=False)
    mature = forms.TypedChoiceField(
        label="Är barnet moget nog att själv ta ställning?",
        choices=[("", "Välj"), ("ja", "Ja, barnet svarar själv"), ("nej", "Nej, vårdnadshavaren svarar")],
        coerce=lambda text: text == "ja",
        empty_value=None,
        required=False,
    )
    until = DayField(label="Gäller till och med", required=False)
    note = note_field("Anteckning")

    def __init__(self, *args: Any, guardians: Mapping[int, str], child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].choices = [  # type: ignore[attr-defined]
            (PERSON, "Personen själv"),
            *((str(pk), name) for pk, name in guardians.items()),
        ]
        for name in ("form", "given_by", "mature"):
            self.fields[name].quiet = True  # type: ignore[attr-defined]
        if not guardians:
            del self.fields["given_by"]
        if not child:
            del self.fields["mature"]
        self.order_fields(
            ["answer", "scopes", "units", "what", "form", "given_by", "mature", "until", "note"]
        )

    def clean(self) -> dict[str, Any]:
        """A consent is oral or written."""
        data = super().clean() or {}
        if data.get("answer") == YES and not data.get("form"):
            self.add_error("form", "Välj om samtycket är muntligt eller skriftligt.")
        return data

    @property
    def representative_id(self) -> int | None:
        """The representative who answered, or None when it was the person."""
        chosen = self.cleaned_data.get("given_by") or PERSON
        return None if chosen == PERSON else int(chosen)


class WithdrawConsentForm(CaseForm):
    """What is taken back."""

    scopes = forms.MultipleChoiceField(
        label="Vad återkallas?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj vad som återkallas."},
    )
    note = note_field("Anteckning")

    def __init__(self, *args: Any, standing: Iterable[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, SCOPES[scope]) for scope in standing]  # type: ignore[attr-defined]


class RepresentativeForm(CaseForm):
    """Who speaks for the person."""

    WIDTHS = {"name": "medium", "phone": "short", "valid_from": "short", "valid_to": "short"}

    kind = forms.ChoiceField(
        label="Slag",
        choices=[(kind, REPRESENTATIVES[kind]) for kind in RepresentativeKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vilket slags ställföreträdare det är."},
    )
    name = forms.CharField(label="Namn", max_length=150)
    phone = forms.CharField(
        label="Telefon", max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    mandates = forms.MultipleChoiceField(
        label="Uppdraget omfattar",
        choices=[(mandate, MANDATES[mandate]) for mandate in Mandate],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Står i beslutet eller fullmakten. Gäller inte vårdnadshavare.",
    )
    document = forms.CharField(
        label="Handling som har visats",
        max_length=150,
        required=False,
        help_text="Till exempel registerutdrag och dess datum.",
    )
    valid_from = DayField(label="Gäller från")
    valid_to = DayField(label="Gäller till och med", required=False)

    def clean(self) -> dict[str, Any]:
        """A scope is stated for all but guardians, and the days come in order."""
        data = super().clean() or {}
        if data.get("kind") and data["kind"] != RepresentativeKind.GUARDIAN and not data.get("mandates"):
            self.add_error("mandates", "Ange vad uppdraget omfattar.")
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Slutdagen kan inte ligga före startdagen.")
        return data


class EndRepresentativeForm(CaseForm):
    """The last day of a mandate."""

    WIDTHS = {"last_day": "short"}

    last_day = DayField(label="Uppdragets sista dag")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = clock.today


class HarmForm(_Units):
    """A harm assessment."""

    WIDTHS = {"assessed_by": "medium", "until": "short"}

    why = forms.ChoiceField(
        label="Varför finns inget samtycke?",
        choices=[(why, WHY[why]) for why in WhyNoConsent],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför det inte finns något samtycke."},
    )
    discloses = forms.TypedChoiceField(
        label="Får uppgifterna lämnas ut?",
        choices=[("ja", "Ja"), ("nej", "Nej, sekretess hindrar")],
        coerce=lambda text: text == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om uppgifterna får lämnas ut."},
    )
    ground = forms.ChoiceField(
        label="Grund",
        choices=[
            ("", "Välj"),
            *((ground, OSL[ground]) for ground in OslGround if ground is not OslGround.CONSENT),
        ],
        error_messages={"required": "Välj vilken grund bedömningen vilar på."},
    )
    vulnerable = forms.BooleanField(
        label="Det gäller ett barn, missbruk, tvångsvård eller ett väntat barn",
        required=False,
    )
    scope = forms.ChoiceField(
        label="Vad gäller prövningen?",
        choices=[(scope, SCOPES[scope]) for scope in Scope if scope is not Scope.READING],
        initial=Scope.INFORMATION,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label="Vilka uppgifter", max_length=300, error_messages={"required": "Ange vilka uppgifter."}
    )
    reason = forms.CharField(
        label="Bedömning",
        max_length=4000,
        help_text="Vad som har vägts: behovet, risken för men, vad personen brukar vilja.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv hur bedömningen gjordes."},
    )
    representative = forms.TypedChoiceField(
        label="Tillfrågad ställföreträdare", coerce=int, empty_value=None, required=False
    )
    assessed_by = forms.CharField(
        label="Bedömningen är gjord av",
        max_length=150,
        error_messages={"required": "Ange vem som har gjort menprövningen."},
    )
    until = DayField(label="Gäller till och med", required=False)

    def __init__(self, *args: Any, representatives: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"].choices = [("", "Ingen"), *representatives.items()]  # type: ignore[attr-defined]
        if not representatives:
            del self.fields["representative"]
        order = ["why", "discloses", "ground", "vulnerable", "scope", "what", "units", "reason"]
        self.order_fields([*order, "representative", "assessed_by", "until"])
