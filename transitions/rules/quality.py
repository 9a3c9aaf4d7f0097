"""The quality meter of an inskrivningsmeddelande: what is answered, what is "vet ej", what is missing (T2).

Measured when the notice is sent and each time it is completed, and kept with it: a share of "vet ej" can be followed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from transitions.rules.chain import Stay
from transitions.rules.notice import is_answered, wanted


@dataclass(frozen=True, slots=True)
class Quality:
    """The questions that matter for the stay, each in one of three. Names of fields, in the order of the page."""

    answered: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many questions matter."""
        return len(self.answered) + len(self.unknown) + len(self.missing)

    @property
    def share_answered(self) -> int:
        """Whole per cent with an answer, rounded down: 100 means all."""
        return 100 * len(self.answered) // self.asked if self.asked else 100

    @property
    def share_unknown(self) -> int:
        """Whole per cent "vet ej", rounded up: 0 means none."""
        return -(-100 * len(self.unknown) // self.asked) if self.asked else 0

    @property
    def complete(self) -> bool:
        """Everything has been considered; "vet ej" is a considered answer."""
        return not self.missing


def quality(answers: Mapping[str, Any], unknown: Collection[str], stay: Stay) -> Quality:
    """How full a notice is. An answer outweighs a "vet ej" of the same field."""
    names = [question.name for question in wanted(stay)]
    answered = tuple(name for name in names if is_answered(answers.get(name)))
    not_known = tuple(name for name in names if name in unknown and name not in answered)
    return Quality(
        answered, not_known, tuple(name for name in names if name not in answered and name not in not_known)
    )
