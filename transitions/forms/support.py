"""The form of a decision on insatser (T3)."""

from typing import Any

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.rules.support import Granted, Insats

INSATSER = (
    "Hemtjänst, personlig omvårdnad",
    "Hemtjänst, service",
    "Trygghetslarm",
    "Matlåda",
    "Tillsyn natt",
    "Ledsagning",
    "Dagverksamhet",
    "Boendestöd",
    "Korttidsboende",
    "Särskilt boende",
    "Annat",
)
ROWS = 4


class DecisionForm(CaseForm):
    """Granted or not, and each insats with extent and start."""

    granted = forms.ChoiceField(
        label="Beslut",
        choices=[(Granted.YES, "Bifall"), (Granted.PARTLY, "Delvis bifall"), (Granted.NO, "Avslag")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som har beslutats."},
    )
    note = note_field("Motivering")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields[f"what_{number}"] = forms.ChoiceField(
                label=f"Insats {number}",
                required=False,
                choices=[("", "Ingen"), *((what, what) for what in INSATSER)],
            )
            self.fields[f"extent_{number}"] = forms.CharField(
                label=f"Omfattning av insats {number}",
                required=False,
                max_length=200,
                help_text="Till exempel tre besök om dagen." if number == 1 else "",
            )
            self.fields[f"starts_{number}"] = DayField(label=f"Insats {number} börjar", required=False)
        rows = [f"{name}_{number}" for number in range(1, ROWS + 1) for name in ("what", "extent", "starts")]
        self.order_fields(["granted", *rows, "note"])
        self.WIDTHS = {name: "short" for name in rows if name.startswith("starts")}

    def clean(self) -> dict[str, Any]:
        """An insats has a start; a decision that grants something says what."""
        data = super().clean() or {}
        for number in range(1, ROWS + 1):
            if data.get(f"what_{number}") and not data.get(f"starts_{number}"):
                if f"starts_{number}" not in self.errors:
                    self.add_error(f"starts_{number}", f"Ange från vilken dag insats {number} börjar.")
            elif data.get(f"extent_{number}") and not data.get(f"what_{number}"):
                self.add_error(f"what_{number}", f"Välj insats {number}, eller ta bort omfattningen.")
        if data.get("granted") in (Granted.YES, Granted.PARTLY) and not data.get("what_1"):
            self.add_error("what_1", "Ange minst en insats.")
        if data.get("granted") == Granted.NO and not data.get("note"):
            self.add_error("note", "Skriv varför ansökan avslås.")
        return data

    @property
    def insatser(self) -> list[Insats]:
        """The rows that are filled in."""
        data = self.cleaned_data
        return [
            Insats(data[f"what_{number}"], data[f"extent_{number}"], data[f"starts_{number}"])
            for number in range(1, ROWS + 1)
            if data.get(f"what_{number}")
        ]
