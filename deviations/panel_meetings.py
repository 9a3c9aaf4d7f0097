"""Lift a readmission to a joint meeting, from the page of its case (A11)."""

from django.urls import reverse

from core import formats
from core.panels import Panel, PanelRequest, Place, register_case_panel
from deviations import permissions_meetings as permissions
from deviations import selectors_meetings as selectors
from transitions.rules.readmission import earlier_for
from transitions.selectors.chains import chain_of_case


def meetings_panel(request: PanelRequest) -> Panel | None:
    """The coming meetings to which a unit that was on both stays may lift the readmission; None for all others."""
    acting = request.acting
    if not permissions.may_list(acting):
        return None
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    if earlier_for(chain, acting.unit_id) is None:
        return None
    actions = [
        {
            "label": f"Lyft till {row.forum.name}, {formats.day_text(row.starts_at, request.now)}",
            "url": reverse("meeting_lift_readmission", args=[row.public_id]),
            "icon": "users",
            "method": "post",
            "fields": {"case": request.episode_public_id},
        }
        for row in selectors.open_meetings(acting=acting)
    ]
    if not actions:
        return None
    return Panel("Samverkansmöte", "deviations/_meetings_panel.html", {"actions": actions}, icon="users")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("meetings", meetings_panel, place=Place.ASIDE, order=45)
