"""The app's entry in the main menu."""

from actors.acting import Acting
from core import clock
from core.navigation import register_entry
from sip import permissions, selectors, selectors_signals


def _count(acting: Acting) -> int:
    now = clock.now()
    calls = selectors.to_call_count(acting=acting, now=now) if permissions.may_call(acting) else 0
    answers = permissions.may_answer_signal(acting)
    return calls + (selectors_signals.waiting_count(acting=acting, now=now) if answers else 0)


def register() -> None:
    """Called when the app is ready."""
    register_entry(
        "sip_video",
        "Videomöten",
        "sip_video",
        icon="users",
        order=95,
        prefix="/videomoten/",
        shown=permissions.keeps_video,
    )
    register_entry(
        "sip",
        "SIP",
        "sip_list",
        icon="users",
        order=30,
        prefix="/sip/",
        shown=permissions.may_list,
        count=_count,
    )
