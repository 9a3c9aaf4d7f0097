"""The app's entries in the main menu: for those who see sums, the two sides of a case, and those who keep terms."""

from actors.acting import Acting
from core.navigation import register_entry
from liability import permissions


def _shown(acting: Acting) -> bool:
    return permissions.may(acting, permissions.SEE_SUMS)


def _shown_to_the_sides(acting: Acting) -> bool:
    """The two sides of a case, who do not see an organisation's sums."""
    return permissions.may_see_results(acting) and not _shown(acting)


def _shown_to_those_who_keep_terms(acting: Acting) -> bool:
    """Administrators of either side, who see neither sums nor cases."""
    return permissions.may(acting, permissions.SET_TERMS)


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
        "liability_sides",
        "Betalningsansvar",
        "liability_forecast",
        icon="scale",
        order=55,
        prefix="/betalningsansvar/",
        shown=_shown_to_the_sides,
    )
    register_entry(
        "liability_terms",
        "Betalningsansvar",
        "liability_terms",
        icon="scale",
        order=55,
        prefix="/betalningsansvar/",
        shown=_shown_to_those_who_keep_terms,
    )
