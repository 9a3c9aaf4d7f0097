"""A small event file, and what the importer says of a file."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command

Row = dict[str, Any]

ORGANISATIONS: list[Row] = [
    {"type": "organisation", "id": "01", "kind": "region", "name": "Region Stockholm"},
    {"type": "organisation", "id": "0126", "kind": "municipality", "name": "Huddinge kommun"},
    {"type": "organisation", "id": "0127", "kind": "municipality", "name": "Botkyrka kommun"},
    {"type": "organisation", "id": "P-1", "kind": "private_provider", "name": "Hemomsorg Ett AB"},
]
UNITS: list[Row] = [
    {
        "type": "unit",
        "id": "W1",
        "organisation": "01",
        "kind": "ward",
        "name": "Avdelning 1",
        "hospital": "Huddinge",
    },
    {"type": "unit", "id": "W2", "organisation": "01", "kind": "ward", "name": "Avdelning 2"},
    {"type": "unit", "id": "V1", "organisation": "01", "kind": "primary_care", "name": "Vårdcentralen"},
    {
        "type": "unit",
        "id": "B1",
        "organisation": "0126",
        "kind": "assessment_office",
        "name": "Biståndsenheten",
    },
    {"type": "unit", "id": "M1", "organisation": "0126", "kind": "mas_office", "name": "MAS"},
    {"type": "unit", "id": "N1", "organisation": "0126", "kind": "night_patrol", "name": "Nattpatrullen"},
    {
        "type": "unit",
        "id": "T1",
        "organisation": "0126",
        "kind": "home_reception_team",
        "name": "Tryggt mottagande",
    },
    {"type": "unit", "id": "H1", "organisation": "P-1", "kind": "home_care", "name": "Hemomsorg Ett"},
]
PATIENT: Row = {
    "type": "patient",
    "id": "193802049811",
    "personal_number": "193802049811",
    "name": "Elsa Testsson",
    "sex": "male",
    "registered_in": "0126",
    "protection": "none",
}
EPISODE: Row = {
    "type": "episode",
    "id": "E-1",
    "patient": "193802049811",
    "ward": "W1",
    "care_form": "somatic",
    "admitted_at": "2022-03-01T08:00:00+01:00",
    "planned": False,
}
BASE: list[Row] = [*ORGANISATIONS, *UNITS, PATIENT, EPISODE]


def event(kind: str, day: int, hour: int, by: str, **fields: Any) -> Row:
    """An event of March 2022 on the episode."""
    at = f"2022-03-{day:02d}T{hour:02d}:00:00+01:00"
    return {"type": kind, "episode": "E-1", "at": at, "by": by, **fields}


NOTICE = event("admission_notice_sent", 1, 10, "W1", to=["B1", "V1"], expected_discharge="2022-03-05")
READY = event("discharge_ready_sent", 4, 9, "W1", to=["B1", "V1"])
DISCHARGED = event("discharged", 6, 13, "W1", to="home")
SIP_CALLED = event(
    "sip_called",
    2,
    10,
    "V1",
    sip="S-1",
    caller="care_contact",
    to=["B1", "H1"],
    meeting_at="2022-03-07T10:00:00+01:00",
    mode="video",
)
DEVIATION = event(
    "deviation_reported",
    8,
    9,
    "B1",
    deviation="D-1",
    category="medicines",
    reported_by="B1",
    about="W1",
    severity="low",
)

EVERYTHING: list[Row] = [
    event("need_assessed", 1, 9, "W1"),
    event("consent_given", 1, 9, "W1", scope=["information", "sip"], units=["B1"]),
    event("consent_withdrawn", 3, 9, "W1", scope=["sip"]),
    NOTICE,
    event("acknowledged", 1, 12, "B1", of="admission_notice_sent", at_unit="B1"),
    event("expected_discharge_changed", 2, 9, "W1", expected_discharge="2022-03-06", certainty="likely"),
    event("care_contact_appointed", 2, 9, "V1", name="Kim Testare", phone="08-465 004 11"),
    event("support_applied", 2, 11, "B1"),
    event("support_declined", 2, 12, "B1"),
    READY,
    event("discharge_ready_withdrawn", 4, 15, "W1", to=["B1", "V1"]),
    event("open_care_unavailable", 2, 8, "V1"),
    event("open_care_unclear", 2, 9, "V1"),
    event("open_care_available", 2, 10, "V1"),
    event("registration_changed", 3, 8, "B1", registered_in="0127"),
    event("services_reported", 2, 13, "B1", at_unit="B1", providers=["H1", "N1"], extent="3 besök"),
    event("answer_given", 2, 14, "B1", of="admission_notice_sent", answer="can", from_when="2022-03-06"),
    event("message_corrected", 2, 15, "W1", of="admission_notice_sent", of_at=NOTICE["at"]),
    event("wrong_recipient", 2, 15, "V1", of="admission_notice_sent", of_at=NOTICE["at"]),
    event(
        "message_cancelled", 5, 15, "W1", of="expected_discharge_changed", of_at="2022-03-02T09:00:00+01:00"
    ),
    event("leave_started", 3, 9, "W1"),
    event("leave_ended", 3, 19, "W1"),
    event("emergency_visit", 3, 12, "W1"),
    event("interrupted", 3, 13, "B1"),
    event("checklist_point", 5, 9, "W1", point="Läkemedel", state="done", critical=True),
    SIP_CALLED,
    event("sip_not_required", 1, 14, "V1", reason="single_principal"),
    event(
        "sip_held",
        7,
        10,
        "V1",
        sip="S-1",
        attended=["B1", "V1"],
        patient_took_part="video",
        relative_took_part=True,
    ),
    event("sip_plan_agreed", 7, 12, "V1", sip="S-1"),
    event("sip_followed_up", 20, 12, "V1", sip="S-1"),
    event("sip_closed", 21, 12, "V1", sip="S-1"),
    event("home_care_notified", 5, 9, "B1", to=["H1", "N1"], starts_at="2022-03-06T15:00:00+01:00"),
    event("support_started", 6, 16, "H1", at_unit="H1"),
    event("home_reception_ordered", 5, 9, "B1"),
    event("home_reception_accepted", 5, 10, "T1"),
    event("home_reception_visited", 6, 15, "T1"),
    event("home_reception_handed_over", 20, 15, "T1"),
    event("transferred", 5, 12, "W1", ward="W2"),
    {**DISCHARGED, "by": "W2"},
    event("readmission_cause_recorded", 8, 9, "B1", cause="aids"),
    DEVIATION,
    event("deviation_received", 9, 9, "W1", deviation="D-1"),
    event("deviation_answered", 10, 9, "W1", deviation="D-1", note="Listan är rättad."),
    event("deviation_closed", 11, 9, "B1", deviation="D-1"),
    event("experience_answered", 20, 9, "B1", safe=5, took_part=None, informed=3, respondent="patient"),
]
"""One line of every event type but `died`, which no discharged person can be."""


@dataclass(frozen=True)
class Answer:
    """What the command said."""

    status: int
    out: str
    errors: list[Row]
    text: str

    @property
    def codes(self) -> dict[int, str]:
        """The code for each refused line."""
        return {row["line"]: row["error"]["code"] for row in self.errors}

    def count(self, what: str) -> int:
        """A number of the summary."""
        line = next(line for line in self.out.splitlines() if line.startswith(what))
        return int(line.split(":")[1].split()[0])


def write(path: Path, rows: list[Row | str]) -> Path:
    """The rows as a file; a string is written as it is."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(path: Path, *options: str) -> Answer:
    """Import a file by the command."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_events", str(path), *options, stdout=out, stderr=err)
    except SystemExit as left:
        status = int(left.code or 0)
    text = err.getvalue()
    errors = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return Answer(status, out.getvalue(), errors, text)
