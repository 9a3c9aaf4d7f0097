"""Results are kept beside what stands, as many at once as were worked out, and the chains are told what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from actors.acting import Acting
from core import audit, clock
from liability.models import Assessment
from liability.rules.assessment import Assessment as Result
from liability.rules.assessment import Status
from liability.rules.decisions import DecisionState, question_for_people
from liability.rules.statement_life import Side
from liability.selectors.decisions import answered_or_waiting
from transitions.rules.owing import Owing, OwingQuestion, Turn
from transitions.selectors import unscoped
from transitions.services import note_owing

if TYPE_CHECKING:
    from transitions.models import CareEpisode

AHEAD = frozenset({Status.NOT_YET, Status.RUNNING})
"""Results under which the start day is a date to plan by."""

TURNS = {None: Turn.EITHER, Side.REGION: Turn.MUNICIPALITY, Side.MUNICIPALITY: Turn.REGION}
"""Who has the word after whose proposal."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules said of an episode: the result, and the columns of its row. `acting` is the system at its ward."""

    acting: Acting
    episode_id: int
    result: Result
    values: dict[str, Any]


def keep(found: Sequence[Computed], episodes: Mapping[int, "CareEpisode"]) -> dict[int, Assessment]:
    """Store results of the episodes, which the caller has locked. Returns the current row of each, by episode.

    Set-based: as many queries for five hundred as for one. Same facts, terms and rates: the row moves on with the day.
    Otherwise a new one takes over, and the earlier is kept.
    """
    now = clock.now()
    standing = _standing(each.episode_id for each in found)
    moved: list[Assessment] = []
    ended: list[Assessment] = []
    fresh: list[tuple[Computed, Assessment, str | None]] = []
    for each in found:
        row = standing.get(each.episode_id)
        if row is not None and row.basis_hash == each.values["basis_hash"]:
            if _move(row, each.values, now):
                moved.append(row)
            continue
        if row is not None:
            row.superseded_at = now
            ended.append(row)
        number = 1 if row is None else row.number + 1
        new = Assessment(episode_id=each.episode_id, number=number, computed_at=now, **each.values)
        fresh.append((each, new, None if row is None else row.status))
        standing[each.episode_id] = new
    _store(moved, ended, [row for _, row, _ in fresh])
    audit.record_all(
        audit.Act(
            each.acting,
            "liability.assess",
            row,
            {"status": (before, row.status), "number": (None, row.number)},
        )
        for each, row, before in fresh
    )
    asked = _questions(standing.values())
    note_owing(
        {each.episode_id: Owing(_start_ahead(each.result), asked.get(each.episode_id)) for each in found},
        episodes,
    )
    return standing


def tell_question(row: Assessment) -> None:
    """Tell the chain who has the word now: something was proposed, or answered. The caller holds the lock."""
    asked = _questions([row])
    episode = unscoped.episodes().get(pk=row.episode_id)
    note_owing({row.episode_id: Owing(episode.liable_from, asked.get(row.episode_id))}, {episode.pk: episode})


def _standing(episode_ids: Iterable[int]) -> dict[int, Assessment]:
    found = Assessment.objects.filter(episode_id__in=list(episode_ids), superseded_at__isnull=True)
    return {row.episode_id: row for row in found}


def _move(row: Assessment, values: Mapping[str, Any], now: datetime) -> bool:
    """Give a row the later day's values. Returns whether they differed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.computed_at = now
    return bool(changed)


def _store(moved: list[Assessment], ended: list[Assessment], fresh: list[Assessment]) -> None:
    """Three statements. What stood ends before what takes over begins: one is current."""
    if moved:
        names = [field.name for field in Assessment._meta.concrete_fields if not field.primary_key]
        # An upsert on the key: the database takes it far faster than a CASE for each column and row.
        Assessment.objects.bulk_create(
            moved, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
    Assessment.objects.bulk_update(ended, ["superseded_at"])
    Assessment.objects.bulk_create(fresh)


def _questions(rows: Iterable[Assessment]) -> dict[int, OwingQuestion]:
    """What waits for people, by episode. One query when anything does."""
    waiting = [row for row in rows if row.status == Status.NEEDS_REVIEW]
    if not waiting:
        return {}
    proposals = answered_or_waiting(row.episode_id for row in waiting)
    found = {}
    for row in waiting:
        own = proposals.get(row.episode_id, {})
        for spell in row.spells:
            said = own.get(datetime.fromisoformat(spell["notice_at"]))
            if spell["status"] != Status.NEEDS_REVIEW or (said and said.state == DecisionState.ACCEPTED):
                continue
            code = question_for_people([reason["code"] for reason in spell["reasons"]])
            if code is not None:
                side = Side(said.proposed_side) if said else None
                found[row.episode_id] = OwingQuestion(str(code), TURNS[side], row.as_of)
                break
    return found


def _start_ahead(result: Result) -> datetime | None:
    """When the standing spell's liability begins: local midnight of its start day."""
    last = result.spells[-1] if result.spells else None
    if last is None or last.ends_on is not None or last.status not in AHEAD or last.starts_on is None:
        return None
    return datetime.combine(last.starts_on, time(), tzinfo=clock.STOCKHOLM)
