"""The report of a deviation, from a case or free-standing."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from actors.rules.kinds import MUNICIPAL_SIDE, OrganisationKind, UnitKind
from core.forms import MomentField, PlainErrors
from deviations.presenters.words import CATEGORIES, LAWS, OUTCOMES, SEVERITY_HELP, VOICES
from deviations.rules.kinds import Category, Law, Outcome, Severity, Voice
from transitions.forms.base import CaseForm

LONGEST = 4_000
TOO_LONG = "Texten är för lång. Korta den till högst 4 000 tecken."
_HEALTH_CARE = frozenset(
    {
        UnitKind.MUNICIPAL_HEALTH_CARE,
        UnitKind.SPECIAL_HOUSING,
        UnitKind.SHORT_TERM_HOUSING,
        UnitKind.MAS_OFFICE,
    }
)


FEW_UNITS = 6
"""So many units are shown to tap on; more are a list."""


def usual_law(unit: UnitKind, organisation: OrganisationKind) -> Law:
    """The act under which a unit usually works: what the field begins with."""
    if unit is UnitKind.LSS:
        return Law.LSS
    return Law.SOL if organisation in MUNICIPAL_SIDE and unit not in _HEALTH_CARE else Law.HSL


def text_field(label: str, *, rows: int, required: str = "", help_text: str = "") -> forms.CharField:
    """Free text of at most 4,000 characters; `required` is what is said when it is empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class ReportFields(PlainErrors, forms.Form):
    """What every report asks: five short questions, and two that are filled in beforehand."""

    category = forms.ChoiceField(label="Vad gäller det?", error_messages={"required": "Välj vad det gäller."})
    text = text_field(
        "Vad hände?",
        rows=4,
        required="Beskriv vad som hände.",
        help_text="Skriv inte namn eller personnummer.",
    )
    happened_at = MomentField(label="När hände det?")
    measure = text_field("Vad gjorde du direkt?", rows=2)
    severity = forms.ChoiceField(
        label="Hur allvarligt är det?",
        choices=[(grade, SEVERITY_HELP[grade]) for grade in Severity],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur allvarligt det är."},
    )
    outcome = forms.ChoiceField(
        label="Risk eller skada?",
        required=False,
        choices=[(outcome, OUTCOMES[outcome]) for outcome in Outcome],
        widget=forms.RadioSelect,
    )
    law = forms.ChoiceField(label="Område", choices=[(law, LAWS[law]) for law in Law])
    own_words = text_field(
        "Personens eller närståendes egna ord",
        rows=2,
        help_text="Skriv det som det sades. Inga namn.",
    )
    own_words_by = forms.ChoiceField(
        label="Vems ord?",
        required=False,
        choices=[(one, VOICES[one]) for one in Voice],
        widget=forms.RadioSelect,
    )
    anonymous = forms.BooleanField(
        label="Visa inte mitt namn för den andra parten",
        required=False,
        help_text="Din enhet och loggen visar vem du är.",
    )

    MORE = (
        "happened_at",
        "measure",
        "outcome",
        "law",
        "own_words",
        "own_words_by",
        "person_agrees",
        "anonymous",
    )
    """What most reports need not touch: filled in beforehand, or left out."""

    def __init__(
        self, *args: Any, suggested: Sequence[Category] = (), anonymity: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not anonymity:
            del self.fields["anonymous"]
        rest = [(one, CATEGORIES[one]) for one in Category if one not in suggested]
        choices: list[Any] = [("", "Välj")]
        if suggested:
            choices.append(("Förslag i ärendet", [(one, CATEGORIES[one]) for one in suggested]))
            choices.append(("Annat", rest))
        else:
            choices += rest
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    @property
    def more_open(self) -> bool:
        """Something under Mer is wrong."""
        return any(name in self.errors for name in self.MORE)


def split(form: ReportFields) -> dict[str, list[forms.BoundField]]:
    """The fields in front and those under Mer; a fault among the latter lets them stand open."""
    shown = form.visible_fields()
    more = [bound for bound in shown if bound.name in form.MORE]
    return {"first": [bound for bound in shown if bound not in more], "more": more}


class CaseReportForm(ReportFields, CaseForm):
    """A report from a case: the units are those on the chain."""

    CLOCKED = ("happened_at",)

    about = forms.TypedChoiceField(
        label="Vilken enhet gäller det?",
        coerce=int,
        error_messages={"required": "Välj den enhet som avvikelsen gäller."},
    )
    person_agrees = forms.BooleanField(
        label="Personen samtycker till att mottagaren får veta vem det gäller",
        required=False,
        help_text="Utan samtycke ser bara enheter som redan är med i ärendet vem det är.",
    )

    field_order = ("category", "about", "text", "severity", *ReportFields.MORE)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        if len(units) <= FEW_UNITS:
            about.widget = forms.RadioSelect()
            about.choices = list(units)  # type: ignore[attr-defined]
        else:
            about.choices = [("", "Välj"), *units]  # type: ignore[attr-defined]


class FreeReportForm(ReportFields):
    """A report without a case: any unit, found by writing its name."""

    about = forms.CharField(
        label="Vilken enhet gäller det?",
        max_length=400,
        help_text="Börja skriva namnet och välj i listan.",
        widget=forms.TextInput(attrs={"list": "enheter", "autocomplete": "off"}),
        error_messages={"required": "Välj den enhet som avvikelsen gäller."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("category", "about", "text", "severity", *ReportFields.MORE)

    def __init__(self, *args: Any, units: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units

    def clean_about(self) -> int:
        """The unit by what stands in the list; by its bare name when only one has it."""
        typed = " ".join(self.cleaned_data["about"].split()).casefold()
        exact = [unit for label, unit in self.units.items() if label.casefold() == typed]
        named = [unit for label, unit in self.units.items() if label.casefold().split(",")[0] == typed]
        found = exact or named
        if len(found) != 1:
            raise forms.ValidationError("Välj en enhet i listan.", code="unknown")
        return found[0]
