"""Kontakt: whom to call in the case, with direct number and who is on duty now (T17)."""

from django.urls import reverse

from actors import selectors as actors
from actors import selectors_duty
from actors.names import shown_names
from actors.presenters_places import duty_lines, staffed_status
from core.panels import Panel, PanelRequest, Place, register_case_panel
from transitions.selectors.reaching import heard_from


def contacts_panel(request: PanelRequest) -> Panel | None:
    """The ward and the units that the reader has heard from: not every unit on a chain is the reader's to know of."""
    acting, now = request.acting, request.now
    known = heard_from(acting=acting, episode_id=request.episode_id) - {acting.unit_id}
    if not known:
        return None
    names = shown_names(acting)
    duty = selectors_duty.on_duty_in(known, now)
    staffing = selectors_duty.staffing_of(known)
    context = {
        "contacts": [
            {
                "name": unit.name,
                "url": reverse("unit", args=[unit.id]),
                "phone": unit.phone,
                "status": staffed_status(staffing[unit.id], now),
                "duty": duty_lines(duty.get(unit.id, []), names, now),
            }
            for unit in actors.units(ids=known)
        ]
    }
    return Panel("Kontakt", "transitions/_contacts.html", context, icon="phone")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("contacts", contacts_panel, place=Place.ASIDE, order=10)
