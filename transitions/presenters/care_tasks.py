"""The tasks after discharge in words: who does what, who follows it up (T33)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.rules.kinds import HOME_PROVIDERS
from actors.selectors import UnitRef
from core import formats
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import Item
from transitions.rules.care_tasks import CareClass, CareTask, Helper, Profession
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.safety_receipt import Doing, doer

CLASSES = {
    CareClass.ALONE: "Egenvård, personen gör det själv",
    CareClass.HELPED: "Egenvård med hjälp",
    CareClass.DELEGATED: "Delegerad uppgift",
    CareClass.LICENSED: "Görs av legitimerad personal",
}
TASKS = {
    CareTask.DOSETT: "Läkemedel i dosett",
    CareTask.INSULIN: "Insulin",
    CareTask.INJECTION: "Annan injektion",
    CareTask.EYE_DROPS: "Ögondroppar",
    CareTask.INHALATION: "Inhalation",
    CareTask.WOUND: "Såromläggning",
    CareTask.COMPRESSION: "Stödstrumpor eller lindning",
    CareTask.CATHETER: "Kateter",
    CareTask.OSTOMY: "Stomi",
    CareTask.FEEDING_TUBE: "Sond eller PEG",
    CareTask.OXYGEN: "Syrgas",
    CareTask.OTHER: "Annat",
}
HELPERS = {
    Helper.NEXT_OF_KIN: "Närstående",
    Helper.HOME_CARE: "Hemtjänst, efter beslut (SoL)",
    Helper.ASSISTANT: "Personlig assistent",
    Helper.OTHER: "Någon annan",
}
PROFESSIONS = {
    Profession.DOCTOR: "Läkare",
    Profession.NURSE: "Sjuksköterska",
    Profession.OCCUPATIONAL_THERAPIST: "Arbetsterapeut",
    Profession.PHYSIOTHERAPIST: "Fysioterapeut",
    Profession.DIETITIAN: "Dietist",
    Profession.SPEECH_THERAPIST: "Logoped",
    Profession.MIDWIFE: "Barnmorska",
    Profession.PHARMACIST: "Apotekare",
    Profession.PSYCHOLOGIST: "Psykolog",
    Profession.APPOINTED: "Särskilt förordnad",
}
NOT_SENT = "Uppgiften är inte skickad till er: samtycke eller menprövning saknas"


def name_of(data: Mapping[str, Any]) -> str:
    """What is to be done."""
    what = data.get("what")
    if not what:
        return NOT_SENT
    return str(data.get("name") or TASKS[CareTask(what)])


def who_of(data: Mapping[str, Any], units: Mapping[int, str]) -> str:
    """Who does it: "Egenvård med hjälp: hemtjänst, efter beslut (SoL), Hemtjänsten Ett"."""
    kind = data.get("care_class")
    if not kind:
        return ""
    helper = data.get("helper")
    unit = units.get(int(data.get("performer") or 0), "")
    by = [HELPERS[Helper(helper)] if helper else "", unit]
    shown = ", ".join(part for part in by if part)
    lowered = formats.in_sentence(shown) if helper else shown
    return f"{CLASSES[CareClass(kind)]}: {lowered}" if shown else CLASSES[CareClass(kind)]


def care_task_text(item: Item, now: datetime) -> str:
    """The sentence of the timeline."""
    data = item.data
    if data.get("ended"):
        return f"{name_of(data)} behövs inte längre."
    day = data.get("review_on")
    follows = f" Följs upp {formats.day_text(date.fromisoformat(day), now)}." if day else ""
    if_not = f" Om det inte fungerar: {data['if_not']}" if data.get("if_not") else ""
    return f"{name_of(data)}. {who_of(data, {})}.{follows}{if_not}"


def _latest(items: Iterable[Item]) -> list[list[Item]]:
    """The items of each task, oldest first, in the order in which the tasks came."""
    words: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == ItemKind.CARE_TASK_CLASSED and item.cancelled_at is None and item.data.get("task"):
            words.setdefault(str(item.data["task"]), []).append(item)
    return list(words.values())


def care_task_rows(
    items: Iterable[Item],
    *,
    acting: Acting,
    now: datetime,
    units: Mapping[int, str],
    decided: bool,
    opened: bool = True,
) -> list[dict[str, Any]]:
    """The tasks as they reached the unit, those that have ended left out. Of a protected person no free text."""
    may = permissions.may(acting, ItemKind.CARE_TASK_CLASSED)
    rows = []
    for words in _latest(items):
        item = words[-1]
        data = item.data
        performer = int(data.get("performer") or 0)
        if data.get("ended"):
            continue
        review = date.fromisoformat(data["review_on"]) if data.get("review_on") else None
        rows.append(
            {
                "name": name_of(data) if opened or not data.get("name") else TASKS[CareTask.OTHER],
                "who": who_of(data, units),
                "ours": performer == acting.unit_id,
                "changed": len(words) > 1,
                "at": item.at,
                "status": _status(data, review, now, decided=decided),
                "assessed": ", ".join(
                    part
                    for part in (
                        str(data.get("assessed_by") or ""),
                        formats.in_sentence(PROFESSIONS[Profession(data["profession"])])
                        if data.get("profession")
                        else "",
                        item.by_unit.name,
                    )
                    if part
                ),
                "review": formats.day_text(review, now) if review else "",
                "reviewer": units.get(int(data.get("reviewer") or 0), ""),
                "risk": str(data.get("risk") or "") if opened else "",
                "if_not": str(data.get("if_not") or "") if opened else "",
                "note": item.note if opened else "",
                "url": reverse("change_care_task", args=[item.episode.public_id, data["task"]])
                if may
                else "",
                "end_url": reverse("end_care_task", args=[item.episode.public_id, data["task"]])
                if may
                else "",
            }
        )
    return rows


def _status(data: Mapping[str, Any], review: date | None, now: datetime, *, decided: bool) -> Status:
    if review is not None and review < local_date(now):
        return Status("Uppföljningen är försenad", Tone.DANGER)
    if data.get("helper") == Helper.HOME_CARE and not decided:
        return Status("Beslut om hemtjänst saknas", Tone.WARNING)
    return {
        CareClass.ALONE: Status("Egenvård", Tone.NEUTRAL, "user-round"),
        CareClass.HELPED: Status("Egenvård med hjälp", Tone.INFO, "users"),
        CareClass.DELEGATED: Status("Delegerad", Tone.INFO, "clipboard-list"),
        CareClass.LICENSED: Status("Legitimerad personal", Tone.INFO, "stethoscope"),
    }[CareClass(data["care_class"])]


def task_line(data: Mapping[str, Any], units: Mapping[int, str], now: datetime) -> str:
    """One task in a line, for the information at discharge and the patient's paper."""
    day = data.get("review_on")
    follows = f" Följs upp {formats.day_text(date.fromisoformat(day), now)}" if day else ""
    reviewer = units.get(int(data.get("reviewer") or 0), "")
    by = f" av {reviewer}" if follows and reviewer else ""
    if_not = f" Om det inte fungerar: {data['if_not']}" if data.get("if_not") else ""
    return f"{name_of(data)}. {who_of(data, units)}.{follows}{by}{'.' if follows else ''}{if_not}"


def doings(items: Iterable[Item], units: Mapping[int, UnitRef]) -> tuple[Doing, ...]:
    """The tasks as the person is told of them: in codes, which exist in every language."""
    found = []
    for words in _latest(items):
        data = words[-1].data
        if data.get("ended") or not data.get("what"):
            continue
        unit = units.get(int(data.get("performer") or 0))
        who = doer(
            str(data["care_class"]),
            str(data.get("helper") or ""),
            at_home=unit is not None and unit.kind in HOME_PROVIDERS,
        )
        found.append(Doing(str(data["what"]), who, str(data.get("name") or ""), unit.name if unit else ""))
    return tuple(found)
