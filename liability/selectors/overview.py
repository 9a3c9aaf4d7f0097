"""Betalningsansvar of a whole organisation: how many, how many days, what it costs. No patient is named."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, Q, Sum

from actors import selectors as actors
from actors.acting import Acting
from core import clock, scope
from liability import permissions
from liability.models import Assessment
from liability.rules.assessment import Status

OPEN_STATUSES = (Status.RUNNING, Status.NOT_YET, Status.NEEDS_REVIEW)


@dataclass(slots=True)
class MunicipalityRow:
    """One who owes. `days`, `amount`: of those discharged in the month; amount None when some day lacks a rate."""

    name: str
    code: str
    running: int = 0
    not_yet: int = 0
    needs_review: int = 0
    liable: int = 0
    days: int = 0
    amount: int | None = 0
    billable_amount: int | None = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The month so far. `rows` in Swedish order of name."""

    month: date
    rows: list[MunicipalityRow] = field(default_factory=list)


@scope.wide
def overview(*, acting: Acting, now: datetime) -> Overview:
    """What is owed by the organisations under the acting one's, now and of those discharged this month. Four queries.

    Open cases count as they stand; the month's days and kronor are of cases that ended in it. One that two
    municipalities share is in neither's sum: a person decides it.
    """
    permissions.require(acting, permissions.SEE_SUMS)
    first = clock.local_date(now).replace(day=1)
    owners = actors.organisations(ids=actors.with_descendants(acting.organisation_id))
    rows = {owner.code: MunicipalityRow(owner.name, owner.code) for owner in owners}
    current = Assessment.objects.filter(
        superseded_at__isnull=True, owed_by__0__in=list(rows), owed_by__1__isnull=True
    )
    standing = current.filter(episode__ended_at__isnull=True, status__in=OPEN_STATUSES)
    for code, status, count in (
        standing.order_by().values_list("owed_by__0", "status").annotate(cases=Count("pk"))
    ):
        setattr(rows[code], status, count)
    month_start = datetime.combine(first, time(), tzinfo=clock.STOCKHOLM)
    ended = current.filter(episode__ended_at__gte=month_start, episode__ended_at__lte=now, days__gt=0)
    sums = (
        ended.order_by()
        .values_list("owed_by__0")
        .annotate(
            cases=Count("pk"),
            all_days=Sum("days"),
            kronor=Sum("amount"),
            billable_kronor=Sum("billable_amount"),
            unpriced=Count("pk", filter=Q(amount__isnull=True)),
            unpriced_billable=Count("pk", filter=Q(billable_amount__isnull=True)),
        )
    )
    for code, count, days, amount, billable, without, without_billable in sums:
        row = rows[code]
        row.liable, row.days = count, days
        row.amount = None if without else amount
        row.billable_amount = None if without_billable else billable
    shown = [row for row in rows.values() if row.running + row.not_yet + row.needs_review + row.liable]
    return Overview(first, shown)
