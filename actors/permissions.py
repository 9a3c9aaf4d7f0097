"""Who may see and change the directory of units, and see to what was stopped. Fails closed."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from actors.acting import Acting
from actors.rules.kinds import Role

SEE_DIRECTORY = "see_directory"
CHANGE_UNIT = "change_unit"
OPERATE = "operate"

ACTIONS: Mapping[str, frozenset[Role]] = {
    SEE_DIRECTORY: frozenset(Role),
    CHANGE_UNIT: frozenset({Role.ADMINISTRATOR}),
    OPERATE: frozenset({Role.ADMINISTRATOR}),
}


def may(acting: Acting, action: str) -> bool:
    """Whether the role may do this. Raises KeyError for an act that nobody has decided on."""
    return acting.role in ACTIONS[action]


def require(acting: Acting, action: str) -> None:
    """Stop unless the role may do this. Raises PermissionDenied, KeyError."""
    if not may(acting, action):
        raise PermissionDenied(action)
