"""The only place of the app that locks a statement."""

from uuid import UUID

from actors.acting import Acting
from liability import permissions
from liability.models import Statement, StatementRow
from transitions.locks import NotFound


def lock_statement(acting: Acting, public_id: UUID) -> Statement:
    """Lock a statement that the acting one may see. Raises NotFound for any other."""
    visible = permissions.statements_visible_to(acting)
    row = visible.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def lock_month(statement_id: int) -> Statement:
    """Lock a statement for the system's own work. Raises DoesNotExist."""
    return Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)


def row_of(statement: Statement, number: int) -> StatementRow:
    """A row of a locked statement. Raises NotFound."""
    row = statement.rows.filter(number=number).first()
    if row is None:
        raise NotFound
    return row
