"""Panels that the upper apps add to the page of a case without being imported by it.

A case belongs to `transitions`, but SIP, betalningsansvar and avvikelser have something to show on it. Each of them
registers a provider in its `AppConfig.ready`; the page of the case asks `case_panels` and shows what comes back.

    register_case_panel("sip", sip_panel, place=Place.ASIDE, order=20)

    def sip_panel(request: PanelRequest) -> Panel | None:
        call = selectors.current_call(acting=request.acting, episode_id=request.episode_id)
        return call and Panel("SIP", "sip/_case_panel.html", {"call": present(call, request.now)})

The template gets `panel.context` only, beside what the context processors give. A provider returns None when the unit
has nothing to see there. Registering a name twice is a programming error and raises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Place(StrEnum):
    """Where on the page of the case a panel stands."""

    MAIN = "main"  # under the steps, above the timeline
    ASIDE = "aside"  # the right column, under the facts


@dataclass(frozen=True)
class PanelRequest:
    """What a provider may look at: who acts, in which case, when. `acting` is an `actors.acting.Acting`."""

    acting: Any
    episode_id: int
    episode_public_id: str
    now: dt.datetime


@dataclass(frozen=True)
class Panel:
    """A heading, a template, and the whole context of that template. `id` and `place` are set by the registry."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    icon: str = ""
    id: str = ""
    place: Place = Place.MAIN


Provider = Callable[[PanelRequest], Panel | None]


@dataclass(frozen=True)
class _Entry:
    order: int
    name: str
    place: Place
    provider: Provider


_entries: dict[str, _Entry] = {}


def register_case_panel(
    name: str, provider: Provider, *, place: Place = Place.MAIN, order: int = 100
) -> None:
    """Let `provider` add a panel to every case. Lower `order` stands first. Raises ValueError for a name in use."""
    if name in _entries:
        raise ValueError(f"a case panel named {name!r} is already registered")
    _entries[name] = _Entry(order, name, place, provider)


def unregister_case_panel(name: str) -> None:
    """Take a panel away again (for tests)."""
    _entries.pop(name, None)


def case_panels(request: PanelRequest) -> list[Panel]:
    """Return the panels of one case in the order they are shown. An error in a provider is not hidden."""
    panels = []
    for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.name)):
        panel = entry.provider(request)
        if panel is not None:
            panels.append(replace(panel, id=f"panel-{entry.name}", place=entry.place))
    return panels
