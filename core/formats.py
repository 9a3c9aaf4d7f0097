"""How dates, times, numbers and identities are written in Swedish: pure functions, shared by pages, PDF and mail.

The forms follow Myndigheternas skrivregler: clock with a point, decimal comma, a space between figure and unit that
does not break, personal number with hyphen. No function reads the clock: `now` is always given.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from core.clock import local, local_date

NBSP = "\u00a0"
MINUS = "\u2212"

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
MONTHS_LONG = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
COUNT_WORDS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# From three days on the hours only disturb; the exact time stands in the case.
DAYS_WITHOUT_HOURS = 3
HOURS_WITH_MINUTES = 2


def day_of(value: dt.date | dt.datetime) -> dt.date:
    """Return the Swedish calendar day of a date or a moment."""
    return local_date(value) if isinstance(value, dt.datetime) else value


def day_text(value: dt.date | dt.datetime, now: dt.datetime) -> str:
    """Return "21 nov", with the year when it is not the current one: "21 nov 2025"."""
    day = day_of(value)
    text = f"{day.day}{NBSP}{MONTHS[day.month - 1]}"
    return text if day.year == day_of(now).year else f"{text}{NBSP}{day.year}"


def weekday_text(value: dt.date | dt.datetime, now: dt.datetime) -> str:
    """Return "fredag 21 nov"."""
    return f"{WEEKDAYS[day_of(value).weekday()]} {day_text(value, now)}"


def relative_day_text(value: dt.date | dt.datetime, now: dt.datetime) -> str:
    """Return "i dag", "i går" or "i morgon", else "fredag 21 nov"."""
    words = {-1: "i går", 0: "i dag", 1: "i morgon"}
    return words.get((day_of(value) - day_of(now)).days) or weekday_text(value, now)


def month_text(value: dt.date) -> str:
    """Return "november 2026"."""
    return f"{MONTHS_LONG[value.month - 1]} {value.year}"


def clock_text(value: dt.datetime | dt.time) -> str:
    """Return "13.00"."""
    return f"{(local(value) if isinstance(value, dt.datetime) else value):%H.%M}"


def moment_text(value: dt.date | dt.datetime, now: dt.datetime) -> str:
    """Return "21 nov kl. 13.00"; a plain date gives the day only."""
    day = day_text(value, now)
    return f"{day} kl.{NBSP}{clock_text(value)}" if isinstance(value, dt.datetime) else day


def duration_text(seconds: float) -> str:
    """Return a length of time in the two units that matter: "1 dygn 3 tim", "1 tim 20 min", "35 min"."""
    seconds = int(abs(seconds))
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days >= DAYS_WITHOUT_HOURS or (days and not hours):
        return f"{days}{NBSP}dygn"
    if days:
        return f"{days}{NBSP}dygn {hours}{NBSP}tim"
    if hours >= HOURS_WITH_MINUTES or (hours and not minutes):
        return f"{hours}{NBSP}tim"
    if hours:
        return f"{hours}{NBSP}tim {minutes}{NBSP}min"
    return f"{minutes}{NBSP}min" if minutes else f"under 1{NBSP}min"


def countdown_text(deadline: dt.datetime, now: dt.datetime) -> str:
    """Return "1 dygn 3 tim kvar" before the deadline and "2 tim över tiden" from it on."""
    left = (deadline - now).total_seconds()
    return f"{duration_text(left)} {'kvar' if left > 0 else 'över tiden'}"


def personal_number_text(value: str) -> str:
    """Return "19 350607-9281" for twelve characters; another identity (a reserve number) is returned as it is."""
    compact = re.sub(r"[\s-]", "", value or "")
    if len(compact) != 12 or not compact[:8].isdigit():
        return value or ""
    return f"{compact[:2]}{NBSP}{compact[2:8]}-{compact[8:]}"


def phone_href(value: str) -> str:
    """Return "tel:+46812345000" for "08-123 450 00"; short numbers (1177) stay national."""
    digits = re.sub(r"[^\d+]", "", value or "")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+46{digits[1:]}"
    return f"tel:{digits}"


def number_text(value: Decimal | float | None, decimals: int | None = None) -> str:
    """Return "12 345,7": comma, groups of three from five figures on, a true minus, "–" when nothing is known."""
    if value is None:
        return "–"
    amount = Decimal(str(value))
    if decimals is not None:
        amount = amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(amount):f}".partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", NBSP)
    sign = MINUS if amount < 0 else ""
    return f"{sign}{whole}{',' + fraction if fraction else ''}"


def percent_text(share: Decimal | float | None, decimals: int = 0) -> str:
    """Return "94 %" for the share 0.94."""
    return "–" if share is None else f"{number_text(Decimal(str(share)) * 100, decimals)}{NBSP}%"


def money_text(kronor: Decimal | float | None, decimals: int = 0) -> str:
    """Return "12 345 kr"."""
    return "–" if kronor is None else f"{number_text(kronor, decimals)}{NBSP}kr"


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: "Kallelse till SIP" → "kallelse till SIP"; "SIP" stays."""
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def count_word(count: int) -> str:
    """Return the number as a word up to twelve, then in figures: "två", "14"."""
    return COUNT_WORDS[count] if 0 <= count < len(COUNT_WORDS) else number_text(count)
