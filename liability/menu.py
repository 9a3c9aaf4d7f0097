"""The app's entry in the main menu: for those who see sums."""

from actors.acting import Acting
from core.navigation import register_entry
from liability import permissions


def _shown(acting: Acting) -> bool:
    return permissions.may(acting, permissions.SEE_SUMS)


def register() -> None:
    """Called when the app is ready."""
    register_entry(
        "liability",
        "Betalningsansvar",
        "liability_overview",
        icon="scale",
        order=55,
        prefix="/betalningsansvar/",
        shown=_shown,
    )
