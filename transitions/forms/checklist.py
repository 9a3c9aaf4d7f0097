"""The forms of the going-home checklist and of its templates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from actors.presenters import UNIT_KIND_LABELS
from actors.selectors import UnitRef
from core.forms import DayField, PlainErrors
from transitions.forms.base import CaseForm
from transitions.forms.ward import unit_choices
from transitions.rules.checklist import LONGEST_POINT, MOST_DAYS_BEFORE, MOST_POINTS, OWNERS, TemplatePoint
from transitions.rules.kinds import PointState

SPARE_ROWS = 4


class SettleForm(CaseForm):
    """How a point stands."""

    state = forms.ChoiceField(
        label="Hur är det med punkten?",
        choices=[
            (PointState.DONE, "Den är klar"),
            (PointState.NOT_NEEDED, "Den behövs inte"),
            (PointState.OPEN, "Den är öppen igen"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det är med punkten."},
    )
    reason = forms.CharField(
        label="Varför behövs den inte?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Fyll i när punkten inte behövs.",
    )


class PointForm(CaseForm):
    """Who owns a point, by when, and whether it decides."""

    WIDTHS = {"due": "short"}

    owner = forms.TypedChoiceField(
        label="Ansvarig enhet",
        coerce=int,
        help_text="Enheten, avdelningen och biståndsenheten ser punkten.",
        error_messages={"required": "Välj vem som ansvarar."},
    )
    due = DayField(label="Klar senast", required=False)
    critical = forms.BooleanField(
        label="Avgörande för hemgången",
        required=False,
        help_text="Är punkten öppen vid utskrivningen frågar Hemväg varför.",
    )

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = unit_choices(units)  # type: ignore[attr-defined]


class NewPointForm(PointForm):
    """A point of the case's own."""

    point = forms.CharField(
        label="Vad ska vara klart?",
        max_length=LONGEST_POINT,
        error_messages={"required": "Ange vad som ska vara klart."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["point", "owner", "due", "critical"])


class TemplateForm(PlainErrors, forms.Form):
    """A version of a checklist's template: one row for each point. A row without text is left out."""

    valid_from = DayField(label="Gäller från")

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        kinds = [(str(kind), UNIT_KIND_LABELS[kind].capitalize()) for kind in OWNERS]
        days = [(str(day), _days(day)) for day in range(MOST_DAYS_BEFORE + 1)]
        for row in range(rows):
            number = row + 1
            self.fields[f"text_{row}"] = forms.CharField(
                label=f"Punkt {number}", required=False, max_length=LONGEST_POINT
            )
            self.fields[f"owner_{row}"] = forms.ChoiceField(
                label=f"Ansvarig för punkt {number}", choices=kinds, required=False
            )
            self.fields[f"days_{row}"] = forms.ChoiceField(
                label=f"När punkt {number} ska vara klar", choices=days, required=False
            )
            self.fields[f"critical_{row}"] = forms.BooleanField(
                label=f"Punkt {number} är avgörande", required=False
            )

    @property
    def grid(self) -> list[dict[str, Any]]:
        """The fields row by row, for the template."""
        return [
            {name: self[f"{name}_{row}"] for name in ("text", "owner", "days", "critical")}
            for row in range(self.rows)
        ]

    @property
    def points(self) -> list[dict[str, Any]]:
        """What was typed, as it is stored."""
        data = self.cleaned_data
        return [
            {
                "text": data[f"text_{row}"],
                "owner": data[f"owner_{row}"] or str(OWNERS[0]),
                "critical": data[f"critical_{row}"],
                "days_before": int(data[f"days_{row}"] or 0),
            }
            for row in range(self.rows)
            if data.get(f"text_{row}")
        ]


def _days(count: int) -> str:
    return "Samma dag" if count == 0 else "Dagen före" if count == 1 else f"{count} dagar före"


def template_initial(points: Sequence[TemplatePoint], *, valid_from: date) -> Mapping[str, Any]:
    """The form as it begins: the points that hold today."""
    found: dict[str, Any] = {"valid_from": valid_from}
    for row, point in enumerate(points):
        found |= {
            f"text_{row}": point.text,
            f"owner_{row}": str(point.owner),
            f"days_{row}": str(point.days_before),
            f"critical_{row}": point.critical,
        }
    return found


def rows_for(points: int) -> int:
    """How many rows the form shows: all that are there, and some to write in."""
    return min(points + SPARE_ROWS, MOST_POINTS)
