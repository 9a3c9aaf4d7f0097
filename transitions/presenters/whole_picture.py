"""Samlad bild: need, insatser, aids and what is asked, as far as it reached the reader's unit (T36)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actors.names import ShownNames
from transitions.models import Item
from transitions.presenters.information import SECTIONS
from transitions.presenters.timeline import item_text
from transitions.presenters.words import ITEMS
from transitions.presenters.words_notice import QUESTIONS, answer_text
from transitions.rules.information import Section
from transitions.rules.kinds import ItemKind
from transitions.rules.notice import BEYOND_THE_ACT, is_answered

K = ItemKind
_AIDS = ("aids", "home_adaptation")
_PARTS: tuple[tuple[str, tuple[ItemKind, ...], str], ...] = (
    (
        "Insatser",
        (
            K.SERVICES_REPORTED,
            K.DECISION_MADE,
            K.HOME_CARE_NOTIFIED,
            K.SUPPORT_STARTED,
            K.SUPPORT_NOT_STARTED,
        ),
        "Inga insatser är angivna, beslutade eller beställda.",
    ),
    ("Uppgifter hemma", (K.CARE_TASK_CLASSED,), "Ingen uppgift är bedömd."),
    (
        "Begärt, rådfrågat och svar",
        (
            K.REQUEST_MADE,
            K.REQUEST_JUDGED,
            K.REQUEST_DECIDED,
            K.REQUEST_TAKEN,
            K.CONSULTED,
            K.CONSULTATION_ANSWERED,
            K.COMPETENCE_STATED,
        ),
        "Ingen har begärt något eller rådfrågat någon.",
    ),
    (
        "Närstående och vård i livets slutskede",
        (K.NEXT_OF_KIN_STATED, K.GUARDIAN_CONSIDERED, K.END_OF_LIFE_STATED),
        "Inget är angivet.",
    ),
)
_ONCE = frozenset({K.SERVICES_REPORTED, K.DECISION_MADE, K.NEXT_OF_KIN_STATED, K.END_OF_LIFE_STATED})
"""Of these the latest word replaces what was said before."""


def whole_picture(
    items: Sequence[Item], *, now: datetime, names: ShownNames, opened: bool
) -> list[dict[str, Any]]:
    """The parts of the page. `items` as they were sent to the unit, oldest first; nothing else is looked at."""
    standing = [item for item in items if item.cancelled_at is None]
    answers = _answers(standing) if opened else {}
    information = _last(standing, K.DISCHARGE_INFORMATION_SENT)
    found = [
        {
            "title": "Behov",
            "rows": [
                _row(QUESTIONS[name], answer_text(name, value), item, names)
                for name, (value, item) in answers.items()
                if name not in _AIDS
            ],
            "empty": "Inget om personens behov är skickat till er.",
        },
        {
            "title": "Hjälpmedel",
            "rows": [
                _row(QUESTIONS[name], answer_text(name, answers[name][0]), answers[name][1], names)
                for name in _AIDS
                if name in answers
            ],
            "empty": "Inget om hjälpmedel är skickat till er.",
        },
    ]
    if information is not None and opened and information.data.get(Section.AIDS):
        text = str(information.data[Section.AIDS])
        found[1]["rows"].append(_row(f"{SECTIONS[Section.AIDS]} vid utskrivning", text, information, names))  # type: ignore[attr-defined]
    for title, kinds, empty in _PARTS:
        shown = _latest([item for item in standing if item.kind in kinds])
        rows = [_row(ITEMS[K(item.kind)], item_text(item, now, opened=opened), item, names) for item in shown]
        found.append({"title": title, "rows": rows, "empty": empty})
    return found


def _row(label: str, value: str, item: Item, names: ShownNames) -> dict[str, Any]:
    return {"label": label, "value": names.of(value) or "–", "by": item.by_unit.name, "at": item.at}


def _last(items: Sequence[Item], kind: ItemKind) -> Item | None:
    found = [item for item in items if item.kind == kind]
    return found[-1] if found else None


def _answers(items: Sequence[Item]) -> dict[str, tuple[Any, Item]]:
    """The latest answer to each question of the inskrivningsmeddelande, in the order of the form."""
    found: dict[str, tuple[Any, Item]] = {}
    for item in items:
        notice = getattr(item, "admission_notice", None)
        for name in BEYOND_THE_ACT if notice is not None else ():
            value = getattr(notice, name)
            if is_answered(value):
                found[name] = (value, item)
    return {name: found[name] for name in BEYOND_THE_ACT if name in found and name in QUESTIONS}


def _latest(items: Sequence[Item]) -> list[Item]:
    """Newest first; of what is replaced, and of each task at home, the latest word."""
    seen: set[tuple[str, str]] = set()
    found = []
    for item in reversed(items):
        task = str(item.data.get("task") or "")
        mark = (item.kind, task)
        if (item.kind in _ONCE or task) and mark in seen:
            continue
        seen.add(mark)
        found.append(item)
    return found
