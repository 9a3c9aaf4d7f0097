"""Which values may stand in a queue, a log or an audit row: ids, codes, dates and flags, never text about a
person.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final
from uuid import UUID

# A code starts with a letter, so that no run of digits (a personal number) can pass as one.
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
# A database id of nine digits at most: ten or twelve digits could be a personal number.
_ID_LIMIT: Final = 1_000_000_000

Safe = None | bool | int | str


def is_code(text: str) -> bool:
    """Whether the text is a short code: a letter, then letters, digits and ``_ . : -``, 60 at most."""
    return _CODE.fullmatch(text) is not None


def is_id(number: int) -> bool:
    """Whether the number can be a database id rather than a personal number."""
    return 0 <= number < _ID_LIMIT


def plain(value: object) -> Safe:
    """The value as JSON takes it: id, code, uuid, date, flag or nothing. Raises ValueError for all else."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and is_id(abs(value)):
        return value
    if isinstance(value, Decimal) and abs(value) < _ID_LIMIT:
        return f"d:{value}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str) and (value == "" or is_code(value) or _is_uuid(value) or _is_moment(value)):
        return value
    # The value itself is left out of the message: it may be the very thing that must not be logged.
    raise ValueError(f"a value of type {type(value).__name__} is neither an id, a code, a date nor a flag")


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    # fromisoformat takes eight bare digits as a date too: only the written-out form is let through.
    if len(text) < 10 or text[4] != "-":
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
