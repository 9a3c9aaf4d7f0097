"""The forms of utskrivningsklar: the notice, its withdrawal, and a paper's time."""

from typing import Any, ClassVar

from django import forms

from core.forms import MomentField
from transitions.forms.base import CaseForm, note_field, now_local
from transitions.forms.ward import DutyForm
from transitions.rules.readiness import Paper, PointAnswer, ReadyPoint, Under
from transitions.services.readiness import Readiness

_POINTS = [
    (PointAnswer.DONE, "Klart"),
    (PointAnswer.NOT_NEEDED, "Behövs inte"),
    (PointAnswer.OPEN, "Inte klart"),
]


def _point(label: str, help_text: str = "") -> forms.ChoiceField:
    """Not required: the duty to tell as soon as possible goes before the list (LUS 3:1)."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=_POINTS, widget=forms.RadioSelect, required=False
    )


class ReadyForm(DutyForm):
    """Underrättelse om utskrivningsklar: the points before it, the doctor, and a notice first given on paper (T6)."""

    WIDTHS = {"doctor_name": "medium", "judged_at": "medium", "paper_at": "medium", "receipt_at": "medium"}
    POINTS: ClassVar = {
        ReadyPoint.REFERRALS: "points_referrals",
        ReadyPoint.MEDICINES: "points_medicines",
        ReadyPoint.AIDS: "points_aids",
    }

    points_referrals = _point(
        "Remiss till annan slutenvård avslutad",
        "Den som väntar på annan slutenvård är inte utskrivningsklar.",
    )
    points_medicines = _point("Läkemedel säkrade tills apotek eller dosförpackning tar vid")
    points_aids = _point("Hjälpmedel och insatser som avdelningen svarar för på plats")

    doctor_name = forms.CharField(
        label="Behandlande läkare som har gjort bedömningen",
        max_length=150,
        error_messages={"required": "Ange behandlande läkare."},
    )
    judged_at = MomentField(
        label="Läkarens bedömning",
        help_text="Dagarna räknas från när meddelandet skickas, inte från den här tiden.",
    )
    under = forms.ChoiceField(
        label="Underrättelsen lämnas enligt",
        choices=[
            (Under.LUS, "Samverkanslagen (LUS 3 kap. 1 §)"),
            (Under.LPT, "Lagen om psykiatrisk tvångsvård (LPT 7 a § tredje stycket)"),
        ],
        initial=Under.LUS,
        widget=forms.RadioSelect,
    )
    note = note_field(
        "Anteckning", help_text="Skriv här om något ovan inte är klart, och när det blir klart."
    )
    paper_at = MomentField(
        label="Lämnades redan på papper",
        required=False,
        help_text="Fyll bara i om ni lämnade underrättelsen på papper, till exempel vid ett driftstopp.",
    )
    receipt_by = forms.CharField(
        label="Papperet togs emot av",
        max_length=150,
        required=False,
        help_text="Utan mottagarens namn och tid gäller tiden när du skickar, tills mottagaren har avgjort frågan.",
    )
    receipt_at = MomentField(label="Papperet togs emot", required=False)

    def __init__(self, *args: Any, compulsory: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judged_at"].initial = now_local
        if not compulsory:
            del self.fields["under"]

    def clean(self) -> dict[str, Any]:
        """A point that is open is explained."""
        data = super().clean() or {}
        if any(data.get(name) == PointAnswer.OPEN for name in self.POINTS.values()) and not data.get("note"):
            self.add_error("note", "Skriv vad som inte är klart och när det blir klart.")
        return data

    @property
    def readiness(self) -> Readiness:
        """What goes with the notice."""
        data = self.cleaned_data
        paper = None
        if data.get("paper_at"):
            paper = Paper(data["paper_at"], data["receipt_by"].strip(), data.get("receipt_at"))
        return Readiness(
            points={point: PointAnswer(data[name]) for point, name in self.POINTS.items() if data.get(name)},
            under=Under(data.get("under") or Under.LUS),
            paper=paper,
        )


class WithdrawForm(CaseForm):
    """Utskrivningsklar is taken back."""

    note = note_field("Varför är patienten inte längre utskrivningsklar?", required=True)


class PaperForm(CaseForm):
    """Whether the paper's time is right (T6)."""

    accepted = forms.ChoiceField(
        label="Fick ni underrättelsen på papper den tiden?",
        choices=[
            ("ja", "Ja, räkna från tiden på papperet"),
            ("nej", "Nej, räkna från när den skickades här"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om tiden på papperet stämmer."},
    )
    note = note_field("Varför")
