"""What leads up to a meeting, and parts that are handed over, as the templates take them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core.ui import Status, Tone
from sip import permissions
from sip.models import PartHandOver, Preparation, Sip
from sip.presenters.plan import own_words
from sip.presenters.words import MATERIALS, READINESS
from sip.rules.kinds import SipState
from sip.rules.preparing import Material, Preparing, Readiness, of_person, of_unit
from sip.selectors_plan import PlanSeen

HIDDEN = Status("Visas inte för er", Tone.NEUTRAL)


def page(
    fact: Preparing, row: Preparation | None, seen: PlanSeen, sip: Sip, *, acting: Acting, today: date
) -> dict[str, Any]:
    """Everything of the preparation that the unit may see."""
    names = {one.unit.pk: one.unit.name for one in sip.participants.all() if one.unit is not None}
    names |= {call.called_by_id: call.called_by.name for call in sip.calls.all()}
    texts = {part.unit_id: part.assessment for part in seen.parts}
    units = [
        {
            "name": names[unit],
            "own": unit == acting.unit_id,
            "status": HIDDEN if names[unit] in seen.unread else READINESS[of_unit(fact, unit, today)],
            "assessment": texts.get(unit, ""),
        }
        for unit in sorted(names, key=lambda one: names[one])
    ]
    late = [str(one["name"]) for one in units if one["status"] == READINESS[Readiness.LATE]]
    return {
        "who": row and {"unit": row.unit.name, "name": row.by_name, "own": row.unit_id == acting.unit_id},
        "last_day": fact.last_day,
        "material": [MATERIALS[Material(one)] for one in row.material] if row is not None else [],
        "note": row.note if row is not None else "",
        "status": READINESS[of_person(fact, today)],
        "prepared": row and row.prepared_at and {"at": row.prepared_at, "by": row.prepared_by},
        "consented": seen.consented,
        "own_words": own_words(sip, seen.plan) if seen.consented else [],
        "kin": seen.plan.kin if seen.plan is not None else "",
        "units": units,
        "late": late,
        "met": sip.state != SipState.CALLED,
    }


def buttons(
    row: Preparation | None, fact: Preparing, seen: PlanSeen, sip: Sip, *, acting: Acting
) -> tuple[dict[str, str] | None, list[dict[str, str]]]:
    """What the unit does next before they meet."""
    found: list[dict[str, str]] = []

    def add(label: str, name: str, icon: str, *, first: bool) -> None:
        action = {"label": label, "url": reverse(name, args=[sip.public_id]), "icon": icon}
        found.insert(0 if first else len(found), action)

    if sip.state == SipState.CLOSED:
        return None, []
    if seen.consented and permissions.may_write_part(acting, sip):
        add("Skriv er del", "sip_plan_part", "pencil", first=acting.unit_id not in fact.written)
    if seen.consented and permissions.may_prepare(acting, sip, row.unit_id if row else None):
        mine = row is not None and row.unit_id == acting.unit_id and not fact.prepared
        add("Skriv vad personen säger", "sip_own_words", "message-square", first=mine)
    if sip.state == SipState.CALLED and permissions.may_settle(acting, sip):
        label = "Ändra vem som förbereder" if row else "Bestäm vem som förbereder"
        add(label, "sip_prepare", "users", first=row is None)
    return (found[0], found[1:]) if found else (None, [])


def hand_over_rows(rows: Iterable[PartHandOver], sip: Sip, *, acting: Acting) -> list[dict[str, Any]]:
    """Each hand-over: from, to, whether it waits, was accepted or refused, and where to answer."""
    told = []
    for row in rows:
        waits = row.answered_at is None
        status = (
            Status("Inte besvarad", Tone.WARNING, "clock")
            if waits
            else Status("Tog över", Tone.SUCCESS)
            if row.accepted
            else Status("Tog inte över", Tone.DANGER)
        )
        mine = waits and sip.state != SipState.CLOSED and permissions.may_take_over(acting, sip, row)
        told.append(
            {
                "from": row.from_unit.name,
                "to": row.to_unit.name,
                "status": status,
                "waits": waits,
                "asked_at": row.asked_at,
                "answered_at": row.answered_at,
                "note": row.note,
                "answer": row.answer,
                "url": reverse("sip_take_over", args=[sip.public_id, row.pk]) if mine else "",
            }
        )
    return told
