"""The ward's overview for a screen on the wall: who is utskrivningsklar, since when, what each waits for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import formats
from core.clock import local_date
from transitions.models import CareEpisode
from transitions.presenters.steps import way_home
from transitions.presenters.words import CERTAINTIES
from transitions.presenters.worklist import PHASES
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import Certainty, Protection
from transitions.rules.limits import Limits


def wall_rows(
    episodes: list[CareEpisode],
    chains: Mapping[int, Chain],
    *,
    acting: Acting,
    limits: Limits,
    now: datetime,
    names: Mapping[int, str],
    named: bool,
) -> list[dict[str, Any]]:
    """A row for each person on the ward. Without `named` a number stands for the person: nobody in the corridor can
    tell who it is. A protected person is never named on a wall."""
    rows = []
    for number, episode in enumerate(episodes, start=1):
        protected = episode.patient.protection != Protection.NONE
        shown = way_home(episode, chains[episode.pk], acting=acting, limits=limits, now=now, names=names)
        waits = [
            {"label": step["label"], "who": step["who"], "late": step["state"] == "missed"}
            for step in (shown["steps"] if shown else [])
            if step["state"] in ("current", "missed")
        ]
        rows.append(
            {
                "number": number,
                "person": episode.patient.name if named and not protected else "",
                "url": reverse("case", args=[episode.public_id]) if named else "",
                "status": PHASES[Phase(episode.phase)],
                "ready": episode.ready_at is not None,
                "ready_for": formats.duration_text((now - episode.ready_at).total_seconds())
                if episode.ready_at
                else "",
                "expected": _expected(episode, now),
                "passed": episode.expected_discharge is not None
                and episode.expected_discharge < local_date(now)
                and episode.ready_at is None,
                "waits": waits,
            }
        )
    return rows


def _expected(episode: CareEpisode, now: datetime) -> str:
    if episode.expected_discharge is None:
        return ""
    sure = f" ({formats.in_sentence(CERTAINTIES[Certainty(episode.certainty)])})" if episode.certainty else ""
    return formats.relative_day_text(episode.expected_discharge, now) + sure


def figures(episodes: list[CareEpisode], now: datetime) -> list[dict[str, Any]]:
    """Occupancy: how many lie here, how many are ready, for how long together, who goes home today and tomorrow."""
    today = local_date(now)
    ready = [episode.ready_at for episode in episodes if episode.ready_at is not None]
    days = sum((now - since).total_seconds() for since in ready) / 86400
    leaving = [episode.expected_discharge for episode in episodes if episode.expected_discharge is not None]
    return [
        {"label": "På avdelningen", "value": f"{len(episodes)}"},
        {"label": "Utskrivningsklara", "value": f"{len(ready)}"},
        {"label": "Vårddygn som utskrivningsklar", "value": formats.number_text(days, 1)},
        {"label": "Väntas hem i dag", "value": f"{sum(day == today for day in leaving)}"},
        {"label": "Väntas hem i morgon", "value": f"{sum((day - today).days == 1 for day in leaving)}"},
    ]
