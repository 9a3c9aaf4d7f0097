"""The answer of a rule: allowed or not, why, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says. `code` is stable English; words belong to presenters.

    `impossible` marks what cannot have happened, so that history being loaded is refused too; a verdict
    that is only too late or out of turn stops a person at the screen but not a true history.
    """

    allowed: bool
    code: str = "ok"
    params: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    impossible: bool = False

    @classmethod
    def yes(cls) -> "Verdict":
        """Go on."""
        return cls(True)

    @classmethod
    def no(cls, code: str, *, impossible: bool = False, **params: Any) -> "Verdict":
        """Stop, with the reason's code and what it was about."""
        return cls(False, code, MappingProxyType(params), impossible)
