"""A year of a MAS's area for the patientsäkerhetsberättelse: one set of figures for page, PDF and XLSX."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from actors import selectors as actors
from actors.acting import Acting
from deviations import permissions
from deviations.models import (
    Deviation,
    Investigation,
    InvestigationAction,
    MeetingDecision,
    MeetingItem,
)
from deviations.rules.kinds import Category, Outcome, Severity, Stage
from deviations.rules.serious import Statute
from deviations.rules.year import Flow, flow, span
from deviations.selectors_joining import once_within
from deviations.selectors_trends import Answering, answering_of
from transitions.rules.limits import begin_of


@dataclass(frozen=True, slots=True)
class Assessed:
    """Possible lex Maria or lex Sarah of the area's own units: assessed, of those handed over."""

    assessed: int
    handed: int


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of an area. An event that is answered together is one deviation, but for `joined`: how many more
    reports there were. `before`: deviations of the year before. `uncertain`: neither risk nor harm was said.
    """

    year: int
    area: str
    made_at: datetime
    total: Flow
    categories: dict[Category, Flow]
    before: dict[Category, int]
    severities: dict[Severity, Flow]
    outcomes: dict[Outcome, Flow]
    uncertain: Flow
    stages: dict[Stage, Flow]
    joined: int
    answering: list[Answering]
    investigated: int
    actions: list[InvestigationAction]
    lifted: int
    decisions: list[MeetingDecision]
    serious: dict[Statute, Assessed]
    thanks: Flow


@dataclass(frozen=True, slots=True)
class _Row:
    category: str
    severity: str
    outcome: str
    stage: str
    flow: Flow


def of_year(*, acting: Acting, year: int, now: datetime) -> Year:
    """The figures of the MAS's area, of what she may open case by case. Twelve queries at any size.

    Raises PermissionDenied for whoever has no board.
    """
    permissions.require_board(acting)
    seen = permissions.visible_to(acting).filter(permissions.of_area(acting.organisation_id)).order_by()
    told = _in_year(seen, year)
    rows = once_within(told, among=seen)
    counted = _counted(rows, acting)
    before = once_within(_in_year(seen, year - 1), among=seen).values("category").annotate(count=Count("pk"))
    mine = permissions.investigations_visible_to(acting).filter(deviation__in=told.values("pk"))
    lifted = MeetingItem.objects.filter(deviation__in=told.values("pk"))
    total = _sum(counted)
    return Year(
        year=year,
        area=acting.organisation_name,
        made_at=now,
        total=total,
        categories={one: _sum(row for row in counted if row.category == one) for one in Category},
        before={Category(row["category"]): row["count"] for row in before},
        severities={one: _sum(row for row in counted if row.severity == one) for one in Severity},
        outcomes={one: _sum(row for row in counted if row.outcome == one) for one in Outcome},
        uncertain=_sum(row for row in counted if not row.outcome),
        stages={one: _sum(row for row in counted if row.stage == one) for one in Stage},
        joined=told.count() - total.total,
        answering=answering_of(rows, now=now),
        investigated=rows.filter(pk__in=mine.values("deviation_id")).count(),
        actions=_actions(mine),
        lifted=lifted.aggregate(count=Count("deviation_id", distinct=True))["count"],
        decisions=_decisions(lifted),
        serious=_serious(acting, told),
        thanks=_thanks(acting, year),
    )


def _in_year(rows: QuerySet[Deviation], year: int) -> QuerySet[Deviation]:
    days = span(year)
    return rows.filter(reported_at__gte=begin_of(days.first), reported_at__lt=begin_of(days.after))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _counted(rows: QuerySet[Deviation], acting: Acting) -> Sequence[_Row]:
    """As many rows as there are combinations of codes."""
    sides = permissions.sides_of_area(acting.organisation_id)
    found = (
        rows.annotate(by_area=_flag(sides.by), about_area=_flag(sides.about))
        .values_list("category", "severity", "outcome", "stage", "by_area", "about_area")
        .annotate(count=Count("pk"))
    )
    return [
        _Row(category, severity, outcome, stage, flow(count, by=by, about=about))
        for category, severity, outcome, stage, by, about, count in found
    ]


def _sum(rows: Iterable[_Row]) -> Flow:
    return sum((row.flow for row in rows), Flow())


def _actions(mine: QuerySet[Investigation]) -> list[InvestigationAction]:
    rows = InvestigationAction.objects.filter(investigation__in=mine.order_by().values("pk"))
    return list(
        rows.select_related("investigation__unit", "investigation__deviation").order_by("due_on", "pk")
    )


def _decisions(lifted: QuerySet[MeetingItem]) -> list[MeetingDecision]:
    """A decision on several points is one to whoever reads: the same words at the same time."""
    rows = MeetingDecision.objects.filter(item__in=lifted.order_by().values("pk"))
    found = rows.select_related("item__meeting__forum", "seat__organisation").order_by("decided_at", "pk")
    once = {(row.item.meeting_id, row.text, row.seat_id, row.due_on): row for row in found}
    return list(once.values())


def _serious(acting: Acting, told: QuerySet[Deviation]) -> dict[Statute, Assessed]:
    rows = permissions.serious_visible_to(acting).filter(deviation__in=told.values("pk")).order_by()
    found = rows.values_list("statute").annotate(count=Count("pk"), handed=Count("handed_at"))
    counts = {statute: Assessed(count, handed) for statute, count, handed in found}
    return {one: counts.get(one, Assessed(0, 0)) for one in Statute}


def _thanks(acting: Acting, year: int) -> Flow:
    days = span(year)
    area: Collection[int] = actors.with_descendants(acting.organisation_id)
    by, to = Q(by_unit__organisation_id__in=area), Q(to_unit__organisation_id__in=area)
    rows = (
        permissions.thanks_visible_to(acting)
        .filter(by | to, at__gte=begin_of(days.first), at__lt=begin_of(days.after))
        .order_by()
    )
    found = (
        rows.annotate(by_area=_flag(by), to_area=_flag(to))
        .values_list("by_area", "to_area")
        .annotate(count=Count("pk"))
    )
    return sum((flow(count, by=given, about=got) for given, got, count in found), Flow())
