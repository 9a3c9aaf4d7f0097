"""The form in which a task after discharge is classed (T33)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actors.rules.kinds import HOME_PROVIDERS
from actors.selectors import UnitRef
from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.presenters.care_tasks import CLASSES, HELPERS, PROFESSIONS, TASKS
from transitions.rules.care_tasks import CARE_UNITS, CareClass, CareTask, Helper, Judgement, Profession


class CareTaskForm(CaseForm):
    """What is to be done, by whom, judged by whom, followed up when."""

    WIDTHS = {"review_on": "short", "assessed_by": "medium", "name": "medium"}

    what = forms.ChoiceField(
        label="Vad ska göras?",
        choices=[("", "Välj"), *((str(one), TASKS[one]) for one in CareTask)],
        error_messages={"required": "Välj vad som ska göras."},
    )
    name = forms.CharField(
        label="Vilken uppgift?",
        required=False,
        max_length=80,
        help_text="Fyll i om du har valt Annat.",
        error_messages={"max_length": "Korta uppgiften till högst 80 tecken."},
    )
    care_class = forms.ChoiceField(
        label="Vem får göra det?",
        choices=[(str(one), CLASSES[one]) for one in CareClass],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som får göra det."},
    )
    helper = forms.ChoiceField(
        label="Vem hjälper till?",
        required=False,
        choices=[("", "Ingen"), *((str(one), HELPERS[one]) for one in Helper)],
        help_text="Fyll i vid egenvård med hjälp. Hemtjänsten hjälper till efter beslut om insats.",
    )
    performer = forms.TypedChoiceField(
        label="Vilken enhet gör det?",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Fyll i när hemtjänst hjälper till, vid delegering och när legitimerad personal gör det.",
    )
    assessed_by = forms.CharField(
        label="Bedömningen är gjord av",
        max_length=150,
        help_text="Bara den som har legitimation, eller är särskilt förordnad, får bedöma (lag 2022:1250).",
        error_messages={"required": "Ange den som har gjort bedömningen."},
    )
    profession = forms.ChoiceField(
        label="Yrke",
        choices=[("", "Välj"), *((str(one), PROFESSIONS[one]) for one in Profession)],
        error_messages={"required": "Välj yrket hos den som har bedömt."},
    )
    review_on = DayField(label="Följs upp senast")
    reviewer = forms.TypedChoiceField(
        label="Vilken enhet följer upp?",
        coerce=int,
        help_text="Enheten får en uppgift när dagen kommer.",
        error_messages={"required": "Välj vilken enhet som följer upp."},
    )
    risk = forms.CharField(
        label="Vad kan hända om det inte görs?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    if_not = forms.CharField(
        label="Vad ska man göra om det inte fungerar?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Vem som ska ringas, och när det är bråttom. Står i papperen till personen.",
        error_messages={"required": "Skriv vad man ska göra om det inte fungerar."},
    )
    note = note_field(
        "Mer om uppgiften", help_text="Till exempel hur ofta, och vad personen har visat att den klarar."
    )

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(units)
        care = [unit for unit in known if unit.kind in CARE_UNITS]
        performers = [unit for unit in known if unit.kind in CARE_UNITS | HOME_PROVIDERS]
        self.fields["performer"].choices = [("", "Ingen enhet"), *unit_choices(performers)]  # type: ignore[attr-defined]
        self.fields["reviewer"].choices = [("", "Välj"), *unit_choices(care)]  # type: ignore[attr-defined]

    @property
    def judgement(self) -> Judgement:
        """What was filled in."""
        data = self.cleaned_data
        return Judgement(
            what=CareTask(data["what"]),
            care_class=CareClass(data["care_class"]),
            assessed_by=data["assessed_by"].strip(),
            profession=Profession(data["profession"]),
            reviewer=data["reviewer"],
            review_on=data["review_on"],
            name=data["name"].strip(),
            helper=Helper(data["helper"]) if data["helper"] else None,
            performer=data["performer"],
            risk=data["risk"].strip(),
            if_not=data["if_not"].strip(),
        )


class EndCareTaskForm(CaseForm):
    """A task that is no longer needed."""

    note = note_field("Varför behövs uppgiften inte längre?", required=True)
