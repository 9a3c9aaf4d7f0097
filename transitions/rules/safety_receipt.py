"""Trygghetskvitto (T13): what is said to the patient in fixed phrases, so that it can be said in other languages.

What is chosen here is a code; the words are data, in each language. Only `more` is free text, and it stays Swedish.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from typing import Any

MOST_VISITS = 4
MOST_TASKS = 6
LONGEST_MORE = 300
LINE = 60
MOST_ROWS_LARGE = 8
"""Rows of two lines at most, beside what stands on every sheet, that the largest type has room for."""


class Transport(StrEnum):
    """How the person travels home."""

    TAXI = "taxi"
    PATIENT_TRANSPORT = "patient_transport"
    RELATIVE = "relative"
    SELF = "self"


class Meets(StrEnum):
    """Who is there when the person comes home."""

    HOME_CARE = "home_care"
    TEAM = "team"
    RELATIVE = "relative"
    NOBODY = "nobody"


class Visitor(StrEnum):
    """Who comes to the person."""

    HOME_CARE = "home_care"
    NIGHT_PATROL = "night_patrol"
    NURSE = "nurse"
    REHAB = "rehab"
    TEAM = "team"
    ALARM = "alarm"


class Part(StrEnum):
    """Part of the day."""

    MORNING = "morning"
    DAY = "day"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Agreed(StrEnum):
    """What was agreed, beside the SIP meeting and the free text."""

    MEDICINE_LIST = "medicine_list"
    MEDICINES = "medicines"
    AIDS = "aids"
    FOOD = "food"
    KEY = "key"
    CONTACT_SOON = "contact_soon"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who comes: who, of which unit, on which day, when in the day, and the number."""

    who: Visitor
    day: date
    part: Part
    name: str = ""
    phone: str = ""

    def stored(self) -> dict[str, str]:
        """As it is stored."""
        return {
            "who": str(self.who),
            "day": f"{self.day}",
            "part": str(self.part),
            "name": self.name,
            "phone": self.phone,
        }


class Doer(StrEnum):
    """Who does a task at home, as the person is told."""

    ALONE = "alone"
    NEXT_OF_KIN = "next_of_kin"
    HOME_CARE = "home_care"
    ASSISTANT = "assistant"
    OTHER = "other"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Doing:
    """A task at home: what (a code of `rules.care_tasks.CareTask`, or in Swedish words), who, of which unit."""

    what: str
    who: Doer
    name: str = ""
    unit: str = ""

    def stored(self) -> dict[str, str]:
        """As it is stored."""
        return {"what": self.what, "who": str(self.who), "name": self.name, "unit": self.unit}


def doer(care_class: str, helper: str, *, at_home: bool) -> Doer:
    """Who does a classed task; `at_home`: the unit that performs it is a provider at home."""
    if care_class == "alone":
        return Doer.ALONE
    if care_class == "helped":
        return Doer(helper) if helper else Doer.OTHER
    return Doer.HOME_CARE if at_home else Doer.STAFF


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to phone: the ward, the care contact, home care."""

    kind: str
    name: str
    phone: str

    def stored(self) -> dict[str, str]:
        """As it is stored."""
        return {"kind": self.kind, "name": self.name, "phone": self.phone}


@dataclass(frozen=True, slots=True)
class Receipt:
    """The whole sheet. Moments are aware."""

    home_at: datetime
    ward: str
    transport: Transport
    meets: Meets
    visits: tuple[Visit, ...] = ()
    calls: tuple[Call, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    sip_at: datetime | None = None
    more: str = ""
    tasks: tuple[Doing, ...] = ()

    def stored(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "home_at": self.home_at.isoformat(),
            "ward": self.ward,
            "transport": str(self.transport),
            "meets": str(self.meets),
            "visits": [visit.stored() for visit in self.visits],
            "calls": [call.stored() for call in self.calls],
            "agreed": [str(one) for one in self.agreed],
            "sip_at": self.sip_at.isoformat() if self.sip_at else "",
            "more": self.more,
            "tasks": [task.stored() for task in self.tasks],
        }

    @property
    def short(self) -> bool:
        """Whether there is room for the largest type on one page, whatever the language."""
        agreed = len(self.agreed) + (self.sip_at is not None)
        rows = len(self.visits) + 2 * len(self.tasks) + len(self.calls) + ceil(agreed / 2)
        return rows + ceil(len(self.more) / LINE) <= MOST_ROWS_LARGE

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Receipt":
        """From what is stored."""
        return cls(
            home_at=datetime.fromisoformat(values["home_at"]),
            ward=values["ward"],
            transport=Transport(values["transport"]),
            meets=Meets(values["meets"]),
            visits=tuple(
                Visit(
                    Visitor(one["who"]),
                    date.fromisoformat(one["day"]),
                    Part(one["part"]),
                    one["name"],
                    one["phone"],
                )
                for one in values["visits"]
            ),
            calls=tuple(Call(one["kind"], one["name"], one["phone"]) for one in values["calls"]),
            agreed=tuple(Agreed(one) for one in values["agreed"]),
            sip_at=datetime.fromisoformat(values["sip_at"]) if values["sip_at"] else None,
            more=values["more"],
            tasks=tuple(
                Doing(one["what"], Doer(one["who"]), one["name"], one["unit"])
                for one in values.get("tasks", ())
            ),
        )
