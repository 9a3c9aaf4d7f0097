"""Corrections after a month is locked: the difference becomes rows of the earliest month that is still preliminary."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from liability.models import Statement, StatementRow
from liability.rules.assessment import Rulebook
from liability.rules.billing import (
    NOTHING,
    Agreed,
    Counted,
    Line,
    Outcome,
    adjusted,
    correction,
    plus,
)
from liability.rules.statement import month_statement
from liability.rules.statement_life import State
from liability.rules.swedish import MONTHS
from liability.rules.terms import Basis, Terms
from liability.selectors.statement_facts import Entry, Key, changed_since, entries, places


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be added for one spell of a locked month."""

    month: date
    entry: Entry
    added: Agreed
    outcome: Outcome
    text: str

    @property
    def key(self) -> tuple[int, datetime, date]:
        """Episode, notice and month."""
        return self.entry.episode_id, self.entry.notice_at, self.month


def corrections_of(statement: Statement, rules: Rulebook, terms: Terms) -> list[Correction]:
    """The corrections that belong in a preliminary statement: none unless it is the parties' earliest.

    Three queries when nothing is locked; one more for each locked month.
    """
    own = Statement.objects.filter(
        region_id=statement.region_id,
        municipality_id=statement.municipality_id,
        terms_code=statement.terms_code,
    )
    earlier = own.filter(state=State.PRELIMINARY, month__lt=statement.month)
    locked = list(own.filter(state=State.LOCKED, month__lt=statement.month).order_by("month"))
    # A month without rows waits for nothing, and would hold the corrections back for ever.
    if not locked or earlier.filter(rows__isnull=False, month__gt=locked[0].month).exists():
        return []
    key = Key(statement.region_id, statement.municipality_id, statement.terms_code)
    known = places()
    found: list[Correction] = []
    for month in locked:
        assert month.locked_at is not None
        changed = changed_since(month.proposed_at or month.locked_at, [month.month])
        now = entries(changed, month.month, rules, known, {statement.terms_code: terms}).get(key, {})
        touched = set(changed.values_list("episode_id", flat=True))
        found += _of_month(month, now, touched, rules, terms, statement)
    return found


def _of_month(
    month: Statement,
    now: dict[tuple[int, datetime], Entry],
    touched: set[int],
    rules: Rulebook,
    terms: Terms,
    target: Statement,
) -> list[Correction]:
    rows = list(month.rows.filter(kind=StatementRow.Kind.STAY))
    before = {(row.episode_id, row.notice_at): row for row in rows}
    paid: dict[tuple[int, datetime], Agreed] = {key: _agreed(row) for key, row in before.items()}
    mean = {key: _ready(row) for key, row in before.items() if row.outcome == Outcome.MEAN}
    corrected = StatementRow.objects.filter(
        kind=StatementRow.Kind.CORRECTION,
        corrects_month=month.month,
        statement__region_id=month.region_id,
        statement__municipality_id=month.municipality_id,
        statement__terms_code=month.terms_code,
    ).exclude(statement__state=State.PRELIMINARY)
    newest: dict[tuple[int, datetime], int] = defaultdict(int)
    for row in corrected.order_by("statement__month"):
        key = (row.episode_id, row.notice_at)
        paid[key] = plus(paid.get(key, NOTHING), _agreed(row))
        newest[key] = row.assessment_number
        if row.outcome == Outcome.MEAN:
            mean[key] = row.ready_days
    found = []
    for key in sorted({*now, *(each for each in paid if each[0] in touched)}):
        entry, row_before = now.get(key), before.get(key)
        known_number = newest.get(key) or (row_before.assessment_number if row_before else 0)
        if entry is not None and entry.number <= known_number:
            continue
        if entry is None:
            assert row_before is not None or key in newest
            entry = _vanished(row_before or corrected.filter(episode_id=key[0]).latest("pk"))
        if terms.basis is Basis.AVERAGE:
            added = _in_the_mean(month, mean, key, entry, rules, terms)
        else:
            line = entry.line
            is_now = Agreed(line.days, line.billable_days, line.amount, line.billable_amount)
            added = correction(paid.get(key, NOTHING), is_now)
        if added is not None:
            number = None if row_before is None else row_before.number
            found.append(Correction(month.month, entry, added, entry.line.outcome, _text(month, number)))
    return found


def _agreed(row: StatementRow) -> Agreed:
    stands = Counted(
        Outcome.BILLABLE if row.billable_days else Outcome(row.outcome),
        row.days,
        row.billable_days,
        row.held_days,
        row.ready_days,
        row.amount,
        row.billable_amount,
    )
    found = adjusted(stands, row.adjusted_days, row.rate)
    return Agreed(found.days, found.billable_days, found.amount, found.billable_amount)


def _ready(row: StatementRow) -> int:
    return row.ready_days if row.adjusted_days is None else row.adjusted_days


def _vanished(row: StatementRow) -> Entry:
    """A spell that is no longer there, or is somebody else's: nothing is owed for it."""
    line = Line(Outcome.FREE, None, None, 0, 0, 0, 0, row.rate, 0, 0)
    return Entry(
        row.episode_id,
        row.assessment_number + 1,
        row.notice_at,
        row.ended_on,
        row.start_day,
        row.ward,
        line,
        [],
        row.facts,
    )


def _in_the_mean(
    month: Statement,
    mean: dict[tuple[int, datetime], int],
    key: tuple[int, datetime],
    entry: Entry,
    rules: Rulebook,
    terms: Terms,
) -> Agreed | None:
    """What the whole month comes to with this patient's days changed, less what it came to before."""

    def of_month() -> tuple[int | None, bool]:
        found = month_statement(
            terms,
            year=month.month.year,
            month=month.month.month,
            ready_days=list(mean.values()),
            national=rules.national_amounts,
        )
        return found.amount, found.billable

    before, _ = of_month()
    if entry.line.outcome is Outcome.MEAN:
        mean[key] = entry.line.ready_days
    else:
        mean.pop(key, None)
    after, billable = of_month()
    if before == after:
        return None
    amount = None if after is None else after - (before or 0)
    return replace(NOTHING, amount=amount, billable_amount=amount if billable else 0)


def _text(month: Statement, number: int | None) -> str:
    name = f"{MONTHS[month.month.month - 1]} {month.month.year}"
    if number is None:
        return f"Rättelse av {name}, som är låst: vårdtillfället fanns inte med då."
    return f"Rättelse av {name}, som är låst, rad {number}: uppgifterna har ändrats efteråt."
