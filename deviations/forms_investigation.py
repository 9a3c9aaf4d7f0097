"""The forms of an investigation: what was found, an action, whether it helped."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField
from deviations.forms.reporting import text_field
from deviations.presenters.investigation import VERDICTS
from deviations.rules.investigation import Verdict, factors
from transitions.forms.base import CaseForm

NO_NAMES = "Skriv inte namn eller personnummer."


def _grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in factors().values():
        groups.setdefault(one.group, []).append((one.code, one.label))
    return list(groups.items())


class InvestigationForm(CaseForm):
    """What happened, what contributed, why."""

    course = text_field(
        "Händelseförlopp",
        rows=5,
        help_text=f"Vad som hände, i ordning. Fakta ur ärendet står bredvid. {NO_NAMES}",
    )
    factors = forms.MultipleChoiceField(
        label="Bidragande orsaker", required=False, widget=forms.CheckboxSelectMultiple
    )
    factors_text = text_field("Bidragande orsaker med egna ord", rows=2)
    cause = text_field(
        "Orsak", rows=3, help_text="Varför det kunde hända, i arbetssättet och inte hos en person."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["factors"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (code, f"{label} ({group.lower()})") for group, some in _grouped() for code, label in some
        ]


class ActionForm(CaseForm):
    """An action: what, who, until when, and when its effect is checked."""

    text = text_field("Vad ska göras?", rows=3, required="Skriv vad som ska göras.", help_text=NO_NAMES)
    function = forms.CharField(
        label="Ansvarig funktion",
        max_length=100,
        error_messages={"required": "Skriv vilken funktion som ansvarar, till exempel enhetschef."},
    )
    person = forms.TypedChoiceField(label="Ansvarig person", required=False, coerce=int, empty_value=None)
    due_on = DayField(label="Klar senast")
    check_on = DayField(label="Effekten kontrolleras", help_text="När det går att se om åtgärden hjälpte.")

    WIDTHS = {"due_on": "medium", "check_on": "medium"}

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Ingen utsedd"), *people]


class EffectForm(CaseForm):
    """Whether the action helped."""

    verdict = forms.ChoiceField(
        label="Hjälpte åtgärden?",
        choices=[(one, VERDICTS[one].label) for one in Verdict],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om åtgärden hjälpte."},
    )
    text = text_field("Hur syns det?", rows=3, required="Skriv hur det syns.", help_text=NO_NAMES)
