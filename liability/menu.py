"""The app's entries in the main menu: for those who see sums, and for those who review a month."""

from actors.acting import Acting
from core.navigation import register_entry
from liability import permissions


def _shown(acting: Acting) -> bool:
    return permissions.may(acting, permissions.SEE_SUMS)


def _shown_to_assessors(acting: Acting) -> bool:
    """Those who review a month without seeing the organisation's sums."""
    return permissions.may(acting, permissions.SEE_STATEMENTS) and not _shown(acting)


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
    register_entry(
        "statements",
        "Betalningsunderlag",
        "statements",
        icon="scale",
        order=55,
        prefix="/betalningsansvar/underlag/",
        shown=_shown_to_assessors,
    )
