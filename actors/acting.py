"""`Acting`: a person in one assignment. Everything that reads or writes asks for one."""

from dataclasses import dataclass
from typing import Literal

from actors.rules.kinds import OrganisationKind, Role, UnitKind

Source = Literal["web", "api", "import", "system", "link"]


@dataclass(frozen=True, slots=True)
class Acting:
    """A person (or a named system) in one assignment: unit and role.

    `user_id` and `assignment_id` are None for a system, an event file and the worker; the name is
    always there, since neither audit nor timeline accepts an anonymous writer. `practice`: in the practice
    world, where no real person is.
    """

    user_id: int | None
    user_name: str
    assignment_id: int | None
    role: Role
    unit_id: int
    unit_name: str
    unit_kind: UnitKind
    organisation_id: int
    organisation_name: str
    organisation_kind: OrganisationKind
    source: Source = "web"
    practice: bool = False

    @property
    def importing(self) -> bool:
        """History is being loaded: nothing is sent to anybody (events.md)."""
        return self.source == "import"
