"""Forms of effect goals, comments and activities."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField, PlainForm
from reporting.models import ActivityState, Area, EffectGoal, Principal
from reporting.presenters.goals import AREAS, PRINCIPALS, STATES
from reporting.rules.definitions import DEFINITIONS
from reporting.rules.goals import Direction

MEASURES = [(each.code, each.name) for each in DEFINITIONS]


def _number(label: str, help_text: str = "", **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        max_digits=12,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": "Skriv ett tal, till exempel 1,85."},
        **more,
    )


class GoalForm(PlainForm):
    """What is to be reached, from when, and who decided it."""

    name = forms.CharField(label="Målet i ord", max_length=200)
    measure = forms.ChoiceField(label="Mått", choices=[("", "Välj"), *MEASURES])
    share = forms.BooleanField(
        label="Följ måttet som andel i procent",
        required=False,
        help_text="För antal som är en del av något, till exempel kallelser till SIP av alla utskrivna.",
    )
    direction = forms.ChoiceField(
        label="Riktning",
        choices=[(Direction.AT_MOST.value, "Högst"), (Direction.AT_LEAST.value, "Minst")],
        widget=forms.RadioSelect,
    )
    target = _number("Målnivå")
    baseline = _number(
        "Utgångsläge", "Det som målet jämförs med. Lämna tomt om det inte finns.", required=False
    )
    baseline_text = forms.CharField(
        label="Vad utgångsläget är",
        max_length=200,
        required=False,
        help_text="Till exempel medelvärdet 2017.",
    )
    valid_from = DayField(label="Gäller från")
    valid_to = DayField(label="Gäller till", required=False)
    decided_by = forms.CharField(label="Beslutat av", max_length=200)
    decided_on = DayField(label="Beslutat den")


class CommentForm(PlainForm):
    """What a manager says of a goal in a period."""

    text = forms.CharField(
        label="Kommentar",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Följer med i rapporten. Skriv aldrig något om en enskild person.",
    )


class ActivityForm(PlainForm):
    """An activity: what, for what, by whom, when, how far."""

    area = forms.ChoiceField(label="Område", choices=[(each.value, AREAS[each]) for each in Area])
    milestone = forms.CharField(label="Delmål", max_length=300, required=False)
    text = forms.CharField(label="Aktivitet", max_length=500)
    goal = forms.ModelChoiceField(
        label="Effektmål",
        queryset=EffectGoal.objects.none(),
        required=False,
        empty_label="Inget",
        to_field_name="public_id",
    )
    principal = forms.ChoiceField(
        label="Huvudman", choices=[(each.value, PRINCIPALS[each]) for each in Principal]
    )
    responsible = forms.CharField(label="Ansvarig", max_length=200)
    due_on = DayField(label="Klart senast", required=False)
    state = forms.ChoiceField(
        label="Läge", choices=[(each.value, STATES[each].label) for each in ActivityState]
    )

    def __init__(self, *args: Any, goals: Sequence[EffectGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = EffectGoal.objects.filter(  # type: ignore[attr-defined]
            pk__in=[goal.pk for goal in goals]
        )
