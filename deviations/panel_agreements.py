"""Local agreements at the steps of a case that are not finished (A12)."""

from core.panels import Panel, PanelRequest, Place, register_case_panel
from deviations import selectors_agreements as selectors
from deviations.presenters.agreements import step_text
from transitions.rules.step_values import FINISHED
from transitions.rules.steps import shown_to, steps
from transitions.selectors.chains import chain_of_case
from transitions.services.state import limits


def agreements_panel(request: PanelRequest) -> Panel | None:
    """What the own organisation has agreed on at the steps that the unit sees; None where nothing is."""
    acting = request.acting
    found = selectors.at_steps(acting=acting)
    if not found:
        return None
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    shown = shown_to(
        steps(chain, limits(), request.now), chain, unit_id=acting.unit_id, kind=acting.unit_kind
    )
    waiting = {str(step.code): step.number for step in shown if step.state not in FINISHED}
    rows = sorted((one for one in found if one.step in waiting), key=lambda one: waiting[one.step])
    if not rows:
        return None
    context = {"rows": [{"name": one.name, "step": step_text(one.step), "text": one.text} for one in rows]}
    return Panel("Lokala överenskommelser", "deviations/_agreements_panel.html", context, icon="handshake")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("agreements", agreements_panel, place=Place.ASIDE, order=60)
