"""An event file read straight into the report's facts, without a database."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reporting.rules.dates import local_date
from reporting.rules.facts import (
    EpisodeFact,
    EventFact,
    Facts,
    LiabilityFact,
    OrganisationFact,
    PatientFact,
    UnitFact,
    deviations_of,
    registered_on,
)

SCENARIOS = Path(__file__).parents[2] / "data" / "scenarios"
NO_DATA = {"type", "episode", "at", "by", "note"}

Line = dict[str, Any]


def read(name: str) -> list[Line]:
    """The lines of a scenario."""
    text = (SCENARIOS / f"{name}.ndjson").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def facts(lines: Iterable[Line]) -> Facts:
    """The facts of an event file."""
    organisations: dict[str, OrganisationFact] = {}
    raw_units: dict[str, Line] = {}
    patients: dict[str, Line] = {}
    registrations: dict[str, list[tuple[date | None, str | None]]] = {}
    raw_episodes: dict[str, Line] = {}
    events: dict[str, list[EventFact]] = {}
    for seq, line in enumerate(lines):
        match line["type"]:
            case "organisation":
                organisations[line["id"]] = OrganisationFact(
                    line["id"], line["kind"], line["name"], line.get("parent")
                )
            case "unit":
                raw_units[line["id"]] = line
            case "patient":
                patients[line["id"]] = line
                since = date.fromisoformat(line["from"]) if "from" in line else None
                registrations.setdefault(line["id"], []).append((since, line.get("registered_in")))
            case "episode":
                raw_episodes[line["id"]] = line
            case kind:
                events.setdefault(line["episode"], []).append(
                    EventFact(
                        kind,
                        datetime.fromisoformat(line["at"]),
                        line.get("by"),
                        seq,
                        {key: value for key, value in line.items() if key not in NO_DATA},
                    )
                )
    units = {
        code: UnitFact(
            code,
            unit["kind"],
            unit["name"],
            unit["organisation"],
            organisations[unit["organisation"]].kind,
            unit.get("hospital"),
        )
        for code, unit in raw_units.items()
    }
    episodes = [_episode(line, registrations, events.get(name, [])) for name, line in raw_episodes.items()]
    return Facts(
        organisations=organisations,
        units=units,
        patients={
            number: PatientFact.from_personal_number(number, line.get("sex"), line.get("personal_number"))
            for number, line in patients.items()
        },
        episodes=episodes,
        deviations=[d for episode in episodes for d in deviations_of(episode, organisations)],
    )


def _episode(
    line: Line, registrations: dict[str, list[tuple[date | None, str | None]]], events: list[EventFact]
) -> EpisodeFact:
    admitted_at = datetime.fromisoformat(line["admitted_at"])
    return EpisodeFact(
        id=line["id"],
        patient=line["patient"],
        admitted_at=admitted_at,
        registered_in=registered_on(registrations.get(line["patient"], []), local_date(admitted_at)),
        first_ward=line["ward"],
        planned=line.get("planned"),
        placed_by=line.get("placed_by"),
        care_form=line.get("care_form", "somatic"),
        events=tuple(events),
    )


def owes_nothing(episode: str) -> LiabilityFact:
    """For tests of everything but betalningsansvar."""
    return LiabilityFact("not_liable")
