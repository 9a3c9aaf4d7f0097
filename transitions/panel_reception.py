"""Tryggt mottagande on the page of a case (T12)."""

from actors.names import shown_names
from core.panels import Panel, PanelRequest, Place, register_case_panel
from transitions.presenters.reception import standing
from transitions.rules.reception import reception
from transitions.selectors import cases, shields
from transitions.selectors.chains import chain_of_case


def reception_panel(request: PanelRequest) -> Panel | None:
    """Its steps, for the office and the team; what reached them of it for ward and ordinary providers."""
    acting = request.acting
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    if reception(chain) is None:
        return None
    episode = cases.by_pk(acting=acting, episode_id=request.episode_id)
    if episode is None:
        return None
    blocks = shields.state(acting=acting, episode_id=episode.pk, now=request.now).blocks
    found = reception(chain.without(shields.hidden_items(acting=acting, episode=episode, blocks=blocks)))
    if found is None:
        return None
    context = standing(
        found,
        acting=acting,
        now=request.now,
        units={unit.id: unit.name for unit in cases.parties(episode)},
        names=shown_names(acting),
    )
    if context is None:
        return None
    return Panel("Tryggt mottagande", "transitions/_reception_panel.html", context, icon="house")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("reception", reception_panel, place=Place.MAIN, order=6)
