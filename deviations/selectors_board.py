"""Reads of the MAS board: every deviation of her area that she may see. Keyword-only; queries counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, When

from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from deviations import permissions
from deviations import permissions_meetings as meetings
from deviations.models import Deviation, MeetingDecision
from deviations.rules.kinds import UNANSWERED, Stage

A_COLUMN = 12
"""Cards that a column shows; the list has the rest."""

OLD_DAYS = 30
"""From this age an unanswered one is counted in the headline."""


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the board is narrowed to; None, empty and False choose nothing.

    `unit_id`: concerned, reporting or answering. `principal`: the huvudman of the unit concerned. `older_than`: days
    since the report. `late`: an answer that is due and has not come. `holder_id`: the person who is to answer.
    """

    unit_id: int | None = None
    category: str = ""
    severity: str = ""
    principal: str = ""
    older_than: int | None = None
    late: bool = False
    holder_id: int | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One column: how many, how many of them late, since when the oldest waits (None where nobody waits)."""

    count: int
    late: int
    old: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lifted:
    """That a meeting takes a deviation up, and whether it has decided anything on it."""

    meeting_id: str
    at: datetime
    decided: bool


def narrowed(*, acting: Acting, narrow: BoardFilter, now: datetime) -> QuerySet[Deviation]:
    """The deviations of the board. Not evaluated."""
    rows = permissions.visible_to(acting)
    if narrow.unit_id is not None:
        unit = narrow.unit_id
        rows = rows.filter(Q(about_id=unit) | Q(reported_by_id=unit) | Q(routed_to_id=unit))
    if narrow.category:
        rows = rows.filter(category=narrow.category)
    if narrow.severity:
        rows = rows.filter(severity=narrow.severity)
    if narrow.principal:
        kinds = {
            "region": [OrganisationKind.REGION],
            "municipality": [OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT],
            "provider": [OrganisationKind.PRIVATE_PROVIDER],
        }[narrow.principal]
        rows = rows.filter(about__organisation__kind__in=kinds)
    if narrow.older_than is not None:
        rows = rows.filter(reported_at__lt=now - timedelta(days=narrow.older_than))
    if narrow.late:
        rows = rows.filter(stage__in=UNANSWERED, due_at__lte=now)
    if narrow.holder_id is not None:
        rows = rows.filter(holder_id=narrow.holder_id)
    return rows.filter(stage=narrow.stage) if narrow.stage else rows


def by_stage(*, rows: QuerySet[Deviation], now: datetime) -> dict[Stage, StageFigures]:
    """What each column holds. One query."""
    waiting = Q(stage__in=UNANSWERED)
    counted = (
        rows.order_by()
        .values("stage")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=waiting & Q(due_at__lte=now)),
            old=Count("pk", filter=waiting & Q(reported_at__lt=now - timedelta(days=OLD_DAYS))),
            oldest_at=Min("reported_at", filter=waiting),
        )
    )
    found = {
        Stage(row["stage"]): StageFigures(row["count"], row["late"], row["old"], row["oldest_at"])
        for row in counted
    }
    return {stage: found.get(stage, StageFigures(0, 0, 0, None)) for stage in Stage}


def _shown(rows: QuerySet[Deviation]) -> QuerySet[Deviation]:
    return rows.select_related("reported_by", "about__organisation", "routed_to", "holder")


def columns(*, rows: QuerySet[Deviation]) -> dict[Stage, list[Deviation]]:
    """The first cards of each column: those that are due soonest; of the closed, the latest. Two queries."""
    parts = []
    for stage in Stage:
        order = ["-closed_at", "-pk"] if stage is Stage.CLOSED else ["due_at", "pk"]
        parts.append(rows.filter(stage=stage).order_by(*order).values_list("pk", flat=True)[:A_COLUMN])
    first, *others = parts
    ids = list(first.union(*others, all=True))
    held: dict[Stage, list[Deviation]] = {stage: [] for stage in Stage}
    latest = Case(When(stage=Stage.CLOSED, then=F("closed_at")), output_field=DateTimeField())
    found = _shown(Deviation.objects.filter(pk__in=ids)).order_by(latest.desc(), "due_at", "pk")
    for row in found:
        held[Stage(row.stage)].append(row)
    return held


def listed(*, rows: QuerySet[Deviation]) -> QuerySet[Deviation]:
    """The same as a list: those who wait longest first, the closed last. Not evaluated."""
    return _shown(rows).order_by(F("due_at").asc(nulls_last=True), "-reported_at", "pk")


def holders(*, acting: Acting) -> list[tuple[int, str]]:
    """Who are to answer what is open: id and name, in order. One query."""
    rows = permissions.visible_to(acting).filter(stage__in=UNANSWERED, holder__isnull=False)
    found = set(rows.order_by().values_list("holder_id", "holder__name").distinct())
    return sorted(found, key=lambda pair: (pair[1].casefold(), pair[0]))


def lifted(*, acting: Acting, ids: Collection[int]) -> Mapping[int, Lifted]:
    """The latest of the unit's own meetings that takes up each of these visible deviations. One query."""
    decided = Exists(MeetingDecision.objects.filter(item=OuterRef("pk")))
    rows = (
        meetings.items_visible_to(acting)
        .filter(deviation__in=ids)
        .annotate(decided=decided)
        .order_by("pk")
        .values_list("deviation_id", "meeting__public_id", "meeting__starts_at", "decided")
    )
    return {row[0]: Lifted(str(row[1]), row[2], row[3]) for row in rows if row[0] is not None}
