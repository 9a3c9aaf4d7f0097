"""The registry through which upper apps add panels to a case."""

from datetime import UTC, datetime

import pytest

from core import panels
from core.panels import Panel, PanelRequest, Place, case_panels, register_case_panel, unregister_case_panel

REQUEST = PanelRequest(
    acting=None, episode_id=1, episode_public_id="x", now=datetime(2026, 11, 21, tzinfo=UTC)
)


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setattr(panels, "_entries", {})  # without those that the apps registered at start
    return register_case_panel


def test_panels_come_in_order_with_their_place(registered):
    registered("later", lambda request: Panel("Senare", "tested.html"), order=2000)
    registered("sooner", lambda request: Panel("Först", "tested.html"), order=1000, place=Place.ASIDE)
    assert [(panel.title, panel.place, panel.id) for panel in case_panels(REQUEST)] == [
        ("Först", Place.ASIDE, "panel-sooner"),
        ("Senare", Place.MAIN, "panel-later"),
    ]


def test_a_provider_with_nothing_to_say_adds_nothing(registered):
    registered("silent", lambda request: None)
    assert case_panels(REQUEST) == []


def test_a_provider_gets_the_request(registered):
    registered("asking", lambda request: Panel(request.episode_public_id, "tested.html"))
    assert [panel.title for panel in case_panels(REQUEST)] == ["x"]


def test_a_name_is_registered_once(registered):
    registered("twice", lambda request: None)
    with pytest.raises(ValueError, match="twice"):
        register_case_panel("twice", lambda request: None)


def test_a_panel_may_be_taken_away(registered):
    registered("short", lambda request: Panel("Kort", "tested.html"))
    unregister_case_panel("short")
    assert case_panels(REQUEST) == []


def test_an_error_in_a_provider_is_not_hidden(registered):
    def broken(request):
        raise LookupError("gone")

    registered("broken", broken)
    with pytest.raises(LookupError):
        case_panels(REQUEST)
