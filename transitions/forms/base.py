"""What the forms of a case share: the fields that make repeating and staleness safe."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from core import clock
from core.forms import PlainErrors


class CaseForm(PlainErrors, forms.Form):
    """A form on a case. `version` and `seen` say from which state the page was drawn; `key` makes a double
    click one act.

    `GROUNDS` maps a field to why it may be sent (core.ui.GROUNDS); `WIDTHS` to its width on the page. `CLOCKED` are
    the fields that begin with the present time, where the rest tells two sendings apart; `DRAWN` say how it was drawn.
    """

    CLOCKED: Iterable[str] = ()
    DRAWN = ("version", "seen", "key")

    GROUNDS: Mapping[str, str] = {}
    WIDTHS: Mapping[str, str] = {}

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    @property
    def shown(self) -> list[tuple[forms.BoundField, str, str]]:
        """The visible fields with ground and width, for the template."""
        return [
            (bound, self.GROUNDS.get(bound.name, ""), self.WIDTHS.get(bound.name, ""))
            for bound in self.visible_fields()
        ]


class EmptyCaseForm(CaseForm):
    """Only what makes the act safe: for a button that needs a confirmation and nothing else."""


def note_field(label: str = "Anteckning", *, help_text: str = "", required: bool = False) -> forms.CharField:
    """Free text that goes with an item. At most 4,000 characters."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": f"Fyll i {label.lower()}.",
            "max_length": "Texten är för lång. Korta den till högst 4 000 tecken.",
        },
    )


def now_local() -> Any:
    """This minute, as the initial value of a time field."""
    return clock.local(clock.now()).replace(second=0, microsecond=0)
