"""What the services share: closed lists read from text, and rows saved with or without a version."""

from enum import StrEnum
from typing import TypeVar

from actors.acting import Acting
from core.invalid import Invalid
from sip.models import Sip, SipParticipant

Choice = TypeVar("Choice", bound=StrEnum)


def read_choice(kind: type[Choice], value: str, field: str, message: str) -> Choice:
    """The member of a closed list. Raises Invalid with the field's name as code."""
    try:
        return kind(value)
    except ValueError as error:
        raise Invalid(field, message, field) from error


def save(row: Sip | SipParticipant, acting: Acting) -> None:
    """Save a row; loaded history leaves no versions behind, since nobody edited."""
    if not acting.importing:
        row.save()
        return
    row.skip_history_when_saving = True  # type: ignore[union-attr]
    try:
        row.save()
    finally:
        del row.skip_history_when_saving  # type: ignore[union-attr]
