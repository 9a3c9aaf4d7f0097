"""How the support at home began, in words (T34)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from core.ui import Status, Tone
from transitions.models import Item
from transitions.rules.chain import Chain
from transitions.rules.limits import Limits
from transitions.rules.started import NotStarted, Start, starts, unconfirmed

NOT_STARTED = {
    NotStarted.NOT_AT_HOME: "Personen är inte hemma",
    NotStarted.NO_ENTRY: "Vi kom inte in: nyckel, kod eller lås",
    NotStarted.THINGS_MISSING: "Hjälpmedel, läkemedel eller förbrukningsmaterial saknas",
    NotStarted.STAFF_MISSING: "Personal saknas",
    NotStarted.DECLINES: "Personen tackar nej",
    NotStarted.OTHER: "Annat",
}


def hindered(data: Mapping[str, Any], now: datetime) -> str:
    """Why the support has not started, and from when it will."""
    reason = data.get("reason")
    said = f"{NOT_STARTED[NotStarted(reason)]}." if reason and reason != NotStarted.OTHER else ""
    day = data.get("from_when")
    begins = (
        f"Börjar {formats.day_text(date.fromisoformat(day), now)}." if day else "Ingen ny dag är angiven."
    )
    return " ".join(part for part in (said, str(data.get("hinder") or ""), begins) if part)


def not_started(item: Item, now: datetime) -> str:
    """The sentence of the timeline."""
    return hindered(item.data, now)


def act_concerns(name: str, chain: Chain, acting: Acting) -> bool | None:
    """Whether the support is this unit's to confirm: the provider's own, or any at the office. None: another act."""
    if name != "confirm_support":
        return None
    waiting = {one.unit_id for one in unconfirmed(chain)}
    return bool(waiting) and (acting.unit_kind is UnitKind.ASSESSMENT_OFFICE or acting.unit_id in waiting)


def start_rows(
    chain: Chain,
    *,
    acting: Acting,
    limits: Limits,
    now: datetime,
    names: Mapping[int, str],
    opened: bool = True,
) -> list[dict[str, Any]]:
    """The section *Insatser hemma*: every provider at the office, and at a provider its own.

    Of a protected person that nobody has `opened` no free text is shown.
    """
    office = acting.unit_kind is UnitKind.ASSESSMENT_OFFICE
    return [
        {
            "name": names.get(one.unit_id, ""),
            "status": _status(one, limits, now),
            "detail": hindered(one.said.data, now) if one.stopped and one.said and opened else "",
            "at": one.said.at if one.said else None,
            "due": None if one.confirmed else one.due_at(limits),
        }
        for one in starts(chain)
        if office or one.unit_id == acting.unit_id
    ]


def _status(one: Start, limits: Limits, now: datetime) -> Status:
    if one.confirmed:
        return Status("Har börjat", Tone.SUCCESS)
    if one.stopped:
        return Status("Har inte börjat", Tone.DANGER)
    if now > one.due_at(limits):
        return Status("Inte bekräftat i tid", Tone.DANGER)
    return Status("Ska bekräftas", Tone.WARNING if now >= one.begins_at else Tone.INFO)
