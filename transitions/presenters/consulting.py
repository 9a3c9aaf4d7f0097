"""Consultation inside the municipality, in words and as its pages show it (T36)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core.formats import in_sentence
from core.ui import Status, Tone
from transitions.models import Item
from transitions.personal_numbers import formatted
from transitions.presenters.requests import PROFESSIONS
from transitions.rules.consulting import Enclosed, enclosed_of
from transitions.rules.kinds import ItemKind, Protection
from transitions.selectors.consulting import Asked

NOT_SENT = "Texten har inte skickats till er: det saknas samtycke eller menprövning. Ring enheten."
PROTECTED = "Texten är dold: personen har skyddade uppgifter. Ring enheten."


def consulted_text(item: Item) -> str:
    """Whom the question is to, and what was sent with it."""
    text = f"Till {_asked(item)}."
    parts = [in_sentence(part.title) for part in enclosed_of(item.data)]
    return f"{text} Bifogat: {', '.join(parts)}." if parts else text


def to_enclose(sections: Iterable[dict[str, Any]]) -> dict[str, Enclosed]:
    """The parts of the samlad bild that hold anything, as they can be sent along."""
    return {
        section["title"]: Enclosed(
            section["title"],
            tuple(
                (str(row["label"]), str(row["value"]), str(row["by"]), row["at"].isoformat())
                for row in section["rows"]
            ),
        )
        for section in sections
        if section["rows"]
    }


def question_cards(
    items: Sequence[Item], *, acting: Acting, now: datetime, names: ShownNames, opened: bool
) -> list[dict[str, Any]]:
    """Each question with what was enclosed and its answer, the latest first. `items` as they reached the unit."""
    standing = [item for item in items if item.cancelled_at is None]
    answers = {
        item.data.get("of_item"): item for item in standing if item.kind == ItemKind.CONSULTATION_ANSWERED
    }
    found = []
    for item in reversed(standing):
        if item.kind != ItemKind.CONSULTED:
            continue
        answer = answers.get(item.pk)
        found.append(
            {
                "to": _asked(item),
                "by": names.signed(item.author_name, item.by_unit.name),
                "phone": "" if item.by_unit_id == acting.unit_id else item.by_unit.phone,
                "at": item.at,
                "text": _text(item, names, opened=opened),
                "parts": [_part(part, names) for part in enclosed_of(item.data)] if opened else [],
                "status": _status(answer is not None),
                "answer": {
                    "by": names.signed(answer.author_name, answer.by_unit.name),
                    "at": answer.at,
                    "text": _text(answer, names, opened=opened),
                }
                if answer is not None
                else None,
            }
        )
    return found


def listed(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """The rows of the list of questions."""
    return [
        {
            "name": one.item.episode.patient.name,
            "number": formatted(one.item.episode.patient.personal_number),
            "protected": one.item.episode.patient.protection != Protection.NONE,
            "by": one.item.by_unit.name,
            "at": one.item.at,
            "due_at": one.due_at,
            "status": _status(not one.waits),
            "url": reverse(
                "answer_consultation" if one.waits else "consultation", args=[one.item.episode.public_id]
            ),
        }
        for one in asked
    ]


def _asked(item: Item) -> str:
    """Who was asked, as it stands inside a sentence."""
    return in_sentence(PROFESSIONS.get(item.data.get("profession", ""), "kollega i kommunen"))


def _text(item: Item, names: ShownNames, *, opened: bool) -> str:
    if not opened:
        return PROTECTED
    return names.of(item.note) or NOT_SENT


def _status(answered: bool) -> Status:
    return Status("Besvarad", Tone.SUCCESS) if answered else Status("Väntar på svar", Tone.WARNING)


def _part(part: Enclosed, names: ShownNames) -> dict[str, Any]:
    rows = [
        {"label": label, "value": names.of(value), "by": by, "at": datetime.fromisoformat(at)}
        for label, value, by, at in part.rows
    ]
    return {"title": part.title, "rows": rows}
