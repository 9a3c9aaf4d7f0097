"""What an inskrivningsmeddelande says, as a form, a system or a file gives it to the service."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from transitions.rules.notice import BEYOND_THE_ACT, is_answered


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What an inskrivningsmeddelande holds beyond the act's own content, with its ground (law.md 6.5).

    `needs` are codes of `rules.receivers.Need`; the levels those of `rules.notice.Level`; `unknown` names the fields
    of which the sender knows nothing ("vet ej").
    """

    doctor_name: str
    basis: str = ""
    basis_by: str = ""
    basis_ground: str = ""
    basis_reason: str = ""
    judged_at: datetime | None = None
    needs: tuple[str, ...] = ()
    mobility: str = ""
    hygiene: str = ""
    eating: str = ""
    cognition: str = ""
    communication: str = ""
    function: str = ""
    rehab: str = ""
    aids: str = ""
    home_adaptation: str = ""
    medicines: str = ""
    housing: str = ""
    lives_alone: bool | None = None
    decisions: str = ""
    next_of_kin: str = ""
    guardians: str = ""
    children: str = ""
    interpreter: str = ""
    custodians: str = ""
    siblings: str = ""
    school: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """The questions that have an answer."""
        found = {name: getattr(self, name) for name in BEYOND_THE_ACT}
        return {name: value for name, value in found.items() if is_answered(value)}

    @property
    def filled(self) -> list[str]:
        """The fields that are filled in, beyond what stands in the item itself."""
        stated = [name for name in ("doctor_name", "needs", "unknown") if getattr(self, name)]
        return [*stated, *self.answers]

    def columns(self) -> dict[str, Any]:
        """What is stored beside the item."""
        found = {
            name: getattr(self, name)
            for name in self.__slots__
            if name not in ("basis_ground", "basis_reason")
        }
        return {**found, "needs": list(self.needs), "unknown": list(self.unknown)}

    @property
    def beyond_the_act(self) -> bool:
        """Something is filled in that the act does not make a duty to send."""
        return bool(self.answers or self.needs)
