"""The words, tones and icons that pages share: one place where a tone gets its icon.

Colour never carries a meaning alone (WCAG 1.4.1): a status is always tone + icon + word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core import formats

SOON = dt.timedelta(hours=4)


class Tone(StrEnum):
    """The six tones of the design system; the values are its `data-color`."""

    DANGER = "danger"
    WARNING = "warning"
    SUCCESS = "success"
    INFO = "info"
    NEUTRAL = "neutral"
    ACCENT = "accent"


TONE_ICONS: dict[Tone, str] = {
    Tone.DANGER: "triangle-alert",
    Tone.WARNING: "clock",
    Tone.SUCCESS: "check",
    Tone.INFO: "info",
    Tone.NEUTRAL: "circle-minus",
    Tone.ACCENT: "circle-dot",
}


@dataclass(frozen=True)
class Status:
    """A status as it is shown: a word, its tone, and an icon when the tone's own does not fit."""

    label: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""


@dataclass(frozen=True)
class GroundLabel:
    """Why a field may be sent, as it is shown beside the field."""

    label: str
    explanation: str
    icon: str


# architecture.md, "What a party may know", point 5.
GROUNDS: dict[str, GroundLabel] = {
    "duty": GroundLabel("Skyldighet", "Skickas enligt lag utan samtycke (LUS 2 kap. 1–4 §§).", "scale"),
    "duty_unless_secrecy": GroundLabel(
        "Skyldighet om inte sekretess",
        "Skickas enligt lag om inte sekretess hindrar (LUS 3 kap. 1–2 §§).",
        "scale",
    ),
    "consent": GroundLabel("Samtycke", "Skickas för att personen har samtyckt.", "handshake"),
    "harm_assessment": GroundLabel(
        "Menprövning", "Skickas efter en dokumenterad menprövning.", "shield-check"
    ),
    "sender": GroundLabel("Avsändaren", "Säger vem som skickar, inget om personen.", "user-round"),
    "process": GroundLabel("Steg i processen", "Når de enheter som delar steget.", "users"),
    "none": GroundLabel("Skickas inte", "Uppgiften stannar hos din enhet.", "lock"),
}


def deadline_tone(deadline: dt.datetime, now: dt.datetime) -> Tone:
    """Return the tone of a deadline: passed, less than four hours away, or later."""
    if deadline <= now:
        return Tone.DANGER
    return Tone.WARNING if deadline - now < SOON else Tone.NEUTRAL


def error_heading(count: int) -> str:
    """Return the heading of the error summary: "Rätta en uppgift", "Rätta två uppgifter"."""
    return "Rätta en uppgift" if count == 1 else f"Rätta {formats.count_word(count)} uppgifter"
