"""The one way in which a person's name is shown beside what the person did (law.md 6.6; LAW-7).

A name is frozen as text in items, receipts and deviations. Of staff with protected identity it is shown in their own
units alone; everywhere else role and unit stand in its place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from actors.acting import Acting
from actors.models import Assignment
from actors.presenters import ROLE_LABELS
from actors.rules.kinds import Role
from core import memo
from core.history import HistoryEntry


@dataclass(frozen=True, slots=True)
class ProtectedName:
    """A name that is not shown, and what stands in its place: the role, and the unit where nothing else names one."""

    name: str
    role: str
    unit_name: str

    @property
    def instead(self) -> str:
        """Role and unit."""
        return f"{self.role}, {self.unit_name}"


@dataclass(frozen=True, slots=True)
class ShownNames:
    """Names as one reader may see them."""

    hidden: Mapping[str, ProtectedName] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """The text, or the name, with every protected name in it replaced by role and unit."""
        for name in sorted(self.hidden, key=len, reverse=True):
            if name in text.casefold():
                text = re.sub(re.escape(name), self.hidden[name].instead, text, flags=re.IGNORECASE)
        return text

    def signed(self, name: str, unit_name: str) -> str:
        """Who did it, and in which unit: "Maria Lindgren, Avdelning 21"."""
        hidden = self.hidden.get(name.casefold())
        return f"{hidden.role if hidden else self.of(name)}, {unit_name}"

    def history(self, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
        """The Historik tab: who did it, and names that were written in a field."""
        return [
            replace(
                entry,
                who=self.of(entry.who),
                changes=tuple(
                    replace(change, before=self.of(change.before), after=self.of(change.after))
                    for change in entry.changes
                ),
            )
            for entry in entries
        ]


EVERYBODY = ShownNames()
"""Nobody's name is hidden: for what never leaves the own unit."""


def shown_names(acting: Acting) -> ShownNames:
    """Names as the one who acts may see them: those of protected colleagues in the own unit stand. One query, once for
    a page.
    """
    return memo.once(("shown_names", acting.unit_id), lambda: _without(units=[acting.unit_id]))


def names_for_patient() -> ShownNames:
    """Names as the patient, and whoever is outside every unit, may see them. One query."""
    return _without(units=[])


def _without(units: Iterable[int]) -> ShownNames:
    rows = (
        Assignment.objects.filter(user__protections__isnull=False, user__protections__ended_at__isnull=True)
        .order_by("user_id", "-valid_from", "pk")
        .values_list("user_id", "user__name", "role", "unit_id", "unit__name")
    )
    own = set(units)
    people: dict[int, ProtectedName] = {}
    colleagues: set[int] = set()
    for user, name, role, unit, unit_name in rows:
        label = ROLE_LABELS[Role(role)]
        people.setdefault(user, ProtectedName(name, label[:1].upper() + label[1:], unit_name))
        if unit in own:
            colleagues.add(user)
    return ShownNames(
        {one.name.casefold(): one for user, one in people.items() if user not in colleagues and one.name}
    )
