"""Forms of what the parties decide once: deadlines of a statement's steps, and a finance system's file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from core.forms import PlainForm
from liability.rules.finance import CODES, FIELDS, SEPARATORS, Layout
from liability.rules.statement_life import DAYS_ALLOWED, Deadlines


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=DAYS_ALLOWED[0],
        max_value=DAYS_ALLOWED[-1],
        error_messages={"invalid": "Skriv antalet dagar med siffror."},
    )


class DeadlinesForm(PlainForm):
    """How many days each step may take."""

    parties = forms.ChoiceField(label="Mellan")
    propose_days = _days("Dagar för regionen att föreslå", "Räknas från månadens slut.")
    dispute_days = _days("Dagar för kommunen att bestrida", "Räknas från förslaget.")
    answer_days = _days("Dagar för regionen att svara", "Räknas från det att raden bestreds.")
    source = forms.CharField(
        label="Källa", max_length=300, help_text="Var fristerna är bestämda, till exempel överenskommelsen."
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", "Välj")] if len(parties) > 1 else []
        self.fields["parties"].choices = [*several, *parties]  # type: ignore[attr-defined]

    def deadlines(self) -> Deadlines:
        """What was typed."""
        data = self.cleaned_data
        return Deadlines(data["propose_days"], data["dispute_days"], data["answer_days"])


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A field of the file as a row of the form. `code`: the municipality's own value, for the fields that have one."""

    name: str
    label: str
    place: BoundField
    heading: BoundField
    code: BoundField | None


class LayoutForm(PlainForm):
    """Which columns the file has, in which order and under which headings, and the codes that stand on each line."""

    separator = forms.ChoiceField(
        label="Skiljetecken",
        choices=list(SEPARATORS.items()),
        error_messages={"invalid_choice": "Välj ett skiljetecken i listan."},
    )
    heading = forms.BooleanField(label="Första raden är rubriker", required=False)
    control_line = forms.BooleanField(
        label="Sista raden är en kontrollrad",
        required=False,
        help_text="Den har antal rader, summa och kontrollsumma.",
    )

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(layout), **kwargs)
        for name, label in FIELDS.items():
            self.fields[f"place_{name}"] = forms.IntegerField(
                label=f"Plats för {label}",
                required=False,
                min_value=1,
                max_value=len(FIELDS),
                error_messages={
                    "invalid": f"Skriv platsen för {label} med siffror.",
                    "min_value": f"Platsen för {label} är som lägst 1.",
                    "max_value": f"Platsen för {label} är som högst {len(FIELDS)}.",
                },
            )
            self.fields[f"heading_{name}"] = forms.CharField(
                label=f"Rubrik för {label}", required=False, max_length=60
            )
            if name in CODES:
                self.fields[f"code_{name}"] = forms.CharField(
                    label=f"Kod för {label}", required=False, max_length=60
                )

    def rows(self) -> Iterator[LayoutRow]:
        """The fields of the file, each with its inputs."""
        for name, label in FIELDS.items():
            code = self[f"code_{name}"] if name in CODES else None
            yield LayoutRow(name, label, self[f"place_{name}"], self[f"heading_{name}"], code)

    def clean(self) -> dict[str, Any]:
        """Each place once."""
        data: dict[str, Any] = super().clean() or {}
        taken: dict[int, str] = {}
        for name, label in FIELDS.items():
            place = data.get(f"place_{name}")
            if place is None:
                continue
            if place in taken:
                self.add_error(f"place_{name}", f"Plats {place} har redan {taken[place]}. Välj en annan.")
            taken[place] = label
        return data

    def field_of(self, name: str) -> str | None:
        """The form's field for a field of the layout that was refused."""
        found = {"columns": "place_amount", "separator": "separator"}.get(name, f"code_{name}")
        return found if found in self.fields else None

    def as_layout(self) -> dict[str, Any]:
        """The stored form of what was typed. Columns come in the order of their places."""
        data = self.cleaned_data
        placed = [(data[f"place_{name}"], name) for name in FIELDS if data.get(f"place_{name}")]
        return {
            "columns": [[name, data[f"heading_{name}"]] for _, name in sorted(placed)],
            "separator": data["separator"],
            "heading": data["heading"],
            "control_line": data["control_line"],
            "codes": {name: data[f"code_{name}"] for name in CODES if data[f"code_{name}"]},
        }


def _initial(layout: Layout) -> dict[str, Any]:
    places = {f"place_{name}": number for number, (name, _) in enumerate(layout.columns, 1)}
    headings = {f"heading_{name}": heading for name, heading in layout.columns}
    codes = {f"code_{name}": code for name, code in (layout.codes or {}).items()}
    plain = {
        "separator": layout.separator,
        "heading": layout.heading,
        "control_line": layout.control_line,
    }
    return {**plain, **places, **headings, **codes}
