"""Forms of delegations: the decision, the follow-up, the withdrawal, the provider's word, the list of tasks."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField
from deviations.presenters.delegations import FOLLOWED_UP, KNOWLEDGE, SIGNING_LISTS
from deviations.rules.delegations import FollowedUp, Knowledge, SigningList
from deviations.services.delegation_terms import MOST, TaskText
from transitions.forms.base import CaseForm

MORE = 3
FOR_UNIT = "enhet"


def text_field(label: str, *, required: str = "", help_text: str = "", rows: int = 2) -> forms.CharField:
    """A short text of at most 500 characters."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": "Korta texten till högst 500 tecken."},
    )


class DelegationForm(CaseForm):
    """What a decision says: which task, to whom, for whom, how long, and how the nurse knows that it is safe."""

    receiver = forms.TypedChoiceField(
        label="Till vem?", coerce=int, error_messages={"required": "Välj personen som får uppgiften."}
    )
    task = forms.ChoiceField(label="Vilken uppgift?", error_messages={"required": "Välj en uppgift."})
    patient = forms.ChoiceField(
        label="För vem?",
        error_messages={"required": "Välj om det gäller en patient eller enhetens patienter."},
        help_text="Sår, injektioner och sond delegeras bara för en namngiven patient.",
    )
    scope_text = text_field(
        "Vad omfattar beslutet närmare?", help_text="Till exempel vilka läkemedel. Skriv inga namn."
    )
    knowledge = forms.ChoiceField(
        label="Hur har du prövat att personen kan?",
        choices=[(one, KNOWLEDGE[one]) for one in Knowledge],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur du har prövat kunskapen."},
    )
    knowledge_text = text_field(
        "Vad prövade du?", required="Skriv vad du har prövat, till exempel vilket kunskapsprov."
    )
    valid_from = DayField(label="Från och med")
    valid_to = DayField(label="Till och med", help_text="Högst ett år.")
    follow_up_on = DayField(label="Följ upp senast", required=False)
    signing_list = forms.ChoiceField(
        label="Vem har signeringslistan?",
        choices=[(one, SIGNING_LISTS[one]) for one in SigningList],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som har signeringslistan."},
    )

    WIDTHS = {"valid_from": "medium", "valid_to": "medium", "follow_up_on": "medium"}

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[int, str]],
        tasks: Sequence[tuple[str, str]],
        patients: Sequence[tuple[int, str]],
        unit_name: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("receiver", [("", "Välj person"), *people])
        self._choose("task", [("", "Välj uppgift"), *tasks])
        whole = (FOR_UNIT, f"Patienter hos {unit_name}")
        self._choose("patient", [("", "Välj"), whole, *((str(pk), name) for pk, name in patients)])

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @property
    def patient_id(self) -> int | None:
        """The chosen patient; None for the unit's patients."""
        value = self.cleaned_data["patient"]
        return None if value == FOR_UNIT else int(value)


class FollowUpForm(CaseForm):
    """What the nurse saw."""

    outcome = forms.ChoiceField(
        label="Vad visade uppföljningen?",
        choices=[(one, FOLLOWED_UP[one].label) for one in FollowedUp],
        widget=forms.RadioSelect,
        help_text="Väljer du ”Ska inte fortsätta” återkallas delegeringen i samma stund.",
        error_messages={"required": "Välj vad uppföljningen visade."},
    )
    text = text_field("Vad såg du?", required="Skriv vad du såg.")
    next_on = DayField(label="Följ upp igen senast", required=False)

    WIDTHS = {"next_on": "medium"}


class WithdrawForm(CaseForm):
    """Why it is taken back."""

    reason = text_field("Varför?", required="Skriv varför delegeringen återkallas.")


class StanceForm(CaseForm):
    """Whether the unit takes delegations."""

    declines = forms.ChoiceField(
        label="Tar ni emot delegeringar?",
        choices=[("no", "Ja, vi tar emot delegeringar"), ("yes", "Nej, vi tar inte emot delegeringar")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej."},
    )
    reason = text_field("Varför inte?", help_text="Behövs bara om svaret är nej.")


class TaskListForm(CaseForm):
    """The next version of the list: each task with what has to be known."""

    reason = forms.CharField(
        label="Vad har ändrats?", max_length=300, error_messages={"required": "Skriv vad som har ändrats."}
    )
    valid_from = DayField(label="Gäller från och med")

    WIDTHS = {"valid_from": "medium"}

    def __init__(self, *args: Any, stored: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = [int(hit[1]) for name in self.data if (hit := re.fullmatch(r"t(\d{1,2})_name", name))]
        self.rows = min(MOST, max(sent, default=stored + MORE))
        for number in range(1, self.rows + 1):
            self.fields[f"t{number}_code"] = forms.CharField(
                required=False, max_length=30, widget=forms.HiddenInput
            )
            self.fields[f"t{number}_name"] = forms.CharField(
                label=f"Uppgift {number}", required=False, max_length=120
            )
            self.fields[f"t{number}_needs"] = forms.CharField(
                label="Krav på kunskap", required=False, max_length=300
            )

    @property
    def shown(self) -> list[tuple[forms.BoundField, str, str]]:
        """What stands above the rows."""
        return [one for one in super().shown if not re.match(r"t\d+_", one[0].name)]

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The rows, for the template."""
        return [[self[f"t{number}_name"], self[f"t{number}_needs"]] for number in range(1, self.rows + 1)]

    @property
    def tasks(self) -> list[TaskText]:
        """The tasks as typed."""
        data = self.cleaned_data
        return [
            TaskText(data[f"t{n}_name"], data[f"t{n}_needs"], data[f"t{n}_code"])
            for n in range(1, self.rows + 1)
        ]
