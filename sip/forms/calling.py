"""The form that calls to SIP, and the one that says that none is needed."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from actors.rules.kinds import UnitKind
from core.forms import MomentField
from sip.presenters.words import ASKED_BY, MODES, NEEDS, REASONS, missing_text, unit_label
from sip.rules.invitations import missing
from sip.rules.kinds import AskedBy, Caller, Guest, Mode, Need, NotRequiredReason
from sip.rules.times import LENGTHS
from sip.selectors import Invitable
from sip.services import Person
from transitions.forms.base import CaseForm, note_field

MOST_PEOPLE = 20
LONGEST_NAME = 150
LONGEST_CONTACT = 200


class CallForm(CaseForm):
    """When and how, who, and what matters to the person."""

    asked_by = forms.ChoiceField(
        label="Vem har bett om SIP?",
        choices=[(who, ASKED_BY[who]) for who in AskedBy],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som har bett om SIP."},
    )
    meeting_at = MomentField(label="Mötestid")
    minutes = forms.TypedChoiceField(label="Hur långt är mötet?", coerce=int)
    mode = forms.ChoiceField(
        label="Mötesform",
        choices=[(mode, MODES[mode]) for mode in Mode],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj mötesform."},
    )
    place = forms.CharField(
        label="Plats eller länk",
        required=False,
        max_length=300,
        help_text="Till exempel avdelningens samtalsrum, eller länken till videomötet.",
    )
    needs = forms.MultipleChoiceField(
        label="Vad behöver personen hjälp med efter utskrivningen?",
        required=False,
        choices=[(need, NEEDS[need]) for need in Need],
        widget=forms.CheckboxSelectMultiple,
        help_text="Behoven visar vilka som ska vara med.",
    )
    units = forms.TypedMultipleChoiceField(
        label="Vilka enheter ska vara med?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en enhet som ska delta."},
    )
    without = forms.BooleanField(label="Skicka kallelsen utan dem", required=False)
    relatives = note_field(
        "Närstående och andra som ska vara med",
        help_text="En person på varje rad: namn, relation, telefon. Personen själv är alltid inbjuden.",
    )
    matters = note_field("Vad är viktigt för personen?", help_text="Skriv med personens egna ord.")
    why = note_field("Varför kallar ni?")
    consent = forms.BooleanField(
        label="Personen samtycker muntligt till SIP",
        required=False,
        help_text="Planen får göras bara med samtycke. Har du inte frågat än kan du kalla och fråga sedan.",
    )

    GROUNDS = {"matters": "consent", "relatives": "consent"}

    def __init__(
        self,
        *args: Any,
        choices: Sequence[Invitable],
        own_kind: UnitKind,
        caller: Caller,
        ask_consent: bool,
        at_home: bool = False,
        minutes: int = 60,
        reasons: Mapping[int, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = {one.unit.id: one.unit.kind for one in choices}
        self._own_kind = own_kind
        self.people: tuple[Person, ...] = ()
        self._ask_without = bool(self.data.get("without"))
        lengths = sorted({*LENGTHS, minutes})
        self.fields["minutes"].choices = [(one, f"{one} minuter") for one in lengths]  # type: ignore[attr-defined]
        self.fields["minutes"].initial = minutes
        groups = [
            ("I ärendet", [one for one in choices if one.on_chain]),
            ("Kan också bjudas in", [one for one in choices if not one.on_chain]),
        ]
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (title, [(one.unit.id, _choice(one, reasons.get(one.unit.id, ""))) for one in rows])
            for title, rows in groups
            if rows
        ]
        if caller is Caller.CARE_CONTACT:
            del self.fields["why"]
        elif caller is Caller.MUNICIPALITY:
            self.fields["why"].required = True
            self.fields["why"].label = "Varför kallar kommunen?"
            self.fields["why"].error_messages["required"] = "Skriv varför kommunen kallar."
        if at_home:
            self.fields["needs"].label = "Vad behöver personen hjälp med?"
            self.fields["place"].help_text = "Till exempel hemma hos personen, eller länken till videomötet."
        else:
            del self.fields["asked_by"]
        if not ask_consent:
            del self.fields["consent"]

    @property
    def shown(self) -> list[tuple[forms.BoundField, str, str]]:
        """The visible fields; the question whether to go without somebody only when somebody is missing."""
        return [row for row in super().shown if row[0].name != "without" or self._ask_without]

    def clean_relatives(self) -> str:
        """Read one person a line: name, then whatever follows the first comma."""
        text: str = self.cleaned_data["relatives"]
        people = [_person(line) for line in text.splitlines() if line.strip(" ,")]
        if len(people) > MOST_PEOPLE:
            raise forms.ValidationError("Skriv högst tjugo personer.", code="many")
        if any(len(one.name) > LONGEST_NAME or len(one.contact) > LONGEST_CONTACT for one in people):
            raise forms.ValidationError("Skriv en person på varje rad, och kortare.", code="long")
        self.people = tuple(people)
        return text

    def clean(self) -> dict[str, Any]:
        """Point out whom the needs ask for and nobody invites; to go on without them is a choice."""
        cleaned = super().clean() or self.cleaned_data
        if "units" in cleaned and "needs" in cleaned and not cleaned.get("without"):
            for text in self.missing(cleaned["needs"], cleaned["units"]):
                self._ask_without = True
                self.add_error("units", f"{text} Bjud in, eller kryssa i att du skickar utan dem.")
        return cleaned

    def missing(self, needs: Iterable[str], units: Iterable[int]) -> list[str]:
        """Those who ought to be invited and are not, in words."""
        kinds = [self._kinds[unit] for unit in units] + [self._own_kind]
        return [missing_text(one) for one in missing([Need(need) for need in needs], kinds)]


NOT_CLOSE = (
    "god man",
    "förvaltare",
    "skola",
    "lärare",
    "elevhälsa",
    "försäkringskassa",
    "arbetsgivare",
    "framtidsfull",
)
"""Words by which a person on the list is known to be somebody else than next of kin."""


def _choice(one: Invitable, reason: str) -> str:
    label = unit_label(one.unit.name, one.unit.kind)
    return f"{label} – {reason}" if reason else label


def _person(line: str) -> Person:
    name, _, contact = line.strip(" ,").partition(",")
    other = any(word in line.lower() for word in NOT_CLOSE)
    return Person(name.strip(), contact.strip(" ,"), Guest.OTHER if other else Guest.RELATIVE)


class NotRequiredForm(CaseForm):
    """Why no SIP is to be held."""

    reason = forms.ChoiceField(
        label="Varför behövs ingen SIP?",
        choices=[(reason, REASONS[reason]) for reason in NotRequiredReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför SIP inte behövs."},
    )
    note = note_field()

    def __init__(self, *args: Any, child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if child:
            self.fields["note"].required = True
            self.fields["note"].label = "Hur har SIP övervägts för barnet?"
            text = "Skriv hur SIP har övervägts för barnet, och varför den inte görs."
            self.fields["note"].error_messages["required"] = text
