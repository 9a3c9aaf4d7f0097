"""The forms of care near the end of life (T31)."""

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.presenters.end_of_life import DECIDED, INFORMED
from transitions.rules.end_of_life import Decided, KinInformed
from transitions.services.end_of_life import EndOfLife


def _line(label: str, *, required: str = "", help_text: str = "", longest: int = 150) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=longest,
        help_text=help_text,
        error_messages={"required": required, "max_length": f"Korta texten till högst {longest} tecken."},
    )


class EndOfLifeForm(CaseForm):
    """Who decided and when, the doctor round the clock, what is decided."""

    WIDTHS = {"talked_on": "short", "talked_by": "medium", "decided_by": "medium", "doctor_phone": "medium"}

    talked_on = DayField(label="Brytpunktssamtalet hölls")
    talked_by = _line("Läkare som höll samtalet", required="Ange läkaren som höll brytpunktssamtalet.")
    decided_by = _line("Läkare som har beslutat", required="Ange läkaren som har beslutat.")
    doctor = _line(
        "Läkare som svarar dygnet runt",
        help_text="Namn eller jourlinje. Utan den frågar Hemväg varför personen skrivs ut.",
    )
    doctor_phone = forms.CharField(
        label="Direktnummer dygnet runt",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    call_first = _line(
        "Vem ringer man först?",
        help_text="Till exempel hemsjukvårdens sjuksköterska, och vem som ringer läkaren.",
        longest=300,
    )
    decisions = forms.MultipleChoiceField(
        label="Vad är beslutat?",
        required=False,
        choices=[(str(one), DECIDED[one]) for one in Decided],
        widget=forms.CheckboxSelectMultiple,
    )
    informed = forms.ChoiceField(
        label="Vet närstående?",
        choices=[(str(one), INFORMED[one]) for one in KinInformed],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om närstående vet."},
    )
    note = note_field("Mer att veta")

    @property
    def known(self) -> EndOfLife:
        """What was filled in."""
        data = self.cleaned_data
        return EndOfLife(
            decided_by=data["decided_by"],
            talked_on=data["talked_on"],
            talked_by=data["talked_by"],
            informed=KinInformed(data["informed"]),
            doctor=data["doctor"],
            doctor_phone=data["doctor_phone"],
            decisions=tuple(Decided(one) for one in data["decisions"]),
            call_first=data["call_first"],
        )


class EndEndOfLifeForm(CaseForm):
    """It holds no more."""

    note = note_field("Varför gäller det inte längre?", required=True)


class DiedAtHomeForm(CaseForm):
    """A death after the discharge."""

    WIDTHS = {"on": "short"}

    on = DayField(label="Dag då personen avled")
    note = note_field("Mer att veta", help_text="Når alla som hjälper personen. Skriv inget om orsaken.")
