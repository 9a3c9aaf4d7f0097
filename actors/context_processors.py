"""Who acts and where one can go: on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from actors import services_sessions
from actors.presenters import ROLE_LABELS
from actors.rules.sessions import Over
from core import memo
from core.navigation import entries_for, notices_for, rest_for


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`acting`, `acting_role`, `nav`, `nav_rest`, `notices` and `session` for base.html."""
    acting = getattr(request, "acting", None)
    session = _session(request)
    if acting is None:
        siths = bool(settings.SITHS_ISSUER and settings.SITHS_CLIENT_ID)
        return {"acting": None, "nav": [], "session": session, "siths_login": siths}
    # The numbers of the menu are made of the same rows.
    with memo.shared():
        return {
            "acting": acting,
            "session": session,
            "acting_role": ROLE_LABELS[acting.role],
            "nav": [
                {
                    "label": entry.label,
                    "url": reverse(entry.url_name),
                    "icon": entry.icon,
                    "count": entry.count(acting) if entry.count else 0,
                    "current": request.path.startswith(entry.prefix),
                }
                for entry in entries_for(acting)
            ],
            "nav_rest": [
                {"label": entry.label, "url": reverse(entry.url_name), "icon": entry.icon}
                for entry in rest_for(acting)
            ],
            "notices": notices_for(acting),
        }


def _session(request: HttpRequest) -> dict[str, Any] | None:
    """How long the log-in lasts, for the warning before it ends; None for somebody who is not logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    left = services_sessions.left(request.session)
    return {
        "seconds": left.seconds,
        "absolute": left.by is Over.ABSOLUTE,
        "hours": settings.SESSION_ABSOLUTE_HOURS,
        "url": reverse("session"),
        "draft_url": reverse("draft"),
        "discard_url": reverse("draft_discard"),
    }
