"""The app's entries in the main menu."""

from actors import permissions, selectors_access
from actors.acting import Acting
from core import clock, outbox
from core.navigation import register_entry


def _operates(acting: Acting) -> bool:
    return permissions.may(acting, permissions.OPERATE)


def _held(acting: Acting) -> int:
    return outbox.held_count()


def register() -> None:
    """Called when the app is ready."""
    register_entry(
        "operations",
        "Drift",
        "operations",
        icon="settings",
        order=5,
        prefix="/drift/",
        shown=_operates,
        count=_held,
    )
    register_entry(
        "access",
        "Behörigheter",
        "access",
        icon="key-round",
        order=15,
        prefix="/behorigheter/",
        shown=lambda acting: permissions.may(acting, permissions.SEE_ACCESS),
        count=lambda acting: selectors_access.unused_count(acting.unit_id, on=clock.today()),
    )
    register_entry(
        "directory",
        "Enheter",
        "directory",
        icon="building-2",
        order=60,
        prefix="/enheter/",
        shown=lambda acting: permissions.may(acting, permissions.SEE_DIRECTORY),
    )
