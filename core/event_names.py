"""What the events of the outbox are called in Swedish. The apps that send them name them."""

from collections.abc import Mapping
from typing import Final

from core import lines

_names: Final[dict[str, str]] = {
    lines.UNREACHED: "Mottagaren har inte nåtts",
    lines.REFUSED: "Mottagaren har avvisat",
}


def name(names: Mapping[str, str]) -> None:
    """Add names. Raises ValueError for an event that is called something else already."""
    for event, words in names.items():
        if _names.setdefault(event, words) != words:
            raise ValueError(f"{event} is called {_names[event]!r} already")


def named(event: str) -> str:
    """The event in Swedish; its code where nobody has named it."""
    return _names.get(event, event)
