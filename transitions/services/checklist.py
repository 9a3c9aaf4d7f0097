"""The going-home checklist: begun from a template, kept by the owner of each point, asked for at discharge (T11)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import NotFound
from transitions.models import ChecklistPoint, Item
from transitions.rules.checklist import LONGEST_POINT, begun, owner_of
from transitions.rules.kinds import ItemKind, PointState
from transitions.rules.verdicts import Verdict
from transitions.selectors.home_templates import Kind, template_for, template_points
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def start_checklist(*, acting: Acting, episode_id: int, at: datetime, version: int | None = None) -> Item:
    """Put every point of the template that holds for the care form and the municipality, each with its owner.

    An owner is a unit that is on the chain already. Raises Conflict("checklist_begun").
    """
    writing = _writing(acting, episode_id, at, version)
    permissions.require(acting, permissions.START_CHECKLIST, writing.episode)
    if begun(writing.chain):
        raise Conflict(Verdict.no("checklist_begun"))
    routine = template_for(writing.episode, Kind.CHECKLIST, on=clock.local_date(at))
    expected = writing.chain.expected
    for point in template_points(routine):
        owner = owner_of(point.owner, writing.chain.parties.values(), ward_id=writing.chain.current_ward_id)
        row = ChecklistPoint(
            episode=writing.episode,
            point=point.text,
            owner_id=owner,
            critical=point.critical,
            due=point.due_on(expected[0] if expected else None),
        )
        _put(writing, row, PointState.OPEN)
    return writing.close()


@transition
def add_point(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    point: str,
    owner_id: int,
    critical: bool = False,
    due: date | None = None,
    version: int | None = None,
) -> Item:
    """A point of the case's own.

    Raises Invalid: `no_point`, `long_point`, `not_on_the_case`; Conflict("point_exists").
    """
    writing = _writing(acting, episode_id, at, version)
    permissions.require(acting, permissions.START_CHECKLIST, writing.episode)
    text = _text(point)
    if ChecklistPoint.objects.filter(episode=writing.episode, point__iexact=text).exists():
        raise Conflict(Verdict.no("point_exists"))
    row = ChecklistPoint(
        episode=writing.episode,
        point=text,
        owner_id=_owner(writing, owner_id),
        critical=critical,
        due=due,
    )
    _put(writing, row, PointState.OPEN)
    return writing.close()


@transition
def settle_point(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    point_id: int,
    state: PointState,
    reason: str = "",
    version: int | None = None,
) -> Item:
    """The owner, the ward or the office says that a point is done, not needed and why, or open again.

    Raises NotFound for a point that the unit does not see, Invalid("no_reason"), Conflict("point_unchanged").
    """
    writing = _writing(acting, episode_id, at, version)
    row = _point(writing, point_id)
    if state is PointState.NOT_NEEDED and not reason.strip():
        raise Invalid("no_reason", "Skriv varför punkten inte behövs.", "reason")
    if row.state == state:
        raise Conflict(Verdict.no("point_unchanged", by=row.settled_by))
    _put(writing, row, state, reason=reason.strip())
    return writing.close()


@transition
def change_point(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    point_id: int,
    owner_id: int,
    critical: bool,
    due: date | None,
    version: int | None = None,
) -> Item:
    """The ward or the office gives a point another owner, another day, or says whether it is critical."""
    writing = _writing(acting, episode_id, at, version)
    permissions.require(acting, permissions.START_CHECKLIST, writing.episode)
    row = _point(writing, point_id)
    wanted = (_owner(writing, owner_id), critical, due)
    if (row.owner_id, row.critical, row.due) == wanted:
        raise Conflict(Verdict.no("point_unchanged", by=""))
    row.owner_id, row.critical, row.due = wanted
    _put(writing, row, PointState(row.state), reason=row.reason)
    return writing.close()


@transition
def set_checklist_point(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    point: str,
    state: PointState,
    critical: bool = False,
    owner_id: int | None = None,
    note: str = "",
) -> Item:
    """A point by its name, as event files tell of it: opened, done, or not needed (T11)."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.CHECKLIST_POINT, at=at)
    text = _text(point)
    row = ChecklistPoint.objects.filter(episode=writing.episode, point=text).first() or ChecklistPoint(
        episode=writing.episode,
        point=text,
        owner_id=owner_id if owner_id is not None else acting.unit_id,
    )
    row.critical = critical
    _put(writing, row, PointState(state), reason=note)
    return writing.close()


def critical_open(writing: Writing) -> list[ChecklistPoint]:
    """The critical points that are open and that the acting unit may see, on the locked case. One query."""
    found = permissions.points_visible_to(writing.acting).filter(
        episode=writing.episode, state=PointState.OPEN, critical=True
    )
    return list(found.order_by("pk"))


def left_open(writing: Writing, points: Iterable[ChecklistPoint], why: str) -> None:
    """Keep why the person goes home with these points open; owner, ward and office of each are told."""
    for row in points:
        row.why_open = why.strip()
        _put(writing, row, PointState.OPEN, note=row.why_open)


def follow_the_ward(writing: Writing, from_ward_id: int, to_ward_id: int) -> None:
    """What the ward that is left had to do is the next ward's."""
    for row in ChecklistPoint.objects.filter(episode=writing.episode, owner_id=from_ward_id).order_by("pk"):
        row.owner_id = to_ward_id
        row.save(update_fields=["owner"])


def _writing(acting: Acting, episode_id: int, at: datetime, version: int | None) -> Writing:
    return Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CHECKLIST_POINT, at=at, version=version
    )


def _text(point: str) -> str:
    text = " ".join(point.split())
    if not text:
        raise Invalid("no_point", "Ange vad som ska vara klart.", "point")
    if len(text) > LONGEST_POINT:
        raise Invalid("long_point", f"Korta punkten till högst {LONGEST_POINT} tecken.", "point")
    return text


def _point(writing: Writing, point_id: int) -> ChecklistPoint:
    found = permissions.points_visible_to(writing.acting).filter(episode=writing.episode, pk=point_id)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def _owner(writing: Writing, owner_id: int) -> int:
    """A unit on the chain: the list tells nobody new of the person."""
    if owner_id not in writing.chain.parties or not actors.units_by_id([owner_id]):
        raise Invalid("not_on_the_case", "Välj en enhet som redan är med i ärendet.", "owner")
    return owner_id


def _put(
    writing: Writing, row: ChecklistPoint, state: PointState, *, reason: str = "", note: str | None = None
) -> None:
    """Save a point as it now stands, and put the item that tells of it."""
    settled = state is not PointState.OPEN
    row.by_unit_id = writing.acting.unit_id
    if row.state != state or not row.pk:
        row.settled_at = writing.at if settled else None
        row.settled_by = writing.acting.user_name if settled else ""
    row.state, row.reason = state, reason if state is PointState.NOT_NEEDED else ""
    row.save()
    data: dict[str, Any] = {"point": row.point, "state": str(state), "critical": row.critical}
    if row.due is not None:
        data["due"] = f"{row.due}"
    said = reason if note is None else note
    writing.put(kind=ItemKind.CHECKLIST_POINT, to=[row.owner_id], data=data, note=said)
