"""The forms of the planning that several units share: the colour track."""

from typing import Any

from django import forms

from transitions.forms.base import CaseForm, note_field
from transitions.presenters.steps import TRACK_MEANINGS, TRACKS
from transitions.rules.tracks import Track


class TrackForm(CaseForm):
    """The colour of a case (T25). A change says why."""

    track = forms.ChoiceField(
        label="Färgspår",
        choices=[(track, f"{TRACKS[track]}: {TRACK_MEANINGS[track]}") for track in Track],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett färgspår."},
    )
    note = note_field("Varför", help_text="Når bara de enheter som samtycke eller menprövning gäller.")

    def __init__(self, *args: Any, changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changes:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = "Skriv varför färgspåret ändras."
