"""The main menu: each app registers its entry; the menu asks who acts. At most five are shown.

register_entry("worklist", "Att göra", "worklist", icon="list-todo", order=10, shown=…, count=…)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `shown` and `count` take an `actors.acting.Acting`; a count of 0 is not printed."""

    name: str
    label: str
    url_name: str
    icon: str
    order: int
    prefix: str
    shown: Callable[[Any], bool]
    count: Callable[[Any], int] | None = None


_entries: dict[str, Entry] = {}


def register_entry(
    name: str,
    label: str,
    url_name: str,
    *,
    icon: str,
    order: int,
    prefix: str,
    shown: Callable[[Any], bool],
    count: Callable[[Any], int] | None = None,
) -> None:
    """Add an entry. `prefix` is the beginning of the addresses on which it is current. Once for each name."""
    if name in _entries:
        raise ValueError(f"a menu entry named {name!r} is already registered")
    _entries[name] = Entry(name, label, url_name, icon, order, prefix, shown, count)


def entries_for(acting: Any) -> list[Entry]:
    """The entries that the one who acts sees, in order."""
    found = sorted(_entries.values(), key=lambda entry: (entry.order, entry.name))
    return [entry for entry in found if entry.shown(acting)][:MOST]
