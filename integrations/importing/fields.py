"""How one field of an event line is read. Pure: a JSON value in, a value or a refusal out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

LONGEST_ID = 60
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
FIRST_YEAR, LAST_YEAR = 1900, 2200

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?")


class Refused(Exception):
    """A line cannot be taken. `code` is stable English, `message` Swedish and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


Read = Callable[[str, Any], Any]
"""Takes the field's name and its JSON value; raises Refused."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a line: its name, how it is read, and whether it must be there."""

    name: str
    read: Read
    required: bool = True
    default: Any = None


def text(longest: int = LONGEST_TEXT, *, empty: bool = True) -> Read:
    """Text without control characters, its ends trimmed."""

    def read(name: str, value: object) -> str:
        if not isinstance(value, str):
            raise Refused("wrong_type", f"Fältet {name} ska vara text inom citattecken.")
        if _CONTROL.search(value):
            raise Refused(
                "control_character", f"Fältet {name} innehåller tecken som inte kan skrivas. Ta bort dem."
            )
        found = value.strip()
        if len(found) > longest:
            raise Refused("too_long", f"Fältet {name} är för långt: högst {longest} tecken får plats.")
        if not found and not empty:
            raise Refused("empty_field", f"Fältet {name} är tomt. Fyll i det.")
        return found

    return read


def identity() -> Read:
    """An id: text that is not empty, 60 characters at most."""
    return text(LONGEST_ID, empty=False)


def one_of(values: type[StrEnum] | Iterable[str]) -> Read:
    """One of a fixed list."""
    allowed = {str(value): value for value in values}

    def read(name: str, value: Any) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise Refused(
                "unknown_value", f"Fältet {name} har ett okänt värde. Välj ett av: {', '.join(allowed)}."
            )
        return allowed[value]

    return read


def several(read_one: Read, *, empty: bool = True) -> Read:
    """A list, each once, in the order given."""

    def read(name: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Refused("wrong_type", f"Fältet {name} ska vara en lista inom hakparenteser.")
        if not value and not empty:
            raise Refused("empty_field", f"Fältet {name} är en tom lista. Ange minst ett värde.")
        return tuple(dict.fromkeys(read_one(name, one) for one in value))

    return read


def moment(name: str, value: Any) -> datetime:
    """A time with its zone."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Refused("bad_time", f"Fältet {name} ska vara en tid, till exempel 2021-08-02T10:15:00+02:00.")
    if found["zone"] is None:
        raise Refused(
            "no_zone",
            f"Tiden i {name} saknar tidszon. Skriv den med, till exempel 2021-08-02T10:15:00+02:00.",
        )
    try:
        read = datetime.fromisoformat(value.replace(",", "."))
    except ValueError as error:
        raise Refused("bad_time", f"Tiden i {name} finns inte. Kontrollera siffrorna.") from error
    _within_reach(name, read)
    return read


def day(name: str, value: Any) -> date:
    """A local date."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise Refused("bad_date", f"Fältet {name} ska vara ett datum, till exempel 2021-08-02.")
    try:
        read = date.fromisoformat(value)
    except ValueError as error:
        raise Refused("bad_date", f"Datumet i {name} finns inte. Kontrollera siffrorna.") from error
    _within_reach(name, read)
    return read


def _within_reach(name: str, read: date) -> None:
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Refused("bad_date", f"Året i {name} är orimligt. Kontrollera siffrorna.")


def day_or_moment(name: str, value: Any) -> str:
    """A date or a time with its zone, kept as it was written."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return day(name, value).isoformat()
    return moment(name, value).isoformat()


def texts(name: str, value: Any) -> str | tuple[str, ...]:
    """Text, or a list of texts."""
    one = text(LONGEST_NAME)
    found: str | tuple[str, ...] = several(one)(name, value) if isinstance(value, list) else one(name, value)
    return found


def flag(name: str, value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Refused("wrong_type", f"Fältet {name} ska vara true eller false.")
    return value


def score(name: str, value: Any) -> int | None:
    """An answer of 1 to 5, or null for a question that was not answered."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 5:
        raise Refused("unknown_value", f"Fältet {name} ska vara ett heltal från 1 till 5, eller null.")
    return value
