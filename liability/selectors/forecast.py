"""Who passes into betalningsansvar soon, and what months have come to so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from liability import permissions
from liability.models import Assessment
from liability.rules.assessment import Status
from liability.rules.forecast import (
    Projection,
    Span,
    When,
    days_through,
    kronor_through,
    project,
    when,
)
from transitions.rules.kinds import Protection

MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class Passing:
    """A case of the unit that is on its way into liability, or is in it."""

    row: Assessment
    name: str
    public_id: UUID
    patient_id: int
    when: When
    starts_on: date


def passing(*, acting: Acting, today: date, limit: int = 100) -> list[Passing]:
    """The unit's own open cases with a start day, the nearest first. One query."""
    rows = (
        permissions.visible_to(acting)
        .filter(
            superseded_at__isnull=True,
            status__in=[Status.NOT_YET, Status.RUNNING],
            starts_on__isnull=False,
            episode__ended_at__isnull=True,
        )
        .select_related("episode__patient")
        .order_by("starts_on", "pk")[:limit]
    )
    found = []
    for row in rows:
        assert row.starts_on is not None
        protected = row.episode.patient.protection != Protection.NONE
        found.append(
            Passing(
                row,
                "Skyddad identitet" if protected else row.episode.patient.name,
                row.episode.public_id,
                row.episode.patient_id,
                when(row.starts_on, today),
                row.starts_on,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class UnitAlert:
    """How many of a ward's patients pass when, of those whom the organisation would owe for. Nobody is named."""

    ward: str
    owing: str
    counts: dict[When, int]


def alerts(*, acting: Acting, today: date) -> list[UnitAlert]:
    """For each ward and who would owe: how many are in liability, and how many pass when. Four queries."""
    permissions.require(acting, permissions.SEE_SUMS)
    owners = {
        each.code: each.name
        for each in actors.organisations(ids=actors.with_descendants(acting.organisation_id))
    }
    counts: dict[tuple[str, int], dict[When, int]] = defaultdict(lambda: defaultdict(int))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hemvag_liability_passing(%s)", [list(owners)])
        for code, ward_id, starts_on, count in cursor.fetchall():
            counts[code, ward_id][when(starts_on, today)] += count
    wards = actors.units_by_id({ward for _, ward in counts})
    found = [
        UnitAlert(_ward_name(wards[ward]), owners[code], dict(counts[code, ward])) for code, ward in counts
    ]
    return sorted(found, key=lambda each: (-_urgent(each), each.ward, each.owing))


def _urgent(each: UnitAlert) -> int:
    return sum(each.counts.get(one, 0) for one in (When.PASSED, When.TODAY, When.TOMORROW))


@dataclass(frozen=True, slots=True)
class Costs:
    """The month so far and its likely end: days, and kronor (None when a rate is unknown)."""

    days: Projection
    kronor: Projection | None


def costs(*, acting: Acting, today: date) -> Costs:
    """The organisation's month under individual terms, against its last twelve. One query."""
    this = today.replace(day=1)
    rows = permissions.statement_rows_visible_to(acting).filter(
        kind="stay", first_day__isnull=False, statement__month__gte=_back(this, MONTHS_BACK)
    )
    spans: dict[date, list[Span]] = defaultdict(list)
    for month, first, last, rate in rows.values_list("statement__month", "first_day", "last_day", "rate"):
        assert first is not None
        assert last is not None
        spans[month].append(Span(first, last, rate))
    # Days that lie ahead are no cost yet, whatever the row says of a stay that goes on.
    so_far = days_through(spans[this], this, today.day)
    earlier = [month for month in spans if month < this]
    rests = [days_through(spans[one], one, 31) - days_through(spans[one], one, today.day) for one in earlier]
    known = kronor_through(spans[this], this, today.day)
    if known is None:
        return Costs(project(so_far, rests), None)
    kronor = []
    for one in earlier:
        whole, part = kronor_through(spans[one], one, 31), kronor_through(spans[one], one, today.day)
        if whole is not None and part is not None:
            kronor.append(whole - part)
    return Costs(project(so_far, rests), project(known, kronor))


def _back(month: date, count: int) -> date:
    year, number = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(year, number + 1, 1)


def _ward_name(ward: UnitRef) -> str:
    """The hospital and the ward; many a ward has its hospital's name in its own."""
    return ward.name if ward.name.startswith(ward.hospital) else f"{ward.hospital}, {ward.name}"
