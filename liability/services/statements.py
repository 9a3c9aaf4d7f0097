"""Making the month's statements: worked out anew each day while they are preliminary, never after."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core import clock
from liability.locks import lock_month
from liability.models import Statement, StatementRow
from liability.rules.assessment import Rulebook
from liability.rules.billing import Agreed, Counted, Outcome, adjusted, totals
from liability.rules.contract import plain, reason_to_json
from liability.rules.periods import month_before, month_of
from liability.rules.statement import Statement as Mean
from liability.rules.statement_life import State
from liability.rules.terms import Terms
from liability.rules.terms_form import terms_from_json, terms_to_json
from liability.selectors.rulebook import rulebook
from liability.selectors.statement_facts import Entry, Key, entries, overlapping, places
from liability.services.corrections import Correction, corrections_of

ROW_FIELDS = (
    "assessment_number",
    "ended_on",
    "start_day",
    "ward",
    "outcome",
    "first_day",
    "last_day",
    "days",
    "billable_days",
    "held_days",
    "ready_days",
    "rate",
    "amount",
    "billable_amount",
    "reasons",
    "facts",
)


def refresh_statements(*, now: datetime | None = None, months: Iterable[date] = ()) -> int:
    """Work out every preliminary statement anew, of this month, the one before, and `months`. Returns how many.

    What is proposed, agreed or locked stands. Corrections of locked months become rows of the earliest preliminary one.
    """
    moment = now or clock.now()
    this = month_of(clock.local_date(moment))
    wanted = {this, month_before(this), *(month_of(day) for day in months)}
    wanted.update(Statement.objects.filter(state=State.PRELIMINARY).values_list("month", flat=True))
    rules = rulebook()
    terms = {each.code: each for each in rules.terms if each.code}
    done = sum(_refresh(month, moment, rules, terms) for month in sorted(wanted))
    return done + _open_for_corrections(this, moment, rules, terms)


def _refresh(month: date, now: datetime, rules: Rulebook, terms: Mapping[str, Terms]) -> int:
    known = places()
    found = entries(overlapping(month), month, rules, known, terms)
    standing = {
        Key(row.region_id, row.municipality_id, row.terms_code): row
        for row in Statement.objects.filter(month=month)
    }
    done = 0
    for key in sorted({*found, *standing}, key=lambda each: (each.municipality_id, each.terms_code)):
        if key.terms_code not in terms:
            continue
        row = standing.get(key) or _new(key, month, terms[key.terms_code], now)
        if row.state == State.PRELIMINARY:
            write_rows(row.pk, list(found.get(key, {}).values()), now, rules, terms[key.terms_code])
            done += 1
    return done


def _open_for_corrections(month: date, now: datetime, rules: Rulebook, terms: Mapping[str, Terms]) -> int:
    """A month without a patient of its own is made when a locked one is to be corrected, and only then."""
    locked = Statement.objects.filter(state=State.LOCKED, month__lt=month)
    later = Statement.objects.filter(month=month)
    columns = ("region_id", "municipality_id", "terms_code")
    done = 0
    for values in sorted(set(locked.values_list(*columns)) - set(later.values_list(*columns))):
        key = Key(*values)
        if key.terms_code not in terms:
            continue
        with transaction.atomic():
            row = _new(key, month, terms[key.terms_code], now)
            write_rows(row.pk, [], now, rules, terms[key.terms_code])
            if row.rows.exists():
                done += 1
            else:
                row.delete()
    return done


def _new(key: Key, month: date, terms: Terms, now: datetime) -> Statement:
    row, _ = Statement.objects.get_or_create(
        region_id=key.region_id,
        municipality_id=key.municipality_id,
        terms_code=key.terms_code,
        month=month,
        defaults={
            "terms_name": terms.name or key.terms_code,
            "basis": terms.basis.value,
            "terms": terms_to_json(terms),
            "computed_at": now,
        },
    )
    return row


@transaction.atomic
def write_rows(
    statement_id: int, found: Sequence[Entry], now: datetime, rules: Rulebook, terms: Terms
) -> None:
    """Let the rows of a preliminary statement be these; a row keeps its number. Nothing when it is proposed."""
    statement = lock_month(statement_id)
    if statement.state != State.PRELIMINARY:
        return
    statement.terms, statement.terms_name = terms_to_json(terms), terms.name or statement.terms_code
    added = corrections_of(statement, rules, terms)
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {
        ("stay", each.episode_id, each.notice_at, None): values_of(each) for each in found
    }
    wanted |= {("correction", *each.key): _correction_values(each) for each in added}
    rows = list(statement.rows.all())
    standing = {(row.kind, row.episode_id, row.notice_at, row.corrects_month): row for row in rows}
    logged = set(statement.steps.exclude(row=None).values_list("row_id", flat=True))
    gone = [row.pk for key, row in standing.items() if key not in wanted and row.pk not in logged]
    StatementRow.objects.filter(pk__in=gone).delete()
    changed, fresh = [], []
    number = max((row.number for row in rows if row.pk not in set(gone)), default=0)
    for key in sorted(wanted, key=lambda each: (each[0] == "correction", each[2], each[1], str(each[3]))):
        values, row = wanted[key], standing.get(key)
        if row is None:
            number += 1
            kind, episode_id, notice_at, corrects = key
            fresh.append(
                StatementRow(
                    statement=statement,
                    number=number,
                    kind=kind,
                    episode_id=episode_id,
                    notice_at=notice_at,
                    corrects_month=corrects,
                    **values,
                )
            )
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    StatementRow.objects.bulk_create(fresh, batch_size=1000)
    StatementRow.objects.bulk_update(changed, ROW_FIELDS, batch_size=500)
    statement.computed_at = now
    sum_up(statement, rules, terms)
    statement.save()


def values_of(entry: Entry) -> dict[str, Any]:
    """The columns of a row."""
    line = entry.line
    return {
        "assessment_number": entry.number,
        "ended_on": entry.ended_on,
        "start_day": entry.start_day,
        "ward": entry.ward,
        "outcome": line.outcome.value,
        "first_day": line.first,
        "last_day": line.last,
        "days": line.days,
        "billable_days": line.billable_days,
        "held_days": line.held_days,
        "ready_days": line.ready_days,
        "rate": line.rate,
        "amount": line.amount,
        "billable_amount": line.billable_amount,
        "reasons": entry.reasons,
        "facts": entry.facts,
    }


def _correction_values(each: Correction) -> dict[str, Any]:
    added: Agreed = each.added
    return {
        **values_of(each.entry),
        "first_day": None,
        "last_day": None,
        "outcome": Outcome.BILLABLE.value if added.billable_days else each.outcome.value,
        "days": added.days,
        "billable_days": added.billable_days,
        "held_days": 0,
        "amount": added.amount,
        "billable_amount": added.billable_amount,
        "reasons": [{"code": "correction", "source": "LUS 5:1", "text": each.text}],
    }


def counted(row: StatementRow) -> Counted:
    """A row as the sums take it, after what the two sides have agreed to change."""
    stands = Counted(
        Outcome(row.outcome) if row.kind == StatementRow.Kind.STAY else Outcome.BILLABLE,
        row.days,
        row.billable_days,
        row.held_days,
        row.ready_days,
        row.amount,
        row.billable_amount,
    )
    return adjusted(stands, row.adjusted_days, row.rate)


def sum_up(statement: Statement, rules: Rulebook, terms: Terms) -> None:
    """Set the statement's sums from its rows. The caller saves."""
    found = totals(
        [counted(row) for row in statement.rows.all()], terms, statement.month, rules.national_amounts
    )
    statement.days, statement.billable_days, statement.held_days = (
        found.days,
        found.billable_days,
        found.held_days,
    )
    statement.amount, statement.billable_amount = found.amount, found.billable_amount
    statement.mean = {} if found.mean is None else mean_json(found.mean)


def mean_json(mean: Mean) -> dict[str, Any]:
    """The month's mean as it is kept: the contract's form of a statement."""
    return {
        "patients": mean.patients,
        "sum_days": mean.sum_days,
        "mean": None if mean.mean is None else str(mean.mean),
        "excess_days": plain(mean.excess_days),
        "individual_days": mean.individual_days,
        "days": plain(mean.days),
        "amount": mean.amount,
        "billable": mean.billable,
        "reasons": [reason_to_json(each) for each in mean.reasons],
    }


def recount(statement: Statement) -> None:
    """Sum up by the statement's own terms, after a row was changed by agreement. The caller saves."""
    sum_up(statement, rulebook(), terms_from_json(statement.terms))


def checksum_of(statement: Statement) -> str:
    """The check sum of the rows as they were agreed on: what a locked month can be held against."""
    rows = [
        [
            row.number,
            row.kind,
            row.episode_id,
            row.notice_at.isoformat(),
            *_plain_row(row),
        ]
        for row in statement.rows.all()
    ]
    text = json.dumps([statement.terms_code, str(statement.month), rows], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain_row(row: StatementRow) -> list[int | str | None]:
    found = counted(row)
    return [
        found.outcome.value,
        found.days,
        found.billable_days,
        found.ready_days,
        found.amount,
        found.billable_amount,
    ]


def mean_days(statement: Statement) -> Decimal | None:
    """Days owed under average terms, or None when they are unknown."""
    days = statement.mean.get("days")
    return None if days is None else Decimal(days)
