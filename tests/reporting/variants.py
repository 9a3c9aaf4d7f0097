"""Other scenarios, made from one that ships: the same chains with more of what can happen in them.

Wards of another region, of a private provider and without hospital; placements by all kinds; coordination numbers;
moves that become known last; missing `planned`; extra notices, transfers, calls, orders and deviations.
"""

import random
from datetime import date, datetime, timedelta
from typing import Any

from stdnum import luhn

from tests.unit.reporting.scenario import Line

PLACING = ("0126", "0180-SO", "P-1", "01", "0380")
WARDS = ("W-UPP", "W-NOH", "W-CAP", "W3-S1", "W3-K1", "W3-G1")
DEVIATIONS = (
    ("H3-1", "W3-S1"),
    ("W3-K1", "H3-2"),
    ("H3-1", "H3-2"),
    ("HTJ-OWN", "H3-1"),
    ("B-0380", "W-UPP"),
    ("W-CAP", "B3-0126"),
)
ORGANISATIONS: list[Line] = [
    {"type": "organisation", "id": "03", "kind": "region", "name": "Region Uppsala"},
    {"type": "organisation", "id": "0380", "kind": "municipality", "name": "Uppsala kommun"},
]
UNITS: list[Line] = [
    {
        "type": "unit",
        "id": "W-UPP",
        "organisation": "03",
        "kind": "ward",
        "name": "A 1",
        "hospital": "Akademiska",
    },
    {"type": "unit", "id": "W-NOH", "organisation": "01", "kind": "ward", "name": "Utan sjukhus"},
    {
        "type": "unit",
        "id": "W-CAP",
        "organisation": "P-1",
        "kind": "ward",
        "name": "Capio 1",
        "hospital": "Capio",
    },
    {
        "type": "unit",
        "id": "HTJ-OWN",
        "organisation": "0180-SO",
        "kind": "home_care",
        "name": "Egen hemtjänst",
    },
    {"type": "unit", "id": "B-0380", "organisation": "0380", "kind": "assessment_office", "name": "Bistånd"},
]


def variant(lines: list[Line], *, seed: int, episodes: int) -> list[Line]:
    """So many of the scenario's episodes, changed by the seed's chance."""
    chance = random.Random(seed)
    kept = {line["id"] for line in [line for line in lines if line["type"] == "episode"][:episodes]}
    people = {line["patient"] for line in lines if line["type"] == "episode" and line["id"] in kept}
    chains: dict[str, list[Line]] = {name: [] for name in kept}
    told: list[Line] = []
    admitted: dict[str, Line] = {}
    numbers: dict[str, str] = {}
    for line in lines:
        kind = line["type"]
        if kind == "patient" and line["id"] in people:
            number = line["personal_number"]
            numbers.setdefault(line["id"], _coordination(number) if chance.random() < 0.15 else number)
            told.append(line | {"personal_number": numbers[line["id"]]})
        elif kind == "episode" and line["id"] in kept:
            admitted[line["id"]] = _episode(line, chance)
            told.append(admitted[line["id"]])
        elif line.get("episode") in kept:
            chains[line["episode"]].append(line)
            told.append(line)
        elif kind in ("organisation", "unit"):
            told.append(line)
    extra = [event for name, chain in chains.items() for event in _extra(admitted[name], chain, chance)]
    patients = [line for line in told if line["type"] == "patient" and "from" not in line]
    moves = [_move(line, chance) for line in patients if chance.random() < 0.2]
    register = [line for line in told if line["type"] == "organisation"] + ORGANISATIONS
    register += [line for line in told if line["type"] == "unit"] + UNITS
    rest = [line for line in told if line["type"] not in ("organisation", "unit")]
    return [*register, *rest, *sorted(extra, key=lambda line: line["at"]), *moves]


def _coordination(number: str) -> str:
    digits = f"{number[2:6]}{int(number[6:8]) + 60}{number[8:11]}"
    return f"{number[:2]}{digits}{luhn.calc_check_digit(digits)}"


def _episode(line: Line, chance: random.Random) -> Line:
    made = dict(line)
    if chance.random() < 0.3:
        made.pop("planned", None)
    if chance.random() < 0.25:
        made["ward"] = chance.choice(WARDS)
    if chance.random() < 0.15:
        made["placed_by"] = chance.choice(PLACING)
    return made


def _move(line: Line, chance: random.Random) -> Line:
    day = date(2022, 1, 1) + timedelta(days=chance.randrange(160))
    return line | {"from": day.isoformat(), "registered_in": chance.choice(("0126", "0180-FA", "0380"))}


def _extra(episode: Line, chain: list[Line], chance: random.Random) -> list[Line]:
    start = datetime.fromisoformat(episode["admitted_at"])
    ends = [datetime.fromisoformat(line["at"]) for line in chain if line["type"] in ("discharged", "died")]
    length = (ends[0] if ends else start + timedelta(days=20)) - start
    found: list[Line] = []

    def add(kind: str, share: float, by: str, **data: Any) -> None:
        at = (start + length * share).replace(microsecond=0)
        found.append({"type": kind, "episode": episode["id"], "at": at.isoformat(), "by": by, **data})

    ward, part = episode["ward"], chance.random
    later = (start + length * 1.3).isoformat()
    if part() < 0.2:
        add("transferred", part(), ward, ward=chance.choice(WARDS))
    if part() < 0.2:
        to = chance.choice((["V3-1"], ["HTJ-OWN", "H3-1"]))
        add("admission_notice_sent", part() * 0.6, ward, to=to, expected_discharge="2022-04-01")
    if part() < 0.2:
        add("discharge_ready_sent", part(), ward, to=["V3-1"])
    if part() < 0.2:
        to = [chance.choice(("HTJ-OWN", "H3-2", "N3-0126"))]
        add("home_care_notified", part() * 1.4, "B3-0126", to=to, starts_at=later)
    if part() < 0.2:
        caller = chance.choice(("care_contact", "hospital", "municipality"))
        told = {
            "sip": f"SX-{episode['id']}",
            "caller": caller,
            "to": ["B3-0126"],
            "meeting_at": later,
            "mode": "video",
        }
        add("sip_called", part() * 1.1, "V3-1", **told)
    if part() < 0.2:
        add("readmission_cause_recorded", part(), ward, cause=chance.choice(("aids", "other", "medical")))
    if part() < 0.4:
        by, about = chance.choice(DEVIATIONS)
        name = f"DX-{episode['id']}"
        told = {"deviation": name, "category": "other", "reported_by": by, "about": about, "severity": "low"}
        add("deviation_reported", part(), by, **told)
        if part() < 0.5:
            add("deviation_answered", 1.1 + part(), about, deviation=name)
    return found
