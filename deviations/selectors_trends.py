"""Sums of the deviations that a MAS sees: over time, by unit and category, by who answers. Queries counted."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from actors.acting import Acting
from core import clock
from deviations import permissions
from deviations.models import Deviation
from deviations.rules.kinds import Severity, Stage
from deviations.rules.trends import Span
from deviations.selectors_joining import once_within
from transitions.rules.limits import begin_of

MOST_UNITS = 12


class Median(Aggregate):
    """The middle value, of times as PostgreSQL reckons it."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Period:
    """A period: reported in it, of those serious, of those answered by now."""

    span: Span
    reported: int
    serious: int
    answered: int


@dataclass(frozen=True, slots=True)
class Answering:
    """A recipient: answers given, the median of days to the first, still waiting, of those late."""

    name: str
    answered: int
    median_days: float | None
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a category are about a unit."""

    unit_id: int
    unit: str
    category: str
    count: int


def _rows(acting: Acting, spans: tuple[Span, ...]) -> QuerySet[Deviation]:
    """What was reported in the periods; an event that several have reported is counted once, where it leads."""
    begin, end = begin_of(spans[0].first), begin_of(spans[-1].after)
    seen = permissions.visible_to(acting)
    told = seen.filter(reported_at__gte=begin, reported_at__lt=end).order_by()
    return once_within(told, among=seen)


def periods(*, acting: Acting, spans: tuple[Span, ...]) -> list[Period]:
    """Each period, oldest first. One query."""
    month = TruncMonth("reported_at", tzinfo=clock.STOCKHOLM)
    counted = (
        _rows(acting, spans)
        .annotate(month=month)
        .values("month")
        .annotate(
            reported=Count("pk"),
            serious=Count("pk", filter=Q(severity=Severity.SERIOUS)),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
        )
    )
    sums: dict[date, list[int]] = {one.first: [0, 0, 0] for one in spans}
    for row in counted:
        day = clock.local_date(row["month"])
        first = next(one.first for one in spans if one.first <= day < one.after)
        for place, value in enumerate((row["reported"], row["serious"], row["answered"])):
            sums[first][place] += value
    return [Period(one, *sums[one.first]) for one in spans]


def cells(*, acting: Acting, spans: tuple[Span, ...]) -> list[Cell]:
    """Unit concerned by category, those of the units that are named most. One query."""
    found = (
        _rows(acting, spans)
        .values_list("about_id", "about__name", "category")
        .annotate(count=Count("pk"))
        .order_by("about__name", "about_id", "category")
    )
    rows = [Cell(*row) for row in found]
    totals: dict[int, int] = {}
    for row in rows:
        totals[row.unit_id] = totals.get(row.unit_id, 0) + row.count
    kept = sorted(totals, key=lambda unit: (-totals[unit], unit))[:MOST_UNITS]
    return [row for row in rows if row.unit_id in kept]


def answering(*, acting: Acting, spans: tuple[Span, ...], now: datetime) -> list[Answering]:
    """Each recipient, the one who takes longest first. One query."""
    return answering_of(_rows(acting, spans), now=now)


def answering_of(rows: QuerySet[Deviation], *, now: datetime) -> list[Answering]:
    """Each recipient of these rows, which are not ordered; the one who takes longest first. One query."""
    took = ExpressionWrapper(F("answered_at") - F("reported_at"), output_field=DurationField())
    waiting = ~Q(stage__in=[Stage.ANSWERED, Stage.READ, Stage.CLOSED])
    counted = (
        rows.values("routed_to_id", "routed_to__name")
        .annotate(
            answered=Count("answered_at"),
            median=Median(took, output_field=DurationField()),
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(due_at__lte=now)),
        )
        .order_by("routed_to__name", "routed_to_id")
    )
    found = [
        Answering(
            row["routed_to__name"],
            row["answered"],
            row["median"].total_seconds() / 86_400 if row["median"] is not None else None,
            row["waiting"],
            row["late"],
        )
        for row in counted
    ]
    return sorted(found, key=lambda one: -(one.median_days or 0))
