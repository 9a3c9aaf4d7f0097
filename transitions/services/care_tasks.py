"""A task after discharge is classed, changed, or ended; those who act on it are told and acknowledge (T33)."""

from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.care_tasks import Judgement, Standing, care_tasks, faults, settled
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.verdicts import Verdict
from transitions.selectors.chains import party_value
from transitions.services.home_care import present_providers
from transitions.services.loading import transition
from transitions.services.writing import Writing

FAULTS = {
    "no_name": "Skriv vilken uppgift det är.",
    "no_assessor": "Ange den som har gjort bedömningen.",
    "no_if_not": "Skriv vad personen eller hjälparen ska göra om det inte fungerar.",
    "no_reviewer": "Välj en enhet inom vården som följer upp.",
    "review_past": "Välj i dag eller en senare dag.",
    "no_helper": "Välj vem som hjälper till.",
    "no_performer": "Välj enheten som gör uppgiften: hemtjänst som hjälper till, eller personal inom vården.",
}


@transition
def class_care_task(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    task: str,
    judged: Judgement,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Class a task, or judge it anew: `task` is its id, the same at each change. Whoever acted on it is told too.

    Raises Invalid with a code of `rules.care_tasks.faults`, Conflict: `patient_deceased`, `task_unchanged`,
    `no_such_task` for one that the unit was not told of, or that has ended.
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CARE_TASK_CLASSED, at=at, version=version
    )
    judged = settled(judged)
    present = [row.unit_id for row in present_providers(writing.episode.patient_id)]
    known = {unit.id: party_value(unit) for unit in actors.units_by_id(present).values()}
    for code, field in faults(judged, {**known, **writing.chain.parties}, local_date(at)):
        raise Invalid(code, FAULTS[code], field)
    before = _known(writing, task)
    data = {"task": task, **judged.stored()}
    if before is not None and _content(before) == data and not note:
        raise Conflict(Verdict.no("task_unchanged"))
    told = {judged.reviewer, judged.performer} - {None}
    told |= before.units() if before is not None else set()
    writing.put(to={unit for unit in told if unit} - {acting.unit_id}, data=data, note=note)
    return writing.close()


@transition
def end_care_task(
    *, acting: Acting, episode_id: int, at: datetime, task: str, reason: str, version: int | None = None
) -> Item:
    """The task is no longer needed. Those who acted on it are told why.

    Raises Invalid("no_reason"), Conflict("no_such_task").
    """
    if not reason.strip():
        raise Invalid("no_reason", "Skriv varför uppgiften inte behövs längre.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CARE_TASK_CLASSED, at=at, version=version
    )
    before = _known(writing, task)
    if before is None:
        raise Conflict(Verdict.no("no_such_task"))
    data = {**_content(before), "ended": True}
    writing.put(to=before.units() - {acting.unit_id}, data=data, note=reason.strip())
    return writing.close()


def _content(standing: Standing) -> dict[str, object]:
    return dict(standing.fact.data)


def _known(writing: Writing, task: str) -> Standing | None:
    """The task as it stands; None for a new one. Raises Conflict for one that is not the unit's to change."""
    unit = writing.acting.unit_id
    for one in care_tasks(writing.chain):
        if one.task == task:
            if one.ended or (one.fact.by_id != unit and unit not in one.fact.to):
                raise Conflict(Verdict.no("no_such_task"))
            return one
    return None
