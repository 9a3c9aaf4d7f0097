"""Words explained where they stand: one source for every page. Each app registers those of its field.

`{% term "utskrivningsklar" %}` (core/templatetags/hemvag.py) prints the word with its explanation behind it; Hjälp
lists all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.sorting import swedish_sort_key


@dataclass(frozen=True, slots=True)
class Word:
    """A word as people say it, what it means in a sentence or two, and where that is written."""

    name: str
    meaning: str
    source: str = ""


_words: dict[str, Word] = {}


def register(*words: Word) -> None:
    """Add words. Raises ValueError for one that is explained already: a word means one thing everywhere."""
    for word in words:
        key = word.name.casefold()
        if key in _words:
            raise ValueError(f"{word.name!r} is explained already")
        _words[key] = word


def find(name: str) -> Word:
    """The word. Raises KeyError: a page that explains what nobody has written is a fault in the page."""
    return _words[name.casefold()]


def known(name: str) -> bool:
    """Whether the word is explained."""
    return name.casefold() in _words


def everything() -> Iterable[Word]:
    """All of them in Swedish order."""
    return sorted(_words.values(), key=lambda word: swedish_sort_key(word.name))
