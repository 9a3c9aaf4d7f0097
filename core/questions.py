"""Questions that an upper app asks of people through the work list: it registers their words, the list shows them.

A task carries only the code of its question, never text that somebody wrote.
"""

from collections.abc import Mapping

_texts: dict[str, str] = {}


def register(texts: Mapping[str, str]) -> None:
    """Add questions: code → the question as a sentence. Raises ValueError for a code in use with other words."""
    for code, said in texts.items():
        if _texts.setdefault(code, said) != said:
            raise ValueError(f"the question {code!r} is asked already")


def text(code: str) -> str:
    """The question in words; empty for a code that nobody has registered."""
    return _texts.get(code, "")
