"""What a MAS does from her board: move a card by an existing step, save a view."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from actors.acting import Acting
from core import scope
from deviations import permissions
from deviations.models import Deviation
from deviations.rules.kinds import Step
from deviations.services import steps
from deviations.services.returning import return_wrong
from transitions import services as chain

PAGE: Final = "deviation_board"

_SILENT = {
    Step.RECEIVE: steps.receive,
    Step.INVESTIGATE: steps.investigate,
    Step.READ: steps.mark_read,
    Step.CLOSE: steps.close,
}


@scope.atomic
def move(
    *, acting: Acting, step: Step, ref: str, at: datetime, version: int, words: Mapping[str, Any]
) -> Deviation:
    """Take a step from the board: never a blank change of state, what demands words has them in `words`.

    Raises as the step itself does: NotFound, PermissionDenied, Conflict, Invalid; KeyError for a step that is no move.
    """
    permissions.require_board(acting)
    if step is Step.ANSWER:
        return steps.answer(
            acting=acting,
            ref=ref,
            at=at,
            explanation=words["explanation"],
            measure=words["measure"],
            version=version,
        )
    if step is Step.REOPEN:
        return steps.reopen(acting=acting, ref=ref, at=at, why=words["why"], version=version)
    if step is Step.RETURN:
        return return_wrong(
            acting=acting, ref=ref, at=at, to_id=words["to"], why=words["why"], version=version
        )
    return _SILENT[step](acting=acting, ref=ref, at=at, version=version)


@scope.atomic
def save_view(*, acting: Acting, name: str, query: Mapping[str, str], for_unit: bool, at: datetime) -> None:
    """Save the board as it is narrowed. Raises PermissionDenied, Invalid."""
    permissions.require_board(acting)
    chain.keep_filter(acting=acting, page=PAGE, name=name, query=query, for_unit=for_unit, at=at)


@scope.atomic
def remove_view(*, acting: Acting, filter_id: int) -> bool:
    """Remove one's own view, or the unit's. Returns whether there was one."""
    permissions.require_board(acting)
    return chain.drop_filter(acting=acting, page=PAGE, filter_id=filter_id)
