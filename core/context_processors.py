"""What every page may rely on, whoever looks."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from django.http import HttpRequest

from core import access_log, clock
from core.appearance import Appearance, appearance_of


class Interface(TypedDict):
    """The names that `interface` adds to the context."""

    now: dt.datetime
    appearance: Appearance
    look_alert: bool
    machine_seconds: int


def interface(request: HttpRequest) -> Interface:
    """Add `now` (one moment for the whole page), the machine's clock for the browser to hold its own against, the
    person's own settings of the interface, and whether the person has opened so many patients that it is told.
    """
    return {
        "now": clock.now(),
        "machine_seconds": int(clock.machine_now().timestamp()),
        "appearance": appearance_of(request),
        "look_alert": access_log.reader_is_told(),
    }
