"""Forms of the ladder: the telephone call, and the times of the steps."""

from typing import Any

from django import forms

from core.forms import MomentField, PlainForm
from transitions.forms.base import CaseForm, note_field, now_local
from transitions.presenters.ladder import COUNTED
from transitions.rules.ladder import Counting, Ladder


class CallForm(CaseForm):
    """The sender has telephoned: when, whether anybody answered, who took it and what was read back."""

    WIDTHS = {"taken_by": "medium"}

    at = MomentField(
        label="När ringde du?", error_messages={"required": "Ange dag och klockslag då du ringde."}
    )
    reached = forms.TypedChoiceField(
        label="Hur gick det?",
        choices=[("ja", "Någon tog emot meddelandet"), ("nej", "Ingen svarade, eller ingen kunde ta emot")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det gick."},
    )
    taken_by = forms.CharField(
        label="Vem tog emot?",
        help_text="Namn och befattning, om någon tog emot.",
        required=False,
        max_length=150,
    )
    read_back = forms.CharField(
        label="Vad läste mottagaren tillbaka?",
        help_text="Låt mottagaren upprepa det viktigaste: vem, vilken dag, vad som ska göras.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = note_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = now_local

    def clean(self) -> dict[str, Any]:
        """A call that somebody took has a name and what was read back."""
        data = super().clean() or self.cleaned_data
        if data.get("reached"):
            if not data.get("taken_by", "").strip():
                self.add_error("taken_by", "Ange vem som tog emot samtalet.")
            if not data.get("read_back", "").strip():
                self.add_error("read_back", "Ange vad mottagaren läste tillbaka.")
        return data


def _step(label: str, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=1,
        max_value=30 * 24 * 60,
        help_text="" if required else "Lämna tomt för att hoppa över steget.",
        error_messages={
            "invalid": "Ange antalet minuter med siffror.",
            "min_value": "Ange minst 1 minut.",
            "max_value": "Ange högst 43200 minuter (30 dygn).",
        },
    )


class LadderForm(PlainForm):
    """Minutes to each step of one kind of message."""

    remind = _step("Påminn enheten efter (minuter)")
    on_duty = _step("Fråga den som har jour efter (minuter)")
    manager = _step("Fråga enhetens chef efter (minuter)")
    phone = _step("Avsändaren ringer efter (minuter)", required=True)
    counting = forms.ChoiceField(
        label="Tiden räknas",
        choices=[(value, COUNTED[value]) for value in Counting],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur tiden räknas."},
    )

    def clean(self) -> dict[str, Any]:
        """The steps come one after the other."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        values = {name: data.get(name) for name in ("remind", "on_duty", "manager")}
        try:
            data["ladder"] = Ladder(**values, phone=data["phone"], counting=Counting(data["counting"]))
        except ValueError:
            self.add_error(
                "phone", "Varje steg ska komma senare än det före. Ändra minuterna så att de ökar."
            )
        return data
