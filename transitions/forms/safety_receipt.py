"""The form of the trygghetskvitto: choices that exist in every language, and one free text."""

from datetime import datetime
from typing import Any

from django import forms

from core.forms import DayField, MomentField
from transitions.forms.base import CaseForm
from transitions.rules.safety_receipt import (
    LONGEST_MORE,
    MOST_VISITS,
    Agreed,
    Call,
    Doing,
    Meets,
    Part,
    Receipt,
    Transport,
    Visit,
    Visitor,
)
from transitions.selectors.safety_receipt import SWEDISH, languages


def _choices(prefix: str, values: Any) -> list[tuple[str, str]]:
    say = languages()[SWEDISH].phrases
    return [
        (str(value), say[f"{prefix}.{value}"][:1].upper() + say[f"{prefix}.{value}"][1:]) for value in values
    ]


class SafetyReceiptForm(CaseForm):
    """What happens, who comes when, what was agreed. Whom to phone follows from the case."""

    WIDTHS = {"home_at": "medium"}

    home_at = MomentField(label="När åker personen hem?")
    transport = forms.ChoiceField(label="Hur reser personen?", widget=forms.RadioSelect)
    meets = forms.ChoiceField(label="Vem är där när personen kommer hem?", widget=forms.RadioSelect)
    agreed = forms.MultipleChoiceField(
        label="Det här är ordnat", required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        label="Mer att veta",
        required=False,
        max_length=LONGEST_MORE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Skriv kort och enkelt. Texten översätts inte: på andra språk står den kvar på svenska.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["transport"].choices = _choices("transport", Transport)  # type: ignore[attr-defined]
        self.fields["meets"].choices = _choices("meets", Meets)  # type: ignore[attr-defined]
        self.fields["agreed"].choices = _choices("agreed", Agreed)  # type: ignore[attr-defined]
        for row in range(MOST_VISITS):
            number = row + 1
            self.fields[f"who_{row}"] = forms.ChoiceField(
                label=f"Besök {number}: vem kommer?",
                required=False,
                choices=[("", "Ingen"), *_choices("visit", Visitor)],
            )
            self.fields[f"name_{row}"] = forms.CharField(label="Enhet", required=False, max_length=80)
            self.fields[f"day_{row}"] = DayField(label="Dag", required=False)
            self.fields[f"part_{row}"] = forms.ChoiceField(
                label="Tid på dagen", required=False, choices=_choices("part", Part)
            )
            self.fields[f"phone_{row}"] = forms.CharField(
                label="Telefon", required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
            )

    @property
    def visits(self) -> list[dict[str, Any]]:
        """The fields of each visit, for the template."""
        names = ("who", "name", "day", "part", "phone")
        return [{name: self[f"{name}_{row}"] for name in names} for row in range(MOST_VISITS)]

    def clean(self) -> dict[str, Any]:
        """A visit has a day."""
        data = super().clean() or {}
        for row in range(MOST_VISITS):
            if data.get(f"who_{row}") and not data.get(f"day_{row}") and f"day_{row}" not in self.errors:
                self.add_error(f"day_{row}", "Ange vilken dag besöket är.")
        return data

    def receipt(
        self,
        *,
        ward: str,
        calls: tuple[Call, ...],
        sip_at: datetime | None,
        tasks: tuple[Doing, ...] = (),
    ) -> Receipt:
        """What was filled in, with what follows from the case."""
        data = self.cleaned_data
        visits = tuple(
            Visit(
                Visitor(data[f"who_{row}"]),
                data[f"day_{row}"],
                Part(data[f"part_{row}"] or Part.MORNING),
                data[f"name_{row}"],
                data[f"phone_{row}"],
            )
            for row in range(MOST_VISITS)
            if data.get(f"who_{row}")
        )
        return Receipt(
            home_at=data["home_at"],
            ward=ward,
            transport=Transport(data["transport"]),
            meets=Meets(data["meets"]),
            visits=visits,
            calls=calls,
            agreed=tuple(Agreed(one) for one in data["agreed"]),
            sip_at=sip_at,
            more=data["more"],
            tasks=tasks,
        )
