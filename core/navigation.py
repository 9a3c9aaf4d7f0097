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


@dataclass(frozen=True, slots=True)
class Notices:
    """What is new to the person since last time: how many, and where to see them."""

    count: int
    url: str


NoticeProvider = Callable[[Any], Notices | None]

_entries: dict[str, Entry] = {}
_providers: list[NoticeProvider] = []


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
    """The entries that the one who acts sees in the menu, in order."""
    return _shown_to(acting)[:MOST]


def rest_for(acting: Any) -> list[Entry]:
    """The entries that the menu has no room for: they stand in the footer, so that no page is without a way in."""
    return [entry for entry in _shown_to(acting)[MOST:] if entry.url_name not in IN_EVERY_FOOTER]


IN_EVERY_FOOTER = frozenset({"directory", "reports"})


def _shown_to(acting: Any) -> list[Entry]:
    found = sorted(_entries.values(), key=lambda entry: (entry.order, entry.name))
    return [entry for entry in found if entry.shown(acting)]


def register_notices(provider: NoticeProvider) -> None:
    """Let an app say what is new to the one who acts; shown in the header of every page."""
    if provider not in _providers:
        _providers.append(provider)


def notices_for(acting: Any) -> Notices | None:
    """What is new to the one who acts, from all apps together; None where nobody has anything to say."""
    found = [notices for provider in _providers if (notices := provider(acting)) is not None]
    return Notices(sum(one.count for one in found), found[0].url) if found else None
