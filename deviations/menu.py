"""The app's entry in the main menu."""

from actors.acting import Acting
from core.navigation import register_entry
from deviations import permissions, selectors
from deviations import permissions_delegations as delegations
from deviations import permissions_meetings as meetings


def _count(acting: Acting) -> int:
    return selectors.to_do_count(acting=acting)


def register() -> None:
    """Called when the app is ready."""
    register_entry(
        "deviations",
        "Avvikelser",
        "deviation_list",
        icon="flag",
        order=40,
        prefix="/avvikelser/",
        shown=permissions.may_read,
        count=_count,
    )
    register_entry(
        "delegations",
        "Delegeringar",
        "delegations",
        icon="handshake",
        order=45,
        prefix="/delegeringar/",
        shown=delegations.may_list,
    )
    register_entry(
        "meetings",
        "Möten",
        "meetings",
        icon="users",
        order=46,
        prefix="/moten/",
        shown=meetings.may_list,
    )
