"""What the services share: the row's state derived anew, the item on the chain, the message to the other side."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from actors.acting import Acting
from actors.calendar import swedish_calendar
from core import outbox, versions
from deviations.models import AnswerTerms, Deviation, Entry
from deviations.rules.kinds import EntryKind, Severity, Stage
from deviations.rules.life import DeviationFact
from deviations.rules.limits import DeviationLimits, Since, due_at, next_rung_at
from transitions.rules.kinds import ItemKind
from transitions.services import record_item


def usual_limits() -> DeviationLimits:
    """The local limits of this installation (setting DEVIATION_LIMITS)."""
    return DeviationLimits.of(settings.DEVIATION_LIMITS)


def limits_of(unit_id: int) -> DeviationLimits:
    """The limits of what a unit receives: its organisation's, else those of the one above, else usual. One query."""
    found = AnswerTerms.objects.filter(
        Q(organisation__units=unit_id) | Q(organisation__children__units=unit_id)
    ).distinct()
    # The nearest has a parent that is the other; a municipality's own come last.
    rows = sorted(found.select_related("organisation"), key=lambda row: row.organisation.parent_id or 0)
    return DeviationLimits.of(rows[-1].days, usual_limits()) if rows else usual_limits()


def may_be_anonymous(unit_id: int) -> bool:
    """Whether the reporter's organisation lets people report without their name to the other side. One query."""
    near = Q(organisation__units=unit_id) | Q(organisation__children__units=unit_id)
    return AnswerTerms.objects.filter(near, anonymous=True).exists()


def fact_of(row: Deviation) -> DeviationFact:
    """The deviation as the rules know it."""
    return DeviationFact(
        reported_at=row.reported_at,
        received_at=row.received_at,
        investigating_at=row.investigating_at,
        answered_at=row.answer_at,
        read_at=row.read_at,
        closed_at=row.closed_at,
    )


def asked_since(row: Deviation) -> datetime:
    """From when somebody owes the present step: nobody is reminded of what has just come."""
    if row.stage == Stage.ANSWERED and row.answer_at is not None:
        return row.answer_at
    return max(row.routed_at, row.reopened_at or row.routed_at)


def save(row: Deviation, acting: Acting) -> None:
    """Derive stage and due date, and save. Loaded history leaves no versions behind, since nobody edited."""
    before = row.due_at
    row.stage = fact_of(row).stage
    limits = limits_of(row.routed_to_id)
    row.due_at = due_at(
        row.stage,
        severity=Severity(row.severity),
        since=Since(
            reported_at=row.reopened_at or row.reported_at,
            routed_at=row.routed_at,
            answered_at=row.answer_at,
            read_at=row.read_at,
        ),
        limits=limits,
        calendar=swedish_calendar(),
    )
    if row.stage in (Stage.READ, Stage.CLOSED) or row.due_at is None:
        row.ask_at = None
    elif row.due_at != before:
        began = asked_since(row)
        row.ask_at = next_rung_at(
            row.due_at, began=began, taken=frozenset(), now=began, limits=limits, calendar=swedish_calendar()
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


def note(
    row: Deviation, *, acting: Acting, kind: EntryKind, at: datetime, text: str = "", own: bool = False
) -> Entry:
    """A line in the thread."""
    return Entry.objects.create(
        deviation=row,
        kind=kind,
        at=at,
        by_unit_id=acting.unit_id or None,
        author_id=acting.user_id,
        author_name=acting.user_name,
        text=text.strip(),
        own=own,
    )


def units_of(row: Deviation) -> set[int]:
    """The units that every step is told to."""
    found = {row.reported_by_id, row.about_id, row.routed_to_id, row.answer_to_id}
    return {unit for unit in found if unit is not None}


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
    emit(row, str(kind).replace("deviation_", "deviation."), acting=acting, to=units)
    return None


def emit(row: Deviation, event: str, *, acting: Acting, to: Iterable[int]) -> None:
    """A message of the deviation's own, in the units' inboxes."""
    units = sorted(set(to) - {acting.unit_id})
    outbox.emit(event, case=None, payload={"deviation": row.pk, "units": units}, acting=acting)
    if not acting.importing:
        versions.bump([*units, acting.unit_id] if acting.unit_id else units)
