"""The panel of deviations on the page of a case."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from actors import selectors as actors
from core.panels import Panel, PanelRequest, Place, register_case_panel
from deviations import permissions, selectors, selectors_proposals
from deviations.presenters import pages as present
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import Category
from deviations.rules.suggestions import Suggestion, suggestions
from transitions.selectors.chains import chain_of_case, party_rows
from transitions.services.state import limits


def deviations_panel(request: PanelRequest) -> Panel | None:
    """The deviations that the unit may see, and what it may want to report; None for roles that report nothing."""
    acting = request.acting
    if not permissions.may_report(acting):
        return None
    rows = selectors.of_episode(acting=acting, episode_id=request.episode_id)
    mine = [row for row in rows if row.reported_by_id == acting.unit_id]
    reported = {row.category for row in mine}
    told: set[tuple[str, int | None]] = {(row.category, row.about_id) for row in mine}
    drafts = selectors_proposals.of_episode(acting=acting, episode_id=request.episode_id)
    told |= {(row.category, row.about_id) for row in drafts if row.dismissal}
    waiting = {(row.category, row.about_id): row.public_id for row in drafts if row.settled_at is None}
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    found = suggestions(chain, limits(), request.now, unit_kind=acting.unit_kind, unit_id=acting.unit_id)
    absent = {one.about_id for one in found if one.category is Category.SIP_NOT_ATTENDED and one.about_id}
    names = actors.units_by_id(absent) if absent else {}
    thanked = selectors.thanked(acting=acting, episode_id=request.episode_id)
    address = f"{reverse('deviation_new')}?"
    context = {
        "rows": [present.panel_row(row, now=request.now) for row in rows],
        "suggestions": [
            {
                "label": CATEGORIES[one.category]
                + (f", {names[one.about_id].name}" if one.about_id in names else ""),
                "url": address
                + urlencode(
                    {"arende": request.episode_public_id, "kategori": one.category}
                    | ({"om": one.about_id} if one.about_id in names else {})
                    | _draft(waiting, one)
                ),
            }
            for one in found
            if (one.category, one.about_id) not in told
            and (one.category is Category.SIP_NOT_ATTENDED or one.category not in reported)
        ],
        "thanks": [
            {"unit": unit.name, "id": unit.id, "done": unit.id in thanked}
            for unit in (row.unit for row in party_rows(request.episode_id))
            if unit.id == chain.current_ward_id and unit.id != acting.unit_id
        ],
        "thanks_url": reverse("deviation_thank"),
        "case_public_id": request.episode_public_id,
        "actions": [
            {
                "label": "Rapportera avvikelse",
                "url": address + urlencode({"arende": request.episode_public_id}),
                "icon": "flag",
            }
        ],
    }
    return Panel("Avvikelser", "deviations/_case_panel.html", context, icon="flag")


def _draft(waiting: Mapping[tuple[str, int | None], UUID], one: Suggestion) -> dict[str, UUID]:
    """The draft of the same thing, which is settled when the report is sent."""
    found = waiting.get((one.category, one.about_id))
    return {"forslag": found} if found is not None else {}


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("deviations", deviations_panel, place=Place.ASIDE, order=40)
