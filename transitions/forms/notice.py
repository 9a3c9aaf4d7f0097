"""The form of the inskrivningsmeddelande: the act's content first, then what needs a ground, by section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from actors.presenters import UNIT_KIND_LABELS
from core.forms import DayField, MomentField
from transitions.forms.base import CaseForm
from transitions.models import AdmissionNotice
from transitions.presenters.words import CERTAINTIES
from transitions.presenters.words_consent import OSL
from transitions.presenters.words_notice import (
    HELP,
    LEVELS,
    NEEDS,
    QUESTIONS,
    SECTIONS,
    UNKNOWN,
    reasons_text,
)
from transitions.rules.chain import Stay
from transitions.rules.harm import OslGround
from transitions.rules.kinds import Certainty
from transitions.rules.notice import Level, Question, Section, Shape, wanted
from transitions.rules.receivers import Need, Reason
from transitions.selectors.notices import Receiver
from transitions.services.notice_content import NoticeContent

NOT_KNOWN = "vet_ej"
_LONG = frozenset({"function"})


@dataclass(frozen=True, slots=True)
class SectionOfForm:
    """A section as the page prints it: its fields, each with its "vet ej" box or None, and how many have an answer."""

    title: str
    fields: list[tuple[forms.BoundField, forms.BoundField | None]]
    filled: int
    open: bool

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.fields)


def _field(question: Question) -> forms.Field:
    label = QUESTIONS[question.name]
    common: dict[str, Any] = {"label": label, "required": False, "help_text": HELP.get(question.name, "")}
    if question.shape is Shape.LEVEL:
        levels = [(level, LEVELS[level]) for level in Level]
        return forms.ChoiceField(choices=[("", "Välj"), *levels, (NOT_KNOWN, UNKNOWN)], **common)
    if question.shape is Shape.YES_NO:
        answers = [("", "Välj"), ("ja", "Ja"), ("nej", "Nej"), (NOT_KNOWN, UNKNOWN)]
        return forms.ChoiceField(choices=answers, **common)
    long = question.name in _LONG
    rows = 3 if long else 2
    longest = 2000 if long else 60 if question.name == "interpreter" else 300
    return forms.CharField(max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **common)


class ContentForm(CaseForm):
    """What goes beyond the act, and its ground. Which questions there are follows from the stay."""

    needs = forms.MultipleChoiceField(
        label="Vad kan personen behöva efter utskrivningen?",
        choices=[(need, NEEDS[need]) for need in Need],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Läkarens bedömning. Den styr vilka mottagare som föreslås.",
    )
    basis = forms.ChoiceField(
        label="Får mer än lagens uppgifter skickas?",
        choices=[
            ("", "Nej, skicka bara det som är en skyldighet"),
            *[
                (value, label)
                for value, label in AdmissionNotice.Basis.choices
                if value not in ("", "registered")
            ],
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text="Namn, personnummer, folkbokföringsadress och beräknad utskrivning skickas alltid.",
    )
    basis_by = forms.CharField(
        label="Vem har gjort menprövningen?",
        max_length=150,
        required=False,
    )
    basis_ground = forms.ChoiceField(
        label="Menprövningens grund",
        choices=[
            ("", "Välj"),
            *((ground, OSL[ground]) for ground in (OslGround.NO_HARM_CARE, OslGround.UNABLE)),
        ],
        required=False,
        help_text="Andra grunder: gör menprövningen på sidan Samtycke först.",
    )
    basis_reason = forms.CharField(
        label="Bedömning",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Vad som har vägts.",
    )

    def __init__(self, *args: Any, stay: Stay, registered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = wanted(stay)
        for question in self.questions:
            field = _field(question)
            field.quiet = True  # type: ignore[attr-defined]
            self.fields[question.name] = field
            if question.shape is Shape.TEXT:
                box = forms.BooleanField(label=f"{UNKNOWN} om {_inside(question.name)}", required=False)
                self.fields[_box(question.name)] = box
        if registered:
            others = self.fields["basis"].choices[1:]  # type: ignore[attr-defined]
            standing = "Ja, det som redan står i registret över samtycken räcker"
            self.fields["basis"].choices = [("", standing), *others]  # type: ignore[attr-defined]
        for name in ("needs", "basis", "basis_by", "basis_ground", "basis_reason"):
            self.fields[name].quiet = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A harm assessment is made by somebody, on a ground, with a reason."""
        data = super().clean() or {}
        if data.get("basis") == AdmissionNotice.Basis.HARM_ASSESSMENT:
            if not data.get("basis_by"):
                self.add_error("basis_by", "Ange vem som har gjort menprövningen.")
            if not data.get("basis_ground"):
                self.add_error("basis_ground", "Välj vilken grund menprövningen vilar på.")
            if not data.get("basis_reason"):
                self.add_error("basis_reason", "Skriv hur bedömningen gjordes.")
        return data

    def typed(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The answers and what is not known, as the form stands, checked or not: for the meter."""
        source = self.data if self.is_bound else self.initial
        answers: dict[str, Any] = {}
        unknown: list[str] = []
        for question in self.questions:
            value = str(source.get(question.name) or "").strip()
            if value == NOT_KNOWN or (not value and source.get(_box(question.name))):
                unknown.append(question.name)
            elif value:
                answers[question.name] = value == "ja" if question.shape is Shape.YES_NO else value
        return answers, tuple(unknown)

    def typed_needs(self) -> list[Need]:
        """The needs as they are ticked, checked or not."""
        source = self.data.getlist("needs") if self.is_bound else self.initial.get("needs", [])  # type: ignore[attr-defined]
        return [Need(code) for code in source if code in set(Need)]

    def content(self, doctor_name: str, judged_at: Any = None) -> NoticeContent:
        """What is to be sent. Only of a form without errors."""
        data = self.cleaned_data
        answers, unknown = self.typed()
        return NoticeContent(
            doctor_name=doctor_name,
            judged_at=judged_at,
            basis=data["basis"],
            basis_by=data["basis_by"],
            basis_ground=data["basis_ground"],
            basis_reason=data["basis_reason"],
            needs=tuple(data["needs"]),
            unknown=unknown,
            **answers,
        )

    def sections(self) -> list[SectionOfForm]:
        """The sections in order; one with an error is open."""
        answers, unknown = self.typed()
        found = []
        for section in Section:
            names = [one.name for one in self.questions if one.section is section]
            if not names:
                continue
            fields = [(self[name], self[_box(name)] if _box(name) in self.fields else None) for name in names]
            filled = sum(name in answers or name in unknown for name in names)
            wrong = self.is_bound and any(self.errors.get(name) for name in names)
            found.append(SectionOfForm(SECTIONS[section], fields, filled, open=bool(wrong)))
        return found


class NoticeForm(ContentForm):
    """Inskrivningsmeddelande: the act's content, the receivers, and the rest."""

    to = forms.TypedMultipleChoiceField(
        label="Mottagare",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en mottagare."},
    )
    expected_discharge = DayField(label="Beräknad utskrivning")
    certainty = forms.ChoiceField(
        label="Hur säkert är datumet?",
        choices=[(value, CERTAINTIES[value]) for value in Certainty],
        initial=Certainty.LIKELY,
        widget=forms.RadioSelect,
    )
    doctor_name = forms.CharField(
        label="Behandlande läkare",
        max_length=150,
        help_text="Läkaren som har bedömt behovet. Meddelandet skickas i läkarens namn, av dig.",
        error_messages={"required": "Ange behandlande läkare."},
    )
    judged_at = MomentField(
        label="Läkarens bedömning av behovet, om den gjordes senare än inskrivningen",
        help_text="Då räknas 24 timmar från bedömningen (LUS 2 kap. 3 §).",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        receivers: Iterable[Receiver],
        reasons: Mapping[int, tuple[Reason, ...]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ordered = sorted(receivers, key=lambda one: one.unit.id not in reasons)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (one.unit.id, _choice(one, reasons.get(one.unit.id, ()))) for one in ordered
        ]


class CompleteForm(ContentForm):
    """What the notice lacked. Begins with what stands."""


def standing_initial(
    answers: Mapping[str, Any], unknown: Iterable[str], questions: Iterable[Question]
) -> dict[str, Any]:
    """What has been sent, as the form shows it."""
    said = set(unknown)
    found: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.name)
        if question.shape is Shape.YES_NO and value is not None:
            found[question.name] = "ja" if value else "nej"
        elif value:
            found[question.name] = value
        elif question.name in said and question.shape is Shape.TEXT:
            found[_box(question.name)] = True
        elif question.name in said:
            found[question.name] = NOT_KNOWN
    return found


def _box(name: str) -> str:
    return f"{name}_{NOT_KNOWN}"


def _inside(name: str) -> str:
    label = QUESTIONS[name]
    return label[:1].lower() + label[1:]


def _choice(one: Receiver, reasons: tuple[Reason, ...]) -> str:
    label = f"{one.unit.name} ({UNIT_KIND_LABELS[one.unit.kind]})"
    return f"{label}. {reasons_text(reasons)}." if reasons else label
