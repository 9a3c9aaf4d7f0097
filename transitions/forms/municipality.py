"""The forms of the assessment office and of the open care."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from actors.rules.kinds import UnitKind
from actors.selectors import UnitRef
from core.forms import MomentField
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.models import HomeCareService
from transitions.presenters.words import APPLIES
from transitions.presenters.words_notice import SUPPORT
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.present_support import Support

Slot = HomeCareService.Slot


class ContactForm(CaseForm):
    """Contact taken with the person, and whether the person applies (T3)."""

    applies = forms.ChoiceField(
        label="Ansöker personen om insatser?",
        choices=[(value, APPLIES[value]) for value in Applies],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad personen har svarat."},
    )
    note = note_field("Om kontakten")


class CareContactForm(CaseForm):
    """Fast vårdkontakt."""

    GROUNDS = {"name": "sender", "phone": "sender"}
    WIDTHS = {"name": "medium", "phone": "short"}

    name = forms.CharField(
        label="Namn och yrke",
        max_length=150,
        error_messages={"required": "Ange namnet på den fasta vårdkontakten."},
    )
    phone = forms.CharField(
        label="Direktnummer",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": "Ange ett direktnummer."},
    )


class OpenCareForm(CaseForm):
    """Whether the open care's insatser are available (LUS 5:5)."""

    kind = forms.ChoiceField(
        label="Finns öppenvårdens insatser när personen kommer hem?",
        choices=[
            (ItemKind.OPEN_CARE_AVAILABLE, "Ja, de finns"),
            (ItemKind.OPEN_CARE_UNAVAILABLE, "Nej, de finns inte ännu"),
            (ItemKind.OPEN_CARE_UNCLEAR, "Det är oklart"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett svar."},
    )
    note = note_field()


class ProvidersForm(CaseForm):
    """Who helps at home now: one provider for each part of the day, or none (T24)."""

    none = forms.BooleanField(label="Personen har inga utförare i hemmet", required=False)
    support = forms.MultipleChoiceField(
        label="Insatser i dag",
        choices=[(one, SUPPORT[one]) for one in Support],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Går till avdelningen, som då slipper fråga.",
    )
    extent = forms.CharField(
        label="Omfattning",
        required=False,
        max_length=200,
        help_text="Till exempel tre besök om dagen, natt-tillsyn.",
    )
    aids = forms.CharField(label="Hjälpmedel som finns hemma", required=False, max_length=300)

    _KINDS: Mapping[str, frozenset[UnitKind]] = {
        Slot.DAY: frozenset({UnitKind.HOME_CARE}),
        Slot.EVENING: frozenset({UnitKind.HOME_CARE}),
        Slot.NIGHT: frozenset({UnitKind.NIGHT_PATROL, UnitKind.HOME_CARE}),
        Slot.ALARM: frozenset({UnitKind.ALARM, UnitKind.NIGHT_PATROL}),
        Slot.DELEGATED: frozenset({UnitKind.HOME_CARE}),
        Slot.RECEPTION: frozenset({UnitKind.HOME_RECEPTION_TEAM}),
    }

    def __init__(
        self, *args: Any, units: Iterable[UnitRef], present: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = list(units)
        for slot, kinds in self._KINDS.items():
            self.fields[slot] = forms.TypedChoiceField(
                label=f"Utförare: {Slot(slot).label}",
                required=False,
                coerce=int,
                empty_value=None,
                initial=present.get(slot),
                choices=[("", "Ingen"), *unit_choices([unit for unit in found if unit.kind in kinds])],
            )
        self.order_fields(["support", "extent", "aids", *self._KINDS, "none"])

    def clean(self) -> dict[str, Any]:
        """Either providers, or the word that there are none."""
        data = super().clean() or {}
        chosen = [slot for slot in self._KINDS if data.get(slot)]
        if not chosen and not data.get("none"):
            self.add_error("none", "Välj minst en utförare, eller ange att det inte finns några.")
        if chosen and data.get("none"):
            self.add_error("none", "Ta bort krysset, eller utförarna.")
        return data

    @property
    def asked(self) -> list[str]:
        """The parts of the day that the form asks about: one left empty means none."""
        return [str(slot) for slot in self._KINDS]

    @property
    def slots(self) -> dict[int, list[str]]:
        """The parts of the day by provider."""
        found: dict[int, list[str]] = {}
        for slot in self._KINDS:
            unit = self.cleaned_data.get(slot)
            if unit:
                found.setdefault(unit, []).append(str(slot))
        return found


class OrderForm(CaseForm):
    """An order to home care: to whom, from when, what."""

    GROUNDS = dict.fromkeys(("to", "starts_at", "meets", "door_key", "medicines", "note"), "process")
    WIDTHS = {"starts_at": "medium"}

    to = forms.TypedMultipleChoiceField(
        label="Utförare",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en utförare."},
    )
    starts_at = MomentField(label="Insatserna behövs från")
    meets = forms.CharField(
        label="Vem möter i hemmet?",
        required=False,
        max_length=120,
        help_text="Till exempel dottern, eller att ni själva möter.",
    )
    door_key = forms.CharField(
        label="Nyckel eller kod",
        required=False,
        max_length=120,
        help_text="Vem som har nyckeln, inte koden själv.",
    )
    medicines = forms.CharField(
        label="Läkemedel med hem",
        required=False,
        max_length=200,
        help_text="Vad avdelningen skickar med, och vad som saknas.",
    )
    note = note_field("Vad som behövs")

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = unit_choices(units)  # type: ignore[attr-defined]
