"""The app's entry in the main menu."""

from actors.acting import Acting
from core.navigation import register_entry
from deviations import permissions, selectors


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
        shown=permissions.may_report,
        count=_count,
    )
