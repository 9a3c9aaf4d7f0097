"""What the services share: the row's state derived anew, the item on the chain, the message to the other side."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from actors.acting import Acting
from core import outbox, versions
from deviations.models import Deviation
from deviations.rules.kinds import Severity
from deviations.rules.life import DeviationFact
from deviations.rules.limits import DeviationLimits, due_at
from transitions.rules.kinds import ItemKind
from transitions.services import record_item


def limits() -> DeviationLimits:
    """The local limits of this installation (setting DEVIATION_LIMITS)."""
    return DeviationLimits.of(settings.DEVIATION_LIMITS)


def fact_of(row: Deviation) -> DeviationFact:
    """The deviation as the rules know it."""
    return DeviationFact(
        reported_at=row.reported_at,
        received_at=row.received_at,
        answered_at=row.answered_at,
        read_at=row.read_at,
        closed_at=row.closed_at,
    )


def save(row: Deviation, acting: Acting) -> None:
    """Derive stage and due date, and save. Loaded history leaves no versions behind, since nobody edited."""
    row.stage = fact_of(row).stage
    row.due_at = due_at(
        row.stage,
        severity=Severity(row.severity),
        reported_at=row.reported_at,
        answered_at=row.answered_at,
        limits=limits(),
    )
    row.version += 1
    if not acting.importing:
        row.save()
        return
    row.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        row.save()
    finally:
        del row.skip_history_when_saving  # type: ignore[attr-defined]


def tell(
    row: Deviation, *, acting: Acting, kind: ItemKind, at: datetime, to: Iterable[int], data: dict[str, str]
) -> int | None:
    """Tell the other side: by an item on the chain, or for a deviation without a case by a message of its own.

    Returns the id of the item, if there is one.
    """
    units = sorted(set(to) - {acting.unit_id})
    if row.episode_id is not None:
        item = record_item(
            acting=acting,
            episode_id=row.episode_id,
            kind=kind,
            at=at,
            to=units,
            data={"deviation": row.ref, **data},
        )
        return item.pk
    outbox.emit(
        str(kind).replace("deviation_", "deviation."),
        case=None,
        payload={"deviation": row.pk, "units": units},
        acting=acting,
    )
    if not acting.importing:
        versions.bump([*units, acting.unit_id])
    return None
