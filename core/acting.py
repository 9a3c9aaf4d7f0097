"""What the plumbing needs to know of whoever acts; `actors.acting.Acting` is one such."""

from dataclasses import dataclass
from typing import Final, Protocol


class Actor(Protocol):
    """A person in one assignment, or the system by name. Attributes only: core knows no units."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def user_name(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def unit_name(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...
    @property
    def assignment_id(self) -> int | None: ...
    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _System:
    user_id: int | None = None
    user_name: str = "Hemväg"
    unit_id: int | None = None
    unit_name: str = ""
    organisation_id: int | None = None
    assignment_id: int | None = None
    source: str = "system"


SYSTEM: Final[Actor] = _System()
"""The plumbing itself, for what it tells of by its own: that no way got through."""
