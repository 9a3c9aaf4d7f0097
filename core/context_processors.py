"""What every page may rely on, whoever looks."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from django.http import HttpRequest

from core import clock
from core.appearance import Appearance, appearance_of


class Interface(TypedDict):
    """The names that `interface` adds to the context."""

    now: dt.datetime
    appearance: Appearance


def interface(request: HttpRequest) -> Interface:
    """Add `now` (one moment for the whole page) and the person's own settings of the interface."""
    return {"now": clock.now(), "appearance": appearance_of(request)}
