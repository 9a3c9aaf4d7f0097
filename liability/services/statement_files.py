"""Ordering a statement as a file, what became of it, and that it was fetched; and each municipality's layout."""

from datetime import datetime
from typing import Any

from django.db import transaction

from actors.acting import Acting
from core import audit, clock, doorbell, orders, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from core.orders import OrderState
from liability import permissions
from liability.models import FinanceLayout, Statement, StatementFile
from liability.rules.finance import LayoutError, layout_from_json, layout_to_json
from liability.rules.statement_files import SUFFIXES, Format
from liability.rules.statement_life import State
from liability.selectors.parties import parties_of
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict

MAKE_TASK = "liability.tasks.make_statement_file"


@scope.atomic
def order_file(*, acting: Acting, statement: Statement, form: Format) -> StatementFile:
    """Store the order and ring for a worker. The finance system's file is of agreed months alone. Raises Conflict."""
    permissions.require(acting, permissions.SEE_STATEMENTS)
    if form is Format.FINANCE:
        if statement.state not in (State.AGREED, State.LOCKED):
            raise Conflict(
                Verdict.no("not_agreed"), "Filen till ekonomisystemet görs när båda parter har godkänt."
            )
        if statement.billable_amount is None:
            raise Conflict(
                Verdict.no("rate_unknown"),
                "Ett belopp saknas, så det finns inget att betala efter. Lägg in årets belopp först.",
            )
    order: StatementFile = StatementFile.objects.create(
        statement=statement,
        statement_version=statement.version,
        format=form,
        ordered_at=clock.now(),
        ordered_by_id=acting.user_id,
        ordered_by_name=acting.user_name,
        unit_id=acting.unit_id or None,
    )
    audit.record(acting, "liability.file.ordered", order, {"format": (None, str(form))})
    doorbell.ring_on_commit(MAKE_TASK, order.pk)
    return order


def begin_file(order_id: int, *, now: datetime) -> StatementFile | None:
    """Count a try of the order. None when there is nothing to do."""
    return orders.begin(StatementFile, order_id, now=now)


@transaction.atomic
def finish_file(order_id: int, content: bytes, *, acting: Acting) -> StatementFile | None:
    """Store the file of an order. None when another worker was first."""
    order = orders.finish(StatementFile, order_id, content, suffix=lambda one: SUFFIXES[Format(one.format)])
    if order is not None:
        audit.record(
            acting, "liability.file.made", order, {"state": (str(OrderState.ORDERED), str(OrderState.MADE))}
        )
    return order


@scope.atomic
def note_fetched(*, acting: Acting, order: StatementFile) -> None:
    """Mark that the file was fetched, the first time; each time is audited."""
    if order.fetched_at is None:
        order.fetched_at, order.fetched_by_name = clock.now(), acting.user_name
        order.save(update_fields=["fetched_at", "fetched_by_name"])
    audit.record(acting, "liability.file.fetched", order)


@transaction.atomic
def set_layout(*, acting: Acting, municipality: str, layout: dict[str, Any]) -> FinanceLayout:
    """How a payer's finance system takes the file. Raises Invalid, and NotFound for another's.

    Files that were made before stay as they are. The same once more changes nothing.
    """
    permissions.require(acting, permissions.SET_LAYOUT)
    if municipality not in {each.municipality for each in parties_of(acting)}:
        raise NotFound
    try:
        checked = layout_to_json(layout_from_json(layout))
    except LayoutError as error:
        raise Invalid("layout", str(error), error.field) from error
    row = FinanceLayout.objects.select_for_update().filter(municipality=municipality).first()
    row = row or FinanceLayout(municipality=municipality)
    if row.layout == checked:
        return row
    row.layout = checked
    row.save()
    audit.record(acting, "liability.layout.set", row)
    return row
