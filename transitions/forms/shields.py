"""Forms of block, making available, openings and protected identity."""

from typing import Any

from django import forms

from core.forms import PlainForm
from transitions.forms.base import CaseForm, note_field
from transitions.presenters.words import PROTECTIONS
from transitions.presenters.words_shields import (
    ABILITIES,
    EMERGENCY_REASONS,
    LIFT_GROUNDS,
    OPENING_REASONS,
    REVIEW_OUTCOMES,
    STATED_BY,
)
from transitions.rules.disclosure import Ability, Said
from transitions.rules.kinds import Protection
from transitions.rules.shields import (
    EmergencyReason,
    LiftGround,
    OpeningReason,
    ReviewOutcome,
    StatedBy,
)


def _radios(label: str, choices: Any, error: str, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": error},
        **kwargs,
    )


def _statement(label: str, *, required: bool = True, help_text: str = "") -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        required=required,
        help_text=help_text,
        error_messages={"required": "Kryssa i rutan om det stämmer. Annars får uppgifterna inte öppnas."},
    )


class BlockForm(CaseForm):
    """The person's block on the unit's own data."""

    stated_by = _radios(
        "Vem begär spärren?", [(who, STATED_BY[who]) for who in StatedBy], "Välj vem som begär spärren."
    )
    extent = _radios(
        "Vilka uppgifter ska spärras?",
        [
            ("unit", "Det som den här enheten har skrivit"),
            ("organisation", "Det som hela organisationen har skrivit"),
        ],
        "Välj vilka uppgifter som ska spärras.",
        initial="unit",
    )
    explained = forms.CharField(
        label="Vad har ställföreträdaren rätt att besluta om?",
        required=False,
        max_length=500,
        help_text="Bara när en god man, förvaltare eller fullmaktshavare begär spärren.",
    )


class LiftForm(CaseForm):
    """A block is lifted."""

    ground = _radios(
        "Varför hävs spärren?",
        [(ground, LIFT_GROUNDS[ground]) for ground in LiftGround],
        "Välj varför spärren hävs.",
    )
    explained = note_field(
        "Förklaring", help_text="Krävs när samtycke inte kan hämtas in och vården är oundgänglig."
    )


class AvailabilityForm(CaseForm):
    """The unit makes its documentation available."""

    informed = _statement(
        "Personen är informerad om sammanhållen dokumentation och har inte motsatt sig den",
        help_text="För ett barn: vårdnadshavarna är informerade.",
    )


class EndAvailabilityForm(CaseForm):
    """The unit takes it back."""

    objected = _radios(
        "Varför?",
        [("yes", "Personen motsätter sig"), ("no", "Uppgifterna behöver inte längre vara tillgängliga")],
        "Välj varför uppgifterna inte längre ska vara tillgängliga.",
    )


class OpenChainForm(CaseForm):
    """The conditions of SVOD 3 kap., as the one who opens states them."""

    need = _statement("")
    matters = _statement("Uppgifterna kan antas ha betydelse för vården eller insatserna")
    consent = _radios(
        "Samtycker personen till att din enhet tar del av uppgifterna?",
        [
            (Said.YES, "Ja"),
            (Said.NO, "Nej"),
            (Said.NOT_ASKED, "Personen kan inte ta ställning"),
        ],
        "Välj om personen samtycker.",
    )
    consent_reference = forms.CharField(
        label="Hur och när lämnades samtycket?",
        required=False,
        max_length=200,
        help_text="Till exempel: muntligt till sjuksköterskan vid hembesöket i dag.",
    )
    ability = forms.ChoiceField(
        label="Om personen inte kan ta ställning",
        choices=[
            ("", "Välj"),
            *((one, ABILITIES[one]) for one in (Ability.TEMPORARILY_NOT, Ability.LASTINGLY_NOT)),
        ],
        required=False,
    )
    would_object = forms.ChoiceField(
        label="Finns det skäl att tro att personen skulle ha motsatt sig?",
        choices=[("", "Inte utrett"), ("no", "Nej, det är utrett"), ("yes", "Ja")],
        required=False,
    )
    mature = forms.ChoiceField(
        label="Är barnet moget att ta ställning?",
        choices=[("", "Välj"), ("yes", "Ja"), ("no", "Nej")],
        required=False,
    )

    def __init__(self, *args: Any, need: str, child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].label = need
        if not child:
            del self.fields["mature"]

    def clean(self) -> dict[str, Any]:
        """A consent says how it was given."""
        data = super().clean() or {}
        if data.get("consent") == Said.YES and not data.get("consent_reference", "").strip():
            self.add_error("consent_reference", "Skriv hur och när personen lämnade samtycket.")
        if data.get("consent") == Said.NOT_ASKED and not data.get("ability"):
            self.add_error("ability", "Välj om hindret är tillfälligt eller varaktigt.")
        return data


class EmergencyForm(CaseForm):
    """Nödöppning."""

    reason = _radios(
        "Vilken fara gäller det?",
        [(reason, EMERGENCY_REASONS[reason]) for reason in EmergencyReason],
        "Välj vilken fara det gäller.",
    )
    cannot_ask = _statement("Personens samtycke kan inte hämtas in nu")
    explained = note_field(
        "Varför behöver du uppgifterna?", help_text="Granskaren läser det du skriver.", required=True
    )


class ReviewForm(PlainForm):
    """The verdict on an emergency opening."""

    outcome = _radios(
        "Var nödöppningen befogad?",
        [(outcome, REVIEW_OUTCOMES[outcome]) for outcome in ReviewOutcome],
        "Välj om nödöppningen var befogad.",
    )
    explained = note_field("Motivering", help_text="Krävs om den inte var befogad eller är oklar.")


class ProtectionForm(CaseForm):
    """The mark of protected identity."""

    protection = _radios(
        "Skydd",
        [(kind, PROTECTIONS[kind]) for kind in Protection],
        "Välj vilket skydd personen har.",
    )
    explained = forms.CharField(
        label="Hur vet ni det?",
        max_length=500,
        help_text="Till exempel: uppgift från folkbokföringen i dag.",
        error_messages={"required": "Skriv hur ni vet det."},
    )


class OpenProtectedForm(CaseForm):
    """Why what is protected is opened."""

    reason = _radios(
        "Varför behöver du uppgifterna?",
        [(reason, OPENING_REASONS[reason]) for reason in OpeningReason],
        "Välj varför du behöver uppgifterna.",
    )
    explained = forms.CharField(label="Mer om skälet", required=False, max_length=500)
