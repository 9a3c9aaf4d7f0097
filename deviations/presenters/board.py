"""The MAS board: columns or list, the headline, what may be done with a card."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from actors.acting import Acting
from actors.names import shown_names
from core import formats
from core.ui import Status, Tone
from deviations.models import Deviation, Meeting
from deviations.presenters import pages
from deviations.presenters.words import MOVES, STAGES
from deviations.rules.kinds import UNANSWERED, Stage, Step
from deviations.rules.limits import age_days
from deviations.selectors_board import A_COLUMN, OLD_DAYS, Lifted, StageFigures

WRITTEN = frozenset({Step.ANSWER, Step.RETURN, Step.REOPEN})
"""Moves that demand words: they have a form of their own."""

MAIN = {
    Stage.REPORTED: Step.RECEIVE,
    Stage.RECEIVED: Step.INVESTIGATE,
    Stage.INVESTIGATING: Step.ANSWER,
    Stage.ANSWERED: Step.READ,
    Stage.READ: Step.CLOSE,
}
"""The move that stands on the card itself; the others lie in its menu."""


def headline(found: Mapping[Stage, StageFigures], *, now: datetime) -> list[dict[str, Any]]:
    """The age of what nobody has answered, first; then how many, how many late, how many old."""
    waiting = [found[stage] for stage in UNANSWERED]
    since = min((one.oldest_at for one in waiting if one.oldest_at), default=None)
    late, old = sum(one.late for one in waiting), sum(one.old for one in waiting)
    return [
        {
            "label": "Äldsta obesvarade",
            "value": pages.days_text(age_days(since, now)) if since else "–",
        },
        {"label": "Obesvarade", "value": formats.number_text(sum(one.count for one in waiting))},
        {
            "label": "Över lokal svarstid",
            "value": formats.number_text(late),
            **({"tone": "danger", "goal": "Behöver svar nu"} if late else {}),
        },
        {"label": f"Obesvarade i mer än {OLD_DAYS} dagar", "value": formats.number_text(old)},
    ]


def columns(
    held: Mapping[Stage, list[Deviation]],
    counts: Mapping[Stage, StageFigures],
    *,
    acting: Acting,
    now: datetime,
    query: Mapping[str, str],
    lifted: Mapping[int, Lifted],
) -> list[dict[str, Any]]:
    """The columns, each with its first cards and where the rest are."""
    found = []
    for stage in Stage:
        rest = counts[stage].count - len(held[stage])
        address = urlencode({**query, "lage": str(stage), "vy": "lista"})
        found.append(
            {
                "stage": STAGES[stage],
                "id": f"lage-{stage}",
                "count": formats.number_text(counts[stage].count),
                "late": counts[stage].late,
                "cards": [
                    card(row, acting=acting, now=now, query=query, lifted=lifted) for row in held[stage]
                ],
                "more": f"Visa alla {formats.number_text(counts[stage].count)}"
                if rest > 0 and len(held[stage]) >= A_COLUMN
                else "",
                "more_url": f"{reverse('deviation_board')}?{address}",
            }
        )
    return found


SOFT_HYPHEN = "\u00ad"
MAY_BREAK = re.compile(r"(?<=skrivnings)(?=\w)")
"""A column is narrower than the longest words of the field, and browsers bring no Swedish rules for breaking them."""


def card(
    deviation: Deviation,
    *,
    acting: Acting,
    now: datetime,
    query: Mapping[str, str],
    lifted: Mapping[int, Lifted],
) -> dict[str, Any]:
    """A deviation with its moves: the next one as a button, all in the menu."""
    steps = pages.steps(deviation, acting=acting, now=now)
    moves = [_move(step, deviation, query) for step in MOVES if step in steps]
    main = MAIN.get(Stage(deviation.stage))
    meeting = lifted.get(deviation.pk)
    row = pages.row(deviation, now=now)
    return {
        **row,
        "title": MAY_BREAK.sub(SOFT_HYPHEN, row["category"]),
        "id": deviation.pk,
        "anchor": f"avvikelse-{deviation.public_id}",
        "late": deviation.stage in UNANSWERED and deviation.due_at is not None and deviation.due_at <= now,
        "holder": pages.holder_text(deviation, shown_names(acting)),
        "main": next((one for one in moves if one["step"] == main), None),
        "moves": [one for one in moves if one["step"] != main],
        "version": deviation.version,
        "meeting": {
            "url": reverse("meeting", args=[meeting.meeting_id]),
            "at": meeting.at,
            "status": Status("Beslut fattat", Tone.SUCCESS)
            if meeting.decided
            else Status("På möte", Tone.INFO, "users"),
        }
        if meeting
        else None,
    }


def _move(step: Step, deviation: Deviation, query: Mapping[str, str]) -> dict[str, Any]:
    url = reverse("deviation_move", args=[deviation.public_id, step])
    return {
        "step": step,
        "label": MOVES[step],
        "url": f"{url}?{urlencode(query)}" if query else url,
        "form": step in WRITTEN,
    }


def meetings(rows: Iterable[Meeting], *, now: datetime) -> list[dict[str, str]]:
    """Meetings to which marked deviations can be lifted."""
    return [
        {"id": str(row.public_id), "label": f"{row.forum.name}, {formats.moment_text(row.starts_at, now)}"}
        for row in rows
    ]
