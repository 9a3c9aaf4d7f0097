"""The forms of tryggt mottagande (T12): order, answer, visits, hand-over, follow-up; and a municipality's terms."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from actors.selectors import UnitRef
from core.forms import DayField, MomentField, PlainErrors
from transitions.forms.base import CaseForm, note_field, now_local
from transitions.forms.ward import unit_choices
from transitions.presenters.reception import CONTINUES, DECLINED, OUTCOMES, SAFE
from transitions.rules.reception_values import (
    LONGEST_CRITERION,
    MOST_CRITERIA,
    MOST_FOLLOW_UP_DAYS,
    MOST_HOURS,
    MOST_WEEKS,
    Continues,
    Declined,
    Outcome,
    ReceptionTerms,
)


def _count(label: str, most: int, unit: str, *, help_text: str = "") -> forms.IntegerField:
    wrong = f"Ange 1 till {most} {unit}."
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=most,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def _who(label: str = "Vem kommer?") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=150,
        help_text="Namn och yrke.",
    )


class OrderReceptionForm(CaseForm):
    """To which team, for how long, by which criteria."""

    WIDTHS = {"weeks": "short"}

    team = forms.TypedChoiceField(
        label="Team",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett team."},
    )
    criteria = forms.MultipleChoiceField(
        label="Kriterier som personen uppfyller", required=False, widget=forms.CheckboxSelectMultiple
    )
    weeks = _count("Antal veckor", MOST_WEEKS, "veckor")
    note = note_field("Vad teamet behöver veta")

    def __init__(
        self, *args: Any, units: Iterable[UnitRef], criteria: Sequence[str], terms: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = unit_choices(units)
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["team"].initial = choices[0][0]
        if criteria:
            self.fields["criteria"].choices = [(text, text) for text in criteria]  # type: ignore[attr-defined]
            self.fields["criteria"].help_text = terms
        else:
            del self.fields["criteria"]
            self.fields["weeks"].help_text = terms


class AnswerReceptionForm(CaseForm):
    """Can the team take the person? A yes may say when the first visit is, a no says why."""

    WIDTHS = {"visit_at": "medium", "who": "medium"}

    accepts = forms.ChoiceField(
        label="Kan teamet ta emot personen?",
        choices=[("ja", "Ja"), ("nej", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om teamet kan ta emot."},
    )
    visit_at = MomentField(
        label="Första besöket",
        required=False,
        help_text="Fyll i om ni vet. Annars kan ni planera det senare.",
    )
    who = _who("Vem gör första besöket?")
    reason = forms.ChoiceField(
        label="Varför inte?",
        required=False,
        choices=[("", "Välj"), *((str(one), text) for one, text in DECLINED.items())],
        help_text="Fyll i om teamet inte kan ta emot.",
    )
    note = note_field("Kommentar")

    def clean(self) -> dict[str, Any]:
        """A no says why; another reason is written out."""
        data = super().clean() or {}
        if data.get("accepts") == "nej" and not data.get("reason"):
            self.add_error("reason", "Välj varför teamet inte kan ta emot.")
        if data.get("reason") == Declined.OTHER and not data.get("note") and data.get("accepts") == "nej":
            self.add_error("note", "Skriv varför teamet inte kan ta emot.")
        return data


class PlanVisitForm(CaseForm):
    """When the first visit is, and who comes."""

    WIDTHS = {"visit_at": "medium", "who": "medium"}

    visit_at = MomentField(label="Första besöket")
    who = _who()


class RecordVisitForm(CaseForm):
    """A visit that was made."""

    CLOCKED = ("visited_at",)
    WIDTHS = {"visited_at": "medium", "who": "medium"}

    visited_at = MomentField(label="Besöket gjordes", initial=now_local)
    who = _who("Vem gjorde besöket?")
    note = note_field("Vad som gjordes, och vad ni såg")


class HandOverReceptionForm(CaseForm):
    """What comes after, and who takes over."""

    continues = forms.ChoiceField(
        label="Hur fortsätter det?",
        choices=[(one, CONTINUES[one]) for one in Continues],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det fortsätter."},
    )
    to = forms.TypedMultipleChoiceField(
        label="Utförare som tar över",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Fyll i när ordinarie utförare tar över. De kvitterar.",
    )
    note = note_field("Vad de som tar över behöver veta")

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = unit_choices(units)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who takes over is named, and told."""
        data = super().clean() or {}
        if data.get("continues") != Continues.HOME_CARE:
            return data
        if not data.get("to") and "to" not in self.errors:
            self.add_error("to", "Välj minst en utförare som tar över.")
        if not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Skriv vad de som tar över behöver veta.")
        return data


class FollowUpReceptionForm(CaseForm):
    """How it went, and how safe the person has felt."""

    outcome = forms.ChoiceField(
        label="Hur gick det?",
        choices=[(one, OUTCOMES[one]) for one in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det gick."},
    )
    safe = forms.ChoiceField(
        label="Hur trygg har personen känt sig hemma?",
        choices=list(SAFE.items()),
        widget=forms.RadioSelect,
        help_text="Fråga personen.",
        error_messages={"required": "Välj personens svar."},
    )
    note = note_field("Kommentar")

    def clean(self) -> dict[str, Any]:
        """Another outcome is written out."""
        data = super().clean() or {}
        if data.get("outcome") == Outcome.OTHER and not data.get("note"):
            self.add_error("note", "Skriv hur det gick.")
        return data


class ReceptionTermsForm(PlainErrors, forms.Form):
    """A version of a municipality's terms."""

    valid_from = DayField(label="Gäller från")
    weeks = _count("Så många veckor hjälper teamet", MOST_WEEKS, "veckor")
    first_visit_hours = _count(
        "Timmar till första besöket", MOST_HOURS, "timmar", help_text="Räknas från hemkomsten."
    )
    follow_up_days = _count(
        "Dagar till uppföljning", MOST_FOLLOW_UP_DAYS, "dagar", help_text="Räknas från överlämningen."
    )
    criteria = forms.CharField(
        label="Kriterier",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "Ett på varje rad. Handläggaren kryssar för dem som personen uppfyller. "
            "Lämna tomt om alla kan få tryggt mottagande."
        ),
    )

    def clean_criteria(self) -> list[str]:
        """One a line."""
        rows = [line.strip() for line in self.cleaned_data["criteria"].splitlines() if line.strip()]
        if len(rows) > MOST_CRITERIA:
            raise forms.ValidationError(f"Ange högst {MOST_CRITERIA} kriterier.")
        if any(len(row) > LONGEST_CRITERION for row in rows):
            raise forms.ValidationError(
                f"Ett kriterium får ha högst {LONGEST_CRITERION} tecken. Korta det längsta."
            )
        return rows


def terms_initial(terms: ReceptionTerms) -> dict[str, Any]:
    """The form as it begins: what holds today."""
    return {**terms.stored(), "criteria": "\n".join(terms.criteria)}
