"""The app's entries in the main menu."""

from django.urls import reverse

from actors.acting import Acting
from core import clock
from core.navigation import Notices, register_entry, register_notices
from transitions import permissions
from transitions.selectors import consulting, emergencies, worklist


def _shown(acting: Acting) -> bool:
    return permissions.may(acting, permissions.SEE_CASE)


def _count(acting: Acting) -> int:
    return worklist.due_count(acting=acting, now=clock.now())


def _reviews(acting: Acting) -> bool:
    return permissions.may(acting, permissions.REVIEW_EMERGENCY)


def _reviews_logs(acting: Acting) -> bool:
    return permissions.may(acting, permissions.REVIEW_LOGS)


def _keeps_routines(acting: Acting) -> bool:
    return permissions.keeps_routines(acting)


def _consulted(acting: Acting) -> bool:
    return permissions.may(acting, permissions.LIST_CONSULTATIONS)


def _questions(acting: Acting) -> int:
    return consulting.waiting_count(acting=acting)


def _awaiting(acting: Acting) -> int:
    return emergencies.awaiting_review(acting=acting)


def _notices(acting: Acting) -> Notices | None:
    if not _shown(acting):
        return None
    unread = worklist.unread_count(acting=acting, now=clock.now())
    return Notices(unread, f"{reverse('worklist')}?flik=unread")


def register() -> None:
    """Called when the app is ready."""
    register_entry(
        "worklist",
        "Att göra",
        "worklist",
        icon="list-todo",
        order=10,
        prefix="/att-gora/",
        shown=_shown,
        count=_count,
    )
    register_entry("day", "Dagen", "day", icon="calendar-days", order=15, prefix="/dagen/", shown=_shown)
    register_entry("people", "Personer", "people", icon="search", order=20, prefix="/personer/", shown=_shown)
    register_entry(
        "consultations",
        "Frågor",
        "consultations",
        icon="message-square",
        order=37,
        prefix="/radfragor/",
        shown=_consulted,
        count=_questions,
    )
    register_entry(
        "emergencies",
        "Nödöppningar",
        "emergency_list",
        icon="shield-check",
        order=35,
        prefix="/nodoppningar/",
        shown=_reviews,
        count=_awaiting,
    )
    register_entry(
        "log_reviews",
        "Loggkontroll",
        "log_reviews",
        icon="eye",
        order=75,
        prefix="/logg",
        shown=_reviews_logs,
    )
    register_entry(
        "routines",
        "Lathundar",
        "routines",
        icon="clipboard-list",
        order=60,
        prefix="/lathundar/",
        shown=_keeps_routines,
    )
    register_entry(
        "home_templates",
        "Hemgångsmallar",
        "home_templates",
        icon="clipboard-list",
        order=55,
        prefix="/hemgangsmallar/",
        shown=permissions.keeps_home_templates,
    )
    register_notices(_notices)
