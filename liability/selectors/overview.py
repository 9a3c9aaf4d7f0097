"""Betalningsansvar of a whole organisation: how many, how many days, what it costs. No patient is named."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.db import connection

from actors import selectors as actors
from actors.acting import Acting
from core import clock
from liability import permissions


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


def overview(*, acting: Acting, now: datetime) -> Overview:
    """What is owed by the organisations under the acting one's, now and of those discharged this month. Three queries.

    Open cases count as they stand; the month's days and kronor are of cases that ended in it. One that two
    municipalities share is in neither's sum: a person decides it.
    """
    permissions.require(acting, permissions.SEE_SUMS)
    first = clock.local_date(now).replace(day=1)
    owners = actors.organisations(ids=actors.with_descendants(acting.organisation_id))
    rows = {owner.code: MunicipalityRow(owner.name, owner.code) for owner in owners}
    month_start = datetime.combine(first, time(), tzinfo=clock.STOCKHOLM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hemvag_liability_sums(%s, %s, %s)", [list(rows), month_start, now])
        for code, running, not_yet, needs_review, liable, days, amount, billable in cursor.fetchall():
            rows[code] = replace(
                rows[code],
                running=running,
                not_yet=not_yet,
                needs_review=needs_review,
                liable=liable,
                days=days,
                amount=amount,
                billable_amount=billable,
            )
    shown = [row for row in rows.values() if row.running + row.not_yet + row.needs_review + row.liable]
    return Overview(first, shown)
