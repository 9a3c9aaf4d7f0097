"""Forms of what is said about messages, and of what happens during a stay (T15, T20, T21)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actors.selectors import UnitRef
from core.forms import MomentField
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.presenters.words_messages import (
    ANSWERS,
    CANCEL_REASONS,
    INTERRUPT_REASONS,
    LEGAL_FORMS,
    TOPICS,
)
from transitions.rules.kinds import LegalForm
from transitions.rules.messages import AnswerKind, CancelReason, InterruptReason, Topic


class QuestionForm(CaseForm):
    """A question to units on the chain."""

    to = forms.TypedMultipleChoiceField(
        label="Till",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en enhet."},
    )
    topic = forms.ChoiceField(
        label="Vad gäller frågan?", choices=[("", "Välj"), *((one, TOPICS[one]) for one in Topic)]
    )
    note = note_field("Fråga", help_text="Skriv bara det som behövs för att kunna svara.", required=True)

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = unit_choices(units)  # type: ignore[attr-defined]


class AnswerForm(CaseForm):
    """The answer to a question."""

    answer = forms.ChoiceField(
        label="Svar",
        choices=[(one, ANSWERS[one]) for one in AnswerKind],
        initial=AnswerKind.TEXT,
        widget=forms.RadioSelect,
    )
    note = note_field("Svaret i ord", help_text="Behövs bara när du svarar här.")


class CancelForm(CaseForm):
    """Makulera."""

    reason = forms.ChoiceField(
        label="Varför makuleras meddelandet?",
        choices=[(one, CANCEL_REASONS[one]) for one in CancelReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför meddelandet makuleras."},
    )
    note = note_field("Förklaring", help_text="Orsaken står kvar vid meddelandet och når alla som fick det.")


class CorrectForm(CaseForm):
    """Rätta: what was wrong, beside the message."""

    note = note_field("Vad ska det stå?", required=True)


class RecallForm(CaseForm):
    """Take the case back from a unit."""

    unit = forms.TypedChoiceField(label="Enhet som inte skulle ha fått ärendet", coerce=int)
    note = note_field("Förklaring")

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Välj"), *unit_choices(units)]  # type: ignore[attr-defined]


class LeaveForm(CaseForm):
    """Permission."""

    WIDTHS = {"until": "medium"}

    until = MomentField(label="Åter på avdelningen")
    note = note_field(help_text="Vad som gäller under permissionen: läkemedel, vem som hjälper.")


class ReturnForm(CaseForm):
    """Back from leave."""

    note = note_field()


class InterruptForm(CaseForm):
    """Avbrott i planeringen."""

    reason = forms.ChoiceField(
        label="Varför avbryts planeringen?",
        choices=[(one, INTERRUPT_REASONS[one]) for one in InterruptReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför planeringen avbryts."},
    )
    note = note_field()


class LegalFormForm(CaseForm):
    """On what legal ground the care is given."""

    form = forms.ChoiceField(
        label="Vården ges, eller ska ges efter utskrivningen, som",
        choices=[(one, LEGAL_FORMS[one]) for one in LegalForm],
        widget=forms.RadioSelect,
        help_text="Vid öppen tvångsvård görs en samordnad vårdplan i stället för SIP (LUS 4 kap. 1 §).",
    )
    note = note_field()


class SentInForm(CaseForm):
    """The report of whoever sends the person to hospital."""

    note = note_field("Varför skickas personen in?", required=True)
    usual = forms.CharField(
        label="Hur personen brukar vara",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Går, äter, talar, minns: det som är annorlunda nu syns då.",
    )
    done = forms.CharField(
        label="Gjort och givet",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kontroller med värden, läkemedel med tid, vem som har bedömt.",
    )
    sent_with = forms.CharField(
        label="Med till sjukhuset",
        max_length=300,
        required=False,
        help_text="Läkemedelslista, glasögon, hörapparat, rollator, nyckel.",
    )
    phone = forms.CharField(
        label="Telefon dit avdelningen kan ringa",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )


class EmergencyVisitForm(CaseForm):
    """Akutbesök utan inskrivning."""

    WIDTHS = {"visited_at": "medium"}

    visited_at = MomentField(label="När var besöket?")
    note = note_field("Vad kom man fram till?", help_text="Orsak, åtgärd och det som behöver följas upp.")


class TransferForm(CaseForm):
    """Move to another inpatient unit."""

    ward = forms.TypedChoiceField(
        label="Ny vårdavdelning", coerce=int, error_messages={"required": "Välj vårdavdelning."}
    )
    note = note_field("Anteckning till den nya avdelningen")

    def __init__(self, *args: Any, wards: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for ward in wards:
            groups.setdefault(ward.hospital or ward.organisation_name, []).append((ward.id, ward.name))
        self.fields["ward"].choices = [("", "Välj"), *groups.items()]  # type: ignore[attr-defined]


class DeathForm(CaseForm):
    """The patient has died."""

    sure = forms.BooleanField(
        label="Patienten har avlidit, och de närstående är underrättade",
        error_messages={"required": "Bekräfta att patienten har avlidit."},
        help_text="De närstående underrättas snarast (hälso- och sjukvårdsförordningen 4 kap. 3 §).",
    )
    note = note_field()
