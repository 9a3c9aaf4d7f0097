"""The forms of finding a time: proposals, an answer, the time that is settled, slots, SMS, the video service (S5)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import MomentField, PlainForm
from sip.presenters.words import MODES
from sip.rules.kinds import Mode
from sip.rules.times import FEWEST, LONGEST_MEETING, MOST
from sip.services import Slot
from transitions.forms.base import CaseForm

CAN, CANNOT = "can", "cannot"


class ProposeForm(CaseForm):
    """Two to five times, and by when to answer."""

    answer_by = MomentField(label="Svara senast")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST + 1):
            self.fields[f"time_{number}"] = MomentField(
                label=f"Förslag {number}",
                required=number <= FEWEST,
            )
        self.order_fields([f"time_{number}" for number in range(1, MOST + 1)])

    @property
    def times(self) -> list[Any]:
        """The times that were filled in."""
        found = [self.cleaned_data.get(f"time_{number}") for number in range(1, MOST + 1)]
        return [one for one in found if one is not None]


class ReplyForm(CaseForm):
    """For each time whether the party can, and another time in words."""

    other = forms.CharField(
        label="Annan tid som passar",
        required=False,
        max_length=300,
        help_text="Till exempel: torsdagar efter kl. 14. Skriv inget om personen.",
    )

    def __init__(self, *args: Any, times: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = [pk for pk, _ in times]
        for pk, label in times:
            self.fields[f"t{pk}"] = forms.ChoiceField(
                label=label,
                choices=[(CAN, "Kan"), (CANNOT, "Kan inte")],
                widget=forms.RadioSelect,
                error_messages={"required": "Välj kan eller kan inte."},
            )
        self.order_fields([f"t{pk}" for pk in self._ids])

    @property
    def can(self) -> list[int]:
        """The times that suit."""
        return [pk for pk in self._ids if self.cleaned_data.get(f"t{pk}") == CAN]


class SettleForm(CaseForm):
    """Which of the times."""

    time = forms.TypedChoiceField(
        label="Vilken tid blir det?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj en tid.", "invalid_choice": "Tiderna har ändrats. Välj igen."},
    )
    place = forms.CharField(
        label="Plats eller länk",
        required=False,
        max_length=300,
        help_text="Lämna tomt för att behålla den som gäller.",
    )

    def __init__(self, *args: Any, times: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = list(times)  # type: ignore[attr-defined]


class SlotsForm(CaseForm):
    """For each party when it is in, and how."""

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = list(parties)
        for pk, _ in parties:
            self.fields[f"s{pk}_joins"] = forms.ChoiceField(
                label="Deltar",
                required=False,
                choices=[("", "Som de andra"), *((mode, MODES[mode]) for mode in Mode)],
            )
            self.fields[f"s{pk}_after"] = forms.IntegerField(
                label="Kommer in efter (minuter)", required=False, min_value=0, max_value=LONGEST_MEETING - 5
            )
            self.fields[f"s{pk}_minutes"] = forms.IntegerField(
                label="Stannar (minuter)", required=False, min_value=5, max_value=LONGEST_MEETING
            )

    @property
    def groups(self) -> list[dict[str, Any]]:
        """A group of fields for each party."""
        return [
            {
                "legend": name,
                "fields": [
                    (bound, "", "medium")
                    for bound in self.visible_fields()
                    if bound.name.startswith(f"s{pk}_")
                ],
            }
            for pk, name in self._parties
        ]

    @property
    def slots(self) -> dict[int, Slot]:
        """The slots as typed, by participant."""
        data = self.cleaned_data
        return {
            pk: Slot(data.get(f"s{pk}_after"), data.get(f"s{pk}_minutes"), data.get(f"s{pk}_joins") or "")
            for pk, _ in self._parties
        }


class SmsForm(CaseForm):
    """To which number."""

    number = forms.CharField(
        label="Mobilnummer", max_length=30, widget=forms.TextInput(attrs={"type": "tel"})
    )


class VideoForm(PlainForm):
    """The organisation's address for video meetings."""

    template = forms.CharField(
        label="Adress till mötesrum",
        required=False,
        max_length=250,
        help_text="Skriv {rum} där rummets namn ska stå, till exempel https://video.kommunen.se/{rum}. "
        "Lämna tomt för att använda installationens adress.",
    )
