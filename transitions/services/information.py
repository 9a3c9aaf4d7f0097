"""Information at discharge: kept as a draft by the ward, sent the same day, what is missing said (LUS 3:2, T26)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core import audit, scope
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import InformationDraft, Item, Task
from transitions.rules.information import LONGEST_SECTION, Section, missing, send_at
from transitions.rules.kinds import ItemKind
from transitions.rules.task_values import TaskKind
from transitions.selectors.care_tasks import care_task_items
from transitions.services.discharge import DutyAssessment, assess_duty
from transitions.services.loading import transition
from transitions.services.writing import Writing

SWEEP_BATCH = 100
SYSTEM_NAME = "Hemväg"


@scope.atomic
def save_information(*, acting: Acting, episode_id: int, at: datetime, sections: Mapping[str, str]) -> None:
    """Keep what the ward has written so far. Nothing is sent; nobody else sees it. Raises Invalid("too_long")."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, ItemKind.DISCHARGE_INFORMATION_SENT, episode)
    row, _ = InformationDraft.objects.update_or_create(
        episode=episode,
        unit_id=acting.unit_id,
        defaults={"sections": _clean(sections), "saved_at": at, "saved_by": acting.user_name},
    )
    audit.record(acting, "information.saved", row, {"episode": (None, episode.pk)})


@transition
def send_information(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    sections: Mapping[str, str],
    assessment: DutyAssessment | None = None,
    version: int | None = None,
) -> Item:
    """Send what there is to everybody who plans, and say what is missing. A later sending replaces an earlier.

    Of one who objects, the sections go only with an `assessment` (LUS 3:2). Raises Invalid: `too_long`, `nothing`.
    """
    kind = ItemKind.DISCHARGE_INFORMATION_SENT
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    written = _clean(sections)
    lacking = missing(written)
    if len(lacking) == len(Section) and acting.source == "web":
        raise Invalid("nothing", "Fyll i minst ett avsnitt.", str(Section.HEALTH))
    assess_duty(writing, assessment, "Information vid utskrivning")
    data = {name: text for name, text in written.items() if text}
    tasks = _care_tasks(acting, writing)
    writing.put(
        data={
            **data,
            "missing": [str(section) for section in lacking],
            **({"care_tasks": tasks} if tasks else {}),
        }
    )
    item = writing.close()
    InformationDraft.objects.update_or_create(
        episode=writing.episode,
        unit_id=acting.unit_id,
        defaults={"sections": written, "saved_at": at, "saved_by": acting.user_name},
    )
    return item


def send_due_information(*, now: datetime) -> int:
    """At 15 on the day of a discharge: send what the ward has written, with what is missing. Returns how many.

    Called each minute. One that was sent, by the ward or by an earlier call, is no longer waited for.
    """
    waiting = Task.objects.filter(kind=TaskKind.SEND_INFORMATION, since__lte=now).select_related("episode")
    due = [
        (task.episode_id, task.unit_id)
        for task in waiting.order_by("pk")[:SWEEP_BATCH]
        if task.episode.ended_at is not None and send_at(task.episode.ended_at) <= now
    ]
    units = actors.units_by_id({unit for _, unit in due})
    for episode_id, unit_id in due:
        draft = InformationDraft.objects.filter(episode_id=episode_id, unit_id=unit_id).first()
        send_information(
            acting=actors.acting_for_unit(units[unit_id], name=SYSTEM_NAME, source="system"),
            episode_id=episode_id,
            at=now,
            sections=draft.sections if draft is not None else {},
        )
    return len(due)


def _care_tasks(acting: Acting, writing: Writing) -> list[dict[str, Any]]:
    """Who does what after discharge, as the ward knows it: it goes with the information, unless secrecy prevents."""
    words = {}
    for item in care_task_items(acting=acting, episode=writing.episode):
        words[item.data.get("task")] = item.data
    return [dict(data) for data in words.values() if data.get("what") and not data.get("ended")]


def _clean(sections: Mapping[str, str]) -> dict[str, str]:
    found = {str(section): str(sections.get(section, "")).strip() for section in Section}
    for name, text in found.items():
        if len(text) > LONGEST_SECTION:
            raise Invalid("too_long", f"Korta texten till högst {LONGEST_SECTION} tecken.", name)
    return found
