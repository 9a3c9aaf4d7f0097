"""How a measure is written in Swedish."""

from decimal import Decimal

from core.formats import NBSP, number_text
from reporting.rules.definitions import BY_CODE, Definition, Unit
from reporting.rules.measures import Value
from reporting.rules.names import SUPPRESSED
from reporting.rules.rounding import percent

Measures = dict[str, Value]

NOTHING = SUPPRESSED
"""What stands where there is nothing to count, or nothing may be shown."""

DECIMALS = {Unit.PERCENT: 1, Unit.HOURS: 1, Unit.CALENDAR_DAYS: 1}
AFTER = {
    Unit.COUNT: "",
    Unit.PERCENT: f"{NBSP}%",
    Unit.DAYS: f"{NBSP}dygn",
    Unit.CALENDAR_DAYS: f"{NBSP}dagar",
    Unit.HOURS: f"{NBSP}tim",
    Unit.KRONOR: f"{NBSP}kr",
}


def value_text(definition: Definition, value: Value, *, unit: bool = True) -> str:
    """A measure as it is shown: "1,85 dygn", "78,6 %", "12 400 kr", "–"."""
    if value is None:
        return NOTHING
    text = number_text(as_decimal(value), _decimals(definition, value))
    return f"{text}{AFTER[definition.unit]}" if unit else text


def as_decimal(value: float | str) -> Decimal:
    """A measure's exact value as it was printed."""
    return Decimal(str(value))


def as_number(value: Value) -> float | None:
    """A measure as a diagram takes it."""
    return None if value is None else float(value)


def share(definition: Definition, measures: Measures) -> float | None:
    """The part that a count is of what it is a part of, in percent with one decimal."""
    if definition.part_of is None:
        return None
    part, whole = measures[definition.code], measures[definition.part_of]
    return percent(part, whole) if isinstance(part, int) and isinstance(whole, int) else None


def share_text(definition: Definition, measures: Measures) -> str:
    """The share as it is shown; empty for what is not a part of anything."""
    if definition.part_of is None:
        return ""
    found = share(definition, measures)
    return NOTHING if found is None else f"{number_text(found, 1)}{NBSP}%"


def text_of(code: str, measures: Measures) -> str:
    """A measure with its unit, by its code."""
    return value_text(BY_CODE[code], measures[code])


def cell_text(value: int | None) -> str:
    """A cell of a breakdown; a hidden one is "–"."""
    return SUPPRESSED if value is None else number_text(value)


def _decimals(definition: Definition, value: float | str) -> int | None:
    if isinstance(value, str):
        return 2
    if isinstance(value, float) and definition.unit not in DECIMALS:
        return 1
    return DECIMALS.get(definition.unit)
