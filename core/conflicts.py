"""A refusal by rule is an answer, not an error: 409 with what blocked, or a message on the page."""

from collections.abc import Mapping
from typing import Any, Protocol


class Refusal(Protocol):
    """What a rule answers: `transitions.rules.Verdict` and its like."""

    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Any: ...


class Conflict(Exception):
    """The state does not allow the action.

    Carries the rule's code and, for the reader, words and the present state.

    `message` is Swedish and free of personal data; `current` holds codes, dates and names of units only.
    """

    def __init__(self, verdict: Refusal, message: str = "", current: Mapping[str, Any] | None = None) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict
        self.code = verdict.code
        self.params = verdict.params
        self.message = message
        self.current = dict(current or {})
