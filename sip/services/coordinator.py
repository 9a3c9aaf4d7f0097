"""Naming the coordinator of a person with many care givers (S12)."""

from datetime import datetime

from actors.acting import Acting
from core import scope
from core.invalid import Invalid
from sip import permissions
from transitions.rules.kinds import ItemKind
from transitions.services import record_item

LONGEST_NAME, LONGEST_PHONE = 150, 40


@scope.atomic
def name_coordinator(
    *, acting: Acting, episode_id: int, at: datetime, name: str, phone: str, version: int | None = None
) -> int:
    """Say who coordinates, with a direct number; a later word replaces it. Everybody on the case is told.

    Raises Invalid: `name`, `phone`.
    """
    permissions.require(permissions.may_name_coordinator(acting), ItemKind.COORDINATOR_NAMED)
    who, number = name.strip(), phone.strip()
    if not who or len(who) > LONGEST_NAME:
        raise Invalid("name", "Ange samordnarens namn.", "name")
    if not any(sign.isdigit() for sign in number) or len(number) > LONGEST_PHONE:
        raise Invalid("phone", "Ange ett direktnummer till samordnaren.", "phone")
    item = record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.COORDINATOR_NAMED,
        at=at,
        data={"name": who, "phone": number},
        version=version,
    )
    return item.pk
