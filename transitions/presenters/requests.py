"""Requests with an owner, in words and as the case shows them (T35, T36)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from core.ui import Status, Tone
from transitions.models import Item
from transitions.rules.chain import Chain
from transitions.rules.consulting import unanswered
from transitions.rules.requests import (
    Request,
    Wanted,
    requests,
    to_decide,
    to_judge,
    to_take,
    undecided,
)

WANTED = {
    Wanted.SHORT_TERM: "Korttidsplats",
    Wanted.HOME_ASSESSMENT: "Bedömning av hemmiljön",
    Wanted.TRAINING: "Fortsatt träning",
}
PROFESSIONS = {
    "nurse": "Sjuksköterska",
    "occupational_therapist": "Arbetsterapeut",
    "physiotherapist": "Fysioterapeut",
    "mas": "Medicinskt ansvarig sjuksköterska (MAS)",
    "mar": "Medicinskt ansvarig för rehabilitering (MAR)",
}
DO_NOT_PROMISE = "Lova inte korttidsplats: kommunen har inte beslutat."

_SEES = frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE})


def act_concerns(name: str, chain: Chain, acting: Acting) -> bool | None:
    """Whether a step of a request is this unit's to do now; None for other acts."""
    if name == "judge_request":
        return bool(to_judge(chain))
    if name == "decide_request":
        return bool(to_decide(chain))
    if name == "take_request":
        return any(one.owner == acting.unit_id for one in to_take(chain))
    if name == "answer_consultation":
        return any(unit == acting.unit_id for unit, _ in unanswered(chain))
    return None


def request_rows(chain: Chain, *, acting: Acting, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """What has been asked for and what came of it, for ward, office and the owner."""
    return [
        {
            "what": WANTED[one.what],
            "owner": names.get(one.owner, ""),
            "by": names.get(one.asked.by_id, ""),
            "at": one.asked.at,
            "status": _status(one),
            "doctor": str(one.judged.data.get("doctor") or "") if one.judged else "",
        }
        for one in requests(chain)
        if acting.unit_kind in _SEES or acting.unit_id in (one.owner, one.asked.by_id)
    ]


def taken_text(item: Item, now: datetime) -> str:
    """Who has taken what over, and from when."""
    day = item.data.get("from_when")
    begins = f", från {formats.day_text(date.fromisoformat(day), now)}" if day else ""
    return f"{WANTED[Wanted(item.data['what'])]}{begins}."


def _status(request: Request) -> Status:
    if request.decided is not None:
        if request.taken is not None:
            return Status("Övertagen", Tone.SUCCESS)
        if request.decided.data.get("outcome") == "yes":
            return Status("Beviljad", Tone.SUCCESS)
        return Status("Inte beviljad", Tone.NEUTRAL)
    if request.needs_doctor and request.judged is None:
        return Status("Väntar på läkarens bedömning", Tone.WARNING)
    return Status("Väntar på beslut", Tone.WARNING)


def warning(chain: Chain, *, acting: Acting) -> dict[str, str] | None:
    """The ward is told not to promise what nobody has decided."""
    if acting.unit_kind is not UnitKind.WARD or not undecided(chain, Wanted.SHORT_TERM):
        return None
    return {"tone": "warning", "title": "Korttidsplats är begärd", "text": DO_NOT_PROMISE}
