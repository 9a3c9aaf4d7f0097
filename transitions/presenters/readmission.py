"""A readmission in words, and what stood on the going-home checklist of the stay before (T14)."""

from collections.abc import Sequence
from typing import Any

from transitions.models import ChecklistPoint
from transitions.presenters.going_home import POINT_STATES
from transitions.rules.kinds import PointState
from transitions.rules.readmission import Side

CAUSES = {
    "aids": "Hjälpmedel saknades",
    "home_adaptation": "Bostaden var inte anpassad",
    "medicines": "Läkemedel",
    "consumables": "Förbrukningsmaterial saknades",
    "open_care_not_planned": "Uppföljningen i öppenvården var inte planerad",
    "home_care_not_informed": "Hemtjänsten var inte informerad",
    "insufficient_support": "Insatserna räckte inte",
    "medical": "Medicinsk orsak",
    "other": "Annat",
}

SIDES = {Side.WARD: "Sjukhuset", Side.MUNICIPALITY: "Kommunen och hemtjänsten", Side.OPEN_CARE: "Öppenvården"}


def earlier_points(points: Sequence[ChecklistPoint], *, opened: bool) -> list[dict[str, Any]]:
    """The points that the unit sees, those that are open first, with why the person went home all the same.

    `opened`: free text about a protected person may be shown.
    """
    rows = sorted(points, key=lambda one: (one.state != PointState.OPEN, not one.critical, one.pk))
    return [
        {
            "text": one.point,
            "critical": one.critical,
            "owner": one.owner.name,
            "status": POINT_STATES[PointState(one.state)],
            "why_open": one.why_open if opened else "",
            "reason": one.reason if opened else "",
        }
        for one in rows
    ]
