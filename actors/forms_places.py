"""Forms by which an administrator makes and ends units and organisations: shape only."""

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.forms import UnitForm
from actors.models import Organisation, Unit
from actors.presenters import ORGANISATION_KIND_LABELS, UNIT_KIND_LABELS, sentence
from actors.rules.kinds import OrganisationKind, UnitKind
from core.forms import DayField, PlainErrors, PlainForm

CODE_HELP = "Samma kod som i händelsefiler, helst HSA-id. Den kan inte ändras sedan."


def _code(text: str) -> str:
    if not re.fullmatch(r"[\w.:-]+", text):
        raise ValidationError("Använd bara bokstäver, siffror, bindestreck och punkt.")
    return text


class NewUnitForm(PlainErrors, UnitForm):
    """A unit that begins today."""

    organisation = forms.ChoiceField(label="Organisation")
    kind = forms.ChoiceField(
        label="Slag",
        choices=[
            ("", "Välj"),
            *sorted(((str(kind), sentence(UNIT_KIND_LABELS[kind])) for kind in UnitKind), key=itemgetter(1)),
        ],
    )
    code = forms.CharField(label="Kod", max_length=60, help_text=CODE_HELP)
    hospital = forms.CharField(
        label="Sjukhus", max_length=120, required=False, help_text="Bara för avdelningar."
    )

    valid_from = DayField(
        label="Öppnar",
        required=False,
        help_text="Lämna tomt för i dag. En senare dag står i katalogen i förväg.",
    )

    field_order = (
        "name",
        "organisation",
        "kind",
        "code",
        "hsa_id",
        "hospital",
        "phone",
        "hours",
        "notify_email",
        "valid_from",
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Välj"), *((str(row.pk), row.name) for row in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A code that can stand in a file."""
        return _code(self.cleaned_data["code"].strip())

    def clean_kind(self) -> UnitKind:
        """As a kind."""
        return UnitKind(self.cleaned_data["kind"])

    def clean_organisation(self) -> int:
        """As an id."""
        return int(self.cleaned_data["organisation"])


class NewOrganisationForm(PlainForm):
    """An organisation that begins today."""

    name = forms.CharField(label="Namn", max_length=200)
    kind = forms.ChoiceField(
        label="Slag",
        choices=[
            ("", "Välj"),
            *((str(kind), sentence(ORGANISATION_KIND_LABELS[kind])) for kind in OrganisationKind),
        ],
    )
    code = forms.CharField(
        label="Kod",
        max_length=40,
        help_text="Kommunkod, regionens två siffror, eller organisationsnummer. Den kan inte ändras sedan.",
    )
    parent = forms.ChoiceField(
        label="Hör till",
        required=False,
        help_text="En kommun hör till sin region, en stadsdelsnämnd till sin kommun.",
    )

    def __init__(self, *args: Any, parents: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Ingen"), *((str(row.pk), row.name) for row in parents)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A code that can stand in a file."""
        return _code(self.cleaned_data["code"].strip())

    def clean_kind(self) -> OrganisationKind:
        """As a kind."""
        return OrganisationKind(self.cleaned_data["kind"])

    def clean_parent(self) -> int | None:
        """As an id, or nothing."""
        return int(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class OrganisationNameForm(PlainForm):
    """An organisation's name."""

    name = forms.CharField(label="Namn", max_length=200)


class SuccessorForm(PlainForm):
    """Which one takes over. The first of two steps: it changes nothing."""

    efter = forms.ChoiceField(label="Efterträdare", required=False)

    def __init__(self, *args: Any, found: Iterable[Unit] | Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Ingen efterträdare"), *((str(row.pk), _label(row)) for row in found)]
        self.fields["efter"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> int | None:
        """The id, or None for nobody."""
        return int(self.cleaned_data["efter"]) if self.is_valid() and self.cleaned_data["efter"] else None


def _label(row: Unit | Organisation) -> str:
    return f"{row.name} ({row.organisation.name})" if isinstance(row, Unit) else row.name


class EndUnitForm(SuccessorForm):
    """The second step: the deed."""

    follow = forms.BooleanField(
        label="Personalen får samma roll i efterträdaren",
        required=False,
        initial=True,
        help_text="Annars avslutas deras behörighet och efterträdarens administratör lägger till dem.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["efter"].widget = forms.HiddenInput()


class EndOrganisationForm(SuccessorForm):
    """The second step: the deed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["efter"].widget = forms.HiddenInput()
