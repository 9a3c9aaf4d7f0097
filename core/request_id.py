"""The number that ties together everything that one request or task did."""

import re
import uuid
from typing import Final

import structlog

# Letters at the front: a caller cannot smuggle a personal number into our logs by this header.
_ACCEPTED: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9-]{8,64}")
_LONG_NUMBER: Final = re.compile(r"\d{6}-?\d{4}")


def current() -> str:
    """The id of the request in hand; empty outside one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def bind(proposed: str | None) -> str:
    """Begin a request: take the caller's id if it has the shape of one, else make one. Returns it."""
    usable = proposed and _ACCEPTED.fullmatch(proposed) and not _looks_personal(proposed)
    # With its dashes: thirty-two signs in a row are taken for an identity number now and then.
    chosen = proposed if usable and proposed else str(uuid.uuid4())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=chosen)
    return chosen


def _looks_personal(text: str) -> bool:
    return _LONG_NUMBER.search(text) is not None and not _is_uuid(text)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
