"""Who acts and where one can go: on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from actors.presenters import ROLE_LABELS
from core.navigation import entries_for, notices_for


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`acting`, `acting_role`, `nav` and `notices` for base.html."""
    acting = getattr(request, "acting", None)
    if acting is None:
        return {"acting": None, "nav": []}
    nav = [
        {
            "label": entry.label,
            "url": reverse(entry.url_name),
            "icon": entry.icon,
            "count": entry.count(acting) if entry.count else 0,
            "current": request.path.startswith(entry.prefix),
        }
        for entry in entries_for(acting)
    ]
    return {
        "acting": acting,
        "acting_role": ROLE_LABELS[acting.role],
        "nav": nav,
        "notices": notices_for(acting),
    }
