"""The forms of the plan: the common part with its goals, a unit's own part with its insatser."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField
from sip.presenters.words import KINDS, OUTCOMES, OVERALL, TOOK_PART
from sip.rules.kinds import Outcome, Overall, PlanKind, TookPart
from sip.rules.plan import MOST_ACTIONS, MOST_GOALS
from sip.services import ActionText, GoalText
from transitions.forms.base import CaseForm, note_field

MORE = 3
"""Empty rows below those that are filled in."""


class _RowForm(CaseForm):
    """A form with numbered rows of the same fields: `<letter><number>_<name>`."""

    LETTER = ""
    MOST = 0
    ROW = ""

    def _count(self, stored: int) -> int:
        """How many rows the page has: what was sent, else what is stored and some more."""
        pattern = re.compile(rf"{self.LETTER}(\d{{1,2}})_text")
        sent = [int(found[1]) for name in self.data if (found := pattern.fullmatch(name))]
        return min(self.MOST, max(sent, default=stored + MORE))

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """The fields of one row, without their prefix."""
        return {}

    def _add_rows(self, count: int) -> None:
        self.rows = count
        for number in range(1, count + 1):
            for name, field in self.row_fields(number).items():
                self.fields[f"{self.LETTER}{number}_{name}"] = field

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Each row for the template: its heading and its visible fields."""
        return [
            {
                "legend": f"{self.ROW} {number}",
                "fields": [
                    (bound, "", self.WIDTHS.get(bound.name.partition("_")[2], ""))
                    for bound in self.visible_fields()
                    if bound.name.startswith(f"{self.LETTER}{number}_")
                ],
            }
            for number in range(1, self.rows + 1)
        ]

    @property
    def shown(self) -> list[tuple[forms.BoundField, str, str]]:
        """The visible fields outside the rows."""
        return [row for row in super().shown if not re.match(rf"{self.LETTER}\d+_", row[0].name)]

    def _typed(self, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"{self.LETTER}{number}_{name}")


class PlanCommonForm(_RowForm):
    """The person's own words first, then the goals, then what holds for everybody."""

    LETTER, MOST, ROW = "g", MOST_GOALS, "Mål"

    matters = note_field("Vad är viktigt för dig?", help_text="Skriv med personens egna ord.")
    worries = note_field("Vad oroar dig?")
    wants = note_field("Vad vill du kunna göra?")
    kin = note_field("Vad säger närstående?")
    overall = forms.ChoiceField(
        label="Vem har huvudansvaret för planen?",
        required=False,
        choices=[(side, OVERALL[side]) for side in Overall],
        widget=forms.RadioSelect,
        help_text="Lagen kräver att planen visar det (SoL 10 kap. 8 §, HSL 16 kap. 4 §).",
    )
    overall_person = forms.CharField(label="Samordnare", required=False, max_length=150)
    overall_phone = forms.CharField(
        label="Samordnarens telefon",
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    by_others = note_field(
        "Vad gör andra än regionen och kommunen?", help_text="Till exempel närstående, god man, skola."
    )
    if_worse = note_field("Vad gäller om det blir sämre?", help_text="Skriv så att personen förstår.")
    if_worse_phone = forms.CharField(
        label="Ring då",
        required=False,
        max_length=50,
        help_text="Till exempel 1177 eller vårdcentralens nummer.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    follow_up_on = DayField(label="Följ upp senast", required=False)

    OWN = ("matters", "worries", "wants", "kin")

    def __init__(
        self, *args: Any, goals: Sequence[int], kind: PlanKind = PlanKind.SIP, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind is PlanKind.CARE_PLAN:
            # Each insats has its own responsible unit; for the plan itself the chefsöverläkare answers.
            del self.fields["overall"]
            self.fields["overall_person"].label = "Chefsöverläkare som svarar för vårdplanen"
            self.fields["overall_phone"].label = "Chefsöverläkarens telefon"
        self._add_rows(self._count(len(goals)))

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """A goal, and whose words it is in."""
        return {
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "text": forms.CharField(label=f"Mål {number}", required=False, max_length=500),
            "other_words": forms.BooleanField(
                label="Inte personens egna ord", required=False, label_suffix=""
            ),
        }

    @property
    def own_words(self) -> list[tuple[forms.BoundField, str, str]]:
        """The three questions to the person, which stand first."""
        return [row for row in self.shown if row[0].name in self.OWN]

    @property
    def everybodys(self) -> list[tuple[forms.BoundField, str, str]]:
        """What stands after the goals."""
        return [row for row in self.shown if row[0].name not in self.OWN]

    @property
    def goals(self) -> list[GoalText]:
        """The goals as typed."""
        return [
            GoalText(
                self._typed(number, "text") or "",
                not self._typed(number, "other_words"),
                self._typed(number, "id"),
            )
            for number in range(1, self.rows + 1)
        ]


class PlanPartForm(_RowForm):
    """What one unit has judged and will do."""

    LETTER, MOST, ROW = "a", MOST_ACTIONS, "Insats"
    WIDTHS = {"from": "medium", "to": "medium"}

    assessment = note_field(KINDS[PlanKind.SIP].need)

    def __init__(
        self,
        *args: Any,
        goals: Sequence[tuple[int, str]],
        actions: Sequence[int],
        kind: PlanKind = PlanKind.SIP,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].label = KINDS[kind].need
        self.fields["assessment"].help_text = KINDS[kind].need_help
        self._goals = [("", "Planen som helhet"), *goals]
        self._add_rows(self._count(len(actions)))

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """An insats: what, for which goal, who answers for it, from and to."""
        return {
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "text": forms.CharField(label="Vad ska enheten göra?", required=False, max_length=500),
            "goal": forms.TypedChoiceField(
                label="För vilket mål?", required=False, choices=self._goals, coerce=int, empty_value=None
            ),
            "who": forms.CharField(label="Vem ansvarar?", required=False, max_length=150),
            "from": DayField(label="Från och med", required=False),
            "to": DayField(label="Till och med", required=False),
        }

    def clean(self) -> dict[str, Any]:
        """Each insats has somebody who answers for it, and ends after it begins."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, self.rows + 1):
            text, who = self._typed(number, "text"), self._typed(number, "who")
            begins, ends = self._typed(number, "from"), self._typed(number, "to")
            if text and not who:
                self.add_error(f"a{number}_who", "Skriv vem i enheten som ansvarar för insatsen.")
            if not text and (who or begins or ends) and not self._typed(number, "id"):
                self.add_error(f"a{number}_text", "Skriv vad enheten ska göra.")
            if begins and ends and ends < begins:
                self.add_error(f"a{number}_to", "Insatsen kan inte sluta innan den börjar.")
        return cleaned

    @property
    def actions(self) -> list[ActionText]:
        """The insatser as typed."""
        return [
            ActionText(
                text=self._typed(number, "text") or "",
                responsible=self._typed(number, "who") or "",
                goal_id=self._typed(number, "goal"),
                starts_on=self._typed(number, "from"),
                ends_on=self._typed(number, "to"),
                id=self._typed(number, "id"),
            )
            for number in range(1, self.rows + 1)
        ]


class FollowedUpForm(CaseForm):
    """The plan was followed up: how each goal stands, what was seen, when next."""

    how = forms.ChoiceField(
        label="Hur deltog personen?",
        choices=[(how, TOOK_PART[how]) for how in TookPart],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur personen deltog."},
    )
    note = note_field(
        "Vad visade uppföljningen?",
        help_text="Skriv vad personen själv säger. Deltog personen inte: skriv varför.",
    )
    follow_up_on = DayField(
        label="Nästa uppföljning",
        required=False,
        help_text="Lämna tomt om ingen mer uppföljning behövs. Avsluta då SIP.",
    )

    def __init__(self, *args: Any, goals: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            f"goal_{pk}": forms.ChoiceField(
                label=text,
                choices=[(one, OUTCOMES[one].label) for one in Outcome],
                widget=forms.RadioSelect,
                error_messages={"required": "Välj hur det gick med målet."},
            )
            for pk, text in goals
        }
        self.fields = {**asked, **self.fields}

    def clean(self) -> dict[str, Any]:
        """A follow-up without the person says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == TookPart.NO and not cleaned.get("note"):
            self.add_error("note", "Skriv varför personen inte deltog.")
        return cleaned

    @property
    def outcomes(self) -> dict[int, str]:
        """The chosen outcome of each goal."""
        return {
            int(name.removeprefix("goal_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("goal_")
        }
