"""How the own unit works with a case: who has it, what was said at the last hand-over, putting it aside."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.selectors_colleagues import AwayColleague
from core import clock
from core.panels import Panel, Place
from transitions.models import CareEpisode
from transitions.presenters.worklist import assignee
from transitions.selectors.working_day import Work


def rest_choices(now: datetime) -> list[dict[str, Any]]:
    """Until when a case may rest: tomorrow, next Monday, in a week; each from six in the morning."""
    today = clock.local_date(now)
    days = {
        "Till i morgon": today + timedelta(days=1),
        "Till måndag": today + timedelta(days=7 - today.weekday()),
        "En vecka": today + timedelta(days=7),
    }
    seen, found = set(), []
    for label, day in days.items():
        if day not in seen:
            found.append({"label": label, "value": f"rest:{day:%Y-%m-%d}"})
            seen.add(day)
    return found


def working_panel(
    episode: CareEpisode,
    work: Work,
    *,
    acting: Acting,
    away: Mapping[int, AwayColleague],
    back_at: datetime | None,
    rest_choices: list[dict[str, Any]],
) -> Panel:
    """The panel *Hos er*, seen by the unit alone."""
    held, said = work.responsible, work.handed_over
    mine = held is not None and held.user_id == acting.user_id
    context = {
        "who": assignee(held.user.name, held.user_id, user_id=acting.user_id, away=away) if held else "",
        "since": held.since if held else None,
        "mine": mine,
        "free": held is None,
        "take_url": reverse("take_case", args=[episode.public_id]),
        "act_url": reverse("worklist_act"),
        "case_url": reverse("case", args=[episode.public_id]),
        "mark": f"{episode.public_id}:{episode.version}",
        "said": None
        if said is None
        else {
            "by": said.handover.by.name,
            "at": said.handover.at,
            "notes": [text for text in (said.note, said.handover.note) if text],
            "url": reverse("handed_over", args=[said.handover_id]),
        },
        "back_at": back_at,
        "rest_choices": rest_choices,
    }
    return Panel(
        "Hos er",
        "transitions/_working_panel.html",
        context,
        icon="users",
        id="panel-working",
        place=Place.ASIDE,
    )
