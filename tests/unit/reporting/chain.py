"""Small chains for tests, written as lines of an event file."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from reporting.rules.facts import Facts, LiabilityFact
from reporting.rules.followup import FollowUp, Report
from reporting.rules.periods import parse_period

from .scenario import Line, facts, owes_nothing

NOW = datetime(2030, 1, 1, tzinfo=UTC)

DIRECTORY: list[Line] = [
    {"type": "organisation", "id": "01", "kind": "region", "name": "Region Stockholm"},
    {"type": "organisation", "id": "03", "kind": "region", "name": "Region Uppsala"},
    {"type": "organisation", "id": "0180", "kind": "municipality", "name": "Stockholms stad", "parent": "01"},
    {"type": "organisation", "id": "0126", "kind": "municipality", "name": "Huddinge kommun", "parent": "01"},
    {"type": "organisation", "id": "0180-HA", "kind": "district", "name": "Hägersten", "parent": "0180"},
    {"type": "organisation", "id": "0180-SO", "kind": "district", "name": "Södermalm", "parent": "0180"},
    {"type": "organisation", "id": "P-1", "kind": "private_provider", "name": "Hemomsorg Ett AB"},
    {"type": "organisation", "id": "P-2", "kind": "private_provider", "name": "Trygg Omsorg AB"},
    *(
        {"type": "unit", "id": unit, "kind": kind, "name": unit, "organisation": owner, "hospital": hospital}
        for unit, kind, owner, hospital in (
            ("W-A1", "ward", "01", "Sjukhus A"),
            ("W-A2", "ward", "01", "Sjukhus A"),
            ("W-B1", "ward", "01", "Sjukhus B"),
            ("W-NONE", "ward", "01", None),
            ("W-UPP", "ward", "03", "Akademiska"),
            ("VC", "primary_care", "01", None),
            ("VC-2", "primary_care", "01", None),
            ("REHAB", "primary_care_rehab", "01", None),
            ("BIST", "assessment_office", "0180-HA", None),
            ("BIST-SO", "assessment_office", "0180-SO", None),
            ("BIST-0126", "assessment_office", "0126", None),
            ("NATT", "night_patrol", "0180", None),
            ("HTJ", "home_care", "P-1", None),
            ("HTJ-2", "home_care", "P-2", None),
            ("HTJ-OWN", "home_care", "0180-HA", None),
        )
    ),
]


def patient(number: str, registered_in: str | None = "0180-HA", **more: Any) -> Line:
    """A patient line; `since` is the contract's `from`."""
    if "since" in more:
        more["from"] = more.pop("since")
    line: Line = {"type": "patient", "id": number, "personal_number": number, "sex": "female"}
    return line | {"registered_in": registered_in} | more


def at(moment: str) -> str:
    """`2021-08-02 10:15` is Swedish summer time; anything with an offset is taken as it is."""
    return moment if "+" in moment or moment.endswith("Z") else f"{moment.replace(' ', 'T')}:00+02:00"


def event(kind: str, moment: str, **data: Any) -> Line:
    """What happened; the episode is filled in by `stay`."""
    return {"type": kind, "at": at(moment), "by": data.pop("by", "W-A1"), **data}


def stay(name: str, of: str, admitted: str, *events: Line, ward: str = "W-A1", **more: Any) -> list[Line]:
    """An episode line and its events."""
    line: Line = {
        "type": "episode",
        "id": name,
        "patient": of,
        "ward": ward,
        "care_form": "somatic",
        "admitted_at": at(admitted),
        **more,
    }
    return [line, *({**e, "episode": name} for e in events)]


def notice(moment: str, *to: str) -> Line:
    """An inskrivningsmeddelande, to Hägersten's office and the vårdcentral unless told otherwise."""
    return event("admission_notice_sent", moment, to=list(to or ("BIST", "VC")))


def discharged(moment: str, to: str = "home") -> Line:
    """A discharge."""
    return event("discharged", moment, to=to)


def acknowledged(moment: str, of: str, *units: str) -> list[Line]:
    """Receipts by units."""
    return [event("acknowledged", moment, by=unit, at_unit=unit, of=of) for unit in units]


def world(*parts: Line | list[Line], patients: tuple[Line, ...] = ()) -> Facts:
    """Facts of the directory and the given lines; patients not given live in Hägersten."""
    lines = [line for part in parts for line in (part if isinstance(part, list) else [part])]
    known = {line["id"] for line in patients}
    unnamed = {line["patient"] for line in lines if line["type"] == "episode"} - known
    return facts([*DIRECTORY, *patients, *(patient(number) for number in sorted(unnamed)), *lines])


def report(
    chain: Facts,
    of: str = "0180-HA",
    period: str = "2021-08",
    *,
    now: datetime = NOW,
    liability: Callable[[str], LiabilityFact] = owes_nothing,
    unsuppressed: bool = False,
) -> Report:
    """The report of an organisation's period."""
    return FollowUp(chain, of, now, liability).report(parse_period(period), unsuppressed=unsuppressed)


def measure(chain: Facts, code: str, of: str = "0180-HA", period: str = "2021-08", **more: Any) -> Any:
    """One measure."""
    return report(chain, of, period, **more).measures[code]
