"""What the list is narrowed to, as it stands in an address and in the filter row."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.http import urlencode

from actors.acting import Acting
from transitions import permissions
from transitions.presenters.words import TASKS
from transitions.presenters.worklist import PHASES
from transitions.rules.chain import Phase
from transitions.rules.tasks import TaskKind
from transitions.selectors.worklist import WorkFilter

SEARCH_KEY: Final = "worklist_search"
TABS: Final[Mapping[str, str]] = {
    "unit": "Min enhet",
    "unread": "Olästa",
    "mine": "Mina",
    "unassigned": "Ej tilldelade",
    "ready": "Utskrivningsklara",
    "resting": "Vilande",
}
PARAMETERS: Final[Mapping[str, str]] = {"tab": "flik", "phase": "phase", "task": "uppgift"}
"""Names of criteria in an address. The search text has none: it may be a personal number."""


TASK_WORDS: Final[Mapping[str, str]] = {
    "acknowledge": "Kvittera",
    **{str(kind): text for kind, text in TASKS.items()},
}


class FilterForm(forms.Form):
    """The filter row. The search text never stands in an address: it may be a personal number."""

    q = forms.CharField(
        label="Sök namn eller personnummer",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    uppgift = forms.ChoiceField(
        label="Att göra",
        required=False,
        choices=[("", "Allt"), *TASK_WORDS.items()],
    )
    phase = forms.ChoiceField(
        label="Läge",
        required=False,
        choices=[("", "Alla"), *[(phase, PHASES[phase].label) for phase in Phase]],
    )

    def __init__(self, *args: Any, tasks: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tasks:  # a ward is not offered the tasks of an office
            chosen = {*tasks, str(self.data.get("uppgift", ""))}
            field = self.fields["uppgift"]
            field.choices = [("", "Allt"), *[row for row in TASK_WORDS.items() if row[0] in chosen]]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """The search for a person: sent by POST, kept nowhere."""

    q = forms.CharField(
        label="Sök namn eller personnummer",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    q.quiet = True  # type: ignore[attr-defined]


def narrowing(given: Mapping[str, str], *, text: str = "") -> WorkFilter:
    """The filter that an address or a form asks for; what is not known counts as not chosen."""
    tab, phase, task = (str(given.get(name, "")) for name in PARAMETERS.values())
    return WorkFilter(
        tab=tab if tab in TABS else "unit",
        text=text,
        phase=phase if phase in set(Phase) else "",
        task=task if task in set(TaskKind) else "",
    )


def query_of(narrow: WorkFilter) -> dict[str, str]:
    """The filter as an address and a saved filter hold it."""
    chosen = {"tab": narrow.tab if narrow.tab != "unit" else "", "phase": narrow.phase, "task": narrow.task}
    return {PARAMETERS[name]: str(value) for name, value in chosen.items() if value}


def worklist_url(narrow: WorkFilter) -> str:
    """The list's address, narrowed so."""
    query = query_of(narrow)
    return f"{reverse('worklist')}?{urlencode(query)}" if query else reverse("worklist")


def require_worklist(acting: Acting) -> None:
    """Stop whoever has no list. Raises PermissionDenied."""
    if not permissions.may(acting, permissions.SEE_CASE):
        raise PermissionDenied
