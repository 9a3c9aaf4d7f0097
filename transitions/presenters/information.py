"""The information at discharge in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.formats import in_sentence
from transitions.models import Item
from transitions.presenters.care_tasks import task_line
from transitions.rules.information import Section

SECTIONS = {
    Section.HEALTH: "Hälsa och vård",
    Section.FUNCTION: "Funktion",
    Section.RISKS: "Risker",
    Section.MEDICINES_STARTED: "Läkemedel som har satts in",
    Section.MEDICINES_CHANGED: "Läkemedel som har ändrats",
    Section.MEDICINES_STOPPED: "Läkemedel som har satts ut",
    Section.LINES: "Kateter, dropp och andra infarter",
    Section.WOUNDS: "Sår och omläggning",
    Section.AIDS: "Hjälpmedel",
    Section.CHECKS: "Bokade kontroller",
    Section.REHAB: "Rehabiliteringsplan",
    Section.QUESTIONS: "Vem som svarar på frågor",
    Section.PATIENT_SUMMARY: "Till patienten: sammanfattning",
}


def missing_text(sections: Any) -> str:
    """`Saknas: sår och omläggning, hjälpmedel.`"""
    names = [SECTIONS[Section(one)] for one in sections]
    return f"Saknas: {', '.join(in_sentence(name) for name in names)}." if names else ""


CARE_TASKS = "Uppgifter hemma: vem gör vad"


def rows(item: Item, *, now: datetime, units: Mapping[int, str]) -> list[dict[str, str]]:
    """The sections that were sent, in order, and who does what at home."""
    found = [
        {"label": label, "text": item.data[section]}
        for section, label in SECTIONS.items()
        if item.data.get(section)
    ]
    tasks = [task_line(data, units, now) for data in item.data.get("care_tasks") or ()]
    return [*found, {"label": CARE_TASKS, "text": "\n".join(tasks)}] if tasks else found
