"""The panel of betalningsansvar on the page of a case."""

from django.urls import reverse

from core.panels import Panel, PanelRequest, Place, register_case_panel
from liability.presenters.results import result
from liability.presenters.strip import waiting_texts
from liability.selectors.assessments import current
from liability.selectors.owing import owing_names


def liability_panel(request: PanelRequest) -> Panel | None:
    """The result that stands, for those it is addressed to; nothing before the first notice. Two queries."""
    row = current(acting=request.acting, episode_id=request.episode_id)
    if row is None or not row.spells:
        return None
    context = {
        "result": result(row, owed_by=owing_names(row), now=request.now),
        "questions": waiting_texts(row),
        "url": reverse("liability", args=[request.episode_public_id]),
    }
    return Panel("Betalningsansvar", "liability/_case_panel.html", context, icon="scale")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("liability", liability_panel, place=Place.ASIDE, order=30)
