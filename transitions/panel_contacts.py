"""Kontakt: whom to call in the case, with direct number, who is on duty now, and a face where there is one (T17)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors import selectors as actors
from actors import selectors_duty, selectors_portraits
from actors.acting import Acting
from actors.names import ShownNames, shown_names
from actors.presenters_places import duty_lines, staffed_status
from actors.selectors import UnitRef
from core.clock import local_date
from core.panels import Panel, PanelRequest, Place, register_case_panel
from core.ui import Status, Tone
from transitions.models import Item
from transitions.selectors.chains import party_rows
from transitions.selectors.reaching import care_contact, heard_from


def contacts_panel(request: PanelRequest) -> Panel | None:
    """The ward and the units that the reader has heard from: not every unit on a chain is the reader's to know of."""
    acting, now = request.acting, request.now
    known = heard_from(acting=acting, episode_id=request.episode_id) - {acting.unit_id}
    if not known:
        return None
    names = shown_names(acting)
    appointed = care_contact(acting=acting, episode_id=request.episode_id)
    context = {
        "care_contact": _person(appointed, acting, names, now) if appointed else None,
        "contacts": _units(request, known, names),
    }
    return Panel("Kontakt", "transitions/_contacts.html", context, icon="phone")


def _person(item: Item, acting: Acting, names: ShownNames, now: datetime) -> dict[str, Any] | None:
    """The fast vårdkontakt; None when the name was not sent to the reader."""
    name = item.data.get("name", "")
    if not name:
        return None
    face = selectors_portraits.face_named(acting, item.by_unit_id, name, on=local_date(now))
    return {
        "name": names.of(name),
        "unit": item.by_unit.name,
        "phone": item.data.get("phone", ""),
        "face": face,
    }


def _units(request: PanelRequest, known: Iterable[int], names: ShownNames) -> list[dict[str, Any]]:
    acting, now = request.acting, request.now
    closed = actors.in_place_of(known, on=local_date(now))
    wanted = {*known, *(heir for heir in closed.values() if heir is not None)}
    # The chain has nearly always all of them, in order of name.
    units = {row.unit.id: row.unit for row in party_rows(request.episode_id) if row.unit.id in wanted}
    if len(units) < len(wanted):
        units = actors.units_by_id(wanted)
    open_ids = [pk for pk in known if pk not in closed]
    duty = selectors_duty.on_duty_in(open_ids, now)
    staffing = selectors_duty.staffing_of(open_ids)
    there = [one.user_id for lines in duty.values() for one in lines]
    faces = selectors_portraits.faces(acting, there)
    rows = []
    for pk, unit in units.items():
        if pk in closed:
            rows.append(_closed(unit, units.get(closed[pk] or 0)))
        elif pk in known:
            rows.append(
                _card(unit)
                | {
                    "status": staffed_status(staffing[pk], now),
                    "duty": duty_lines(duty.get(pk, []), names, now, faces),
                }
            )
    return rows


def _card(unit: UnitRef) -> dict[str, Any]:
    return {"name": unit.name, "url": reverse("unit", args=[unit.id]), "phone": unit.phone}


def _closed(unit: UnitRef, heir: UnitRef | None) -> dict[str, Any]:
    """A unit that has ended has no number; whoever has its place has one."""
    return {
        **_card(unit),
        "phone": "",
        "closed": True,
        "status": Status("Har upphört", Tone.WARNING, "lock"),
        "heir": _card(heir) if heir else None,
    }


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("contacts", contacts_panel, place=Place.ASIDE, order=10)
