"""The sheets of an evening pack: a case each, for work on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors.acting import Acting
from actors.names import ShownNames, shown_names
from core import clock, formats
from transitions.models import CareEpisode, Task
from transitions.personal_numbers import formatted
from transitions.presenters.case import facts
from transitions.presenters.timeline import item_text
from transitions.presenters.words import ITEMS
from transitions.presenters.worklist import PHASES, task_text
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind, Protection
from transitions.selectors import cases as selectors
from transitions.selectors.chains import chains
from transitions.selectors.packs import own_tasks

EVENTS = 6
"""The latest of what the unit may see; the rest is in Hemväg when it is back."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case. `facts` {label, value}; `tasks` {text, due}; `events` {at, title, text, by, awaits}."""

    number: int
    name: str
    personal_number: str
    protected: bool
    status: str
    facts: tuple[dict[str, str], ...]
    tasks: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    units: tuple[dict[str, str], ...]


def sheets(episodes: Sequence[CareEpisode], *, acting: Acting, now: datetime) -> list[Sheet]:
    """A sheet for each case, numbered. Of a protected person neither address nor telephone (LAW-6)."""
    names = shown_names(acting)
    found = chains(episodes)
    tasks = own_tasks(acting=acting, episodes=episodes)
    return [
        _sheet(number, episode, found[episode.pk], tasks[episode.pk], acting=acting, now=now, names=names)
        for number, episode in enumerate(episodes, start=1)
    ]


def _sheet(
    number: int,
    episode: CareEpisode,
    chain: Any,
    tasks: list[Task],
    *,
    acting: Acting,
    now: datetime,
    names: ShownNames,
) -> Sheet:
    patient = episode.patient
    protected = patient.protection != Protection.NONE
    providers = selectors.present_providers(episode.patient_id)
    items = [row.item for row in selectors.visible_items(acting=acting, episode=episode)]
    rows = facts(
        episode,
        chain,
        acting=acting,
        now=now,
        providers=[] if protected else providers,
        names=names,
        opened=not protected,
    )
    return Sheet(
        number=number,
        name=patient.name,
        personal_number=formatted(patient.personal_number),
        protected=protected,
        status=PHASES[Phase(episode.phase)].label,
        facts=tuple(
            {"label": row["label"], "value": str(row.get("value") or row.get("phone") or "")}
            for row in rows
            if row.get("value") or row.get("phone")
        ),
        tasks=tuple(
            {"text": task_text(task), "due": formats.moment_text(task.due_at, now) if task.due_at else ""}
            for task in tasks
        ),
        events=tuple(
            {
                "at": clock.local(item.at),
                "title": ITEMS[ItemKind(item.kind)],
                "text": names.of(item_text(item, now, opened=not protected)),
                "by": names.signed(item.author_name, item.by_unit.name),
            }
            for item in items[-EVENTS:]
        ),
        units=tuple(
            {"name": unit.name, "phone": unit.phone} for unit in selectors.parties(episode) if unit.phone
        ),
    )
