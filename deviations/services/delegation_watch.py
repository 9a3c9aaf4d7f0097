"""What happens by itself: reminders, ends, new staff, a task tonight that nobody may do (A10). Workers alone.

Each run looks in the database what is due: a run that is missed is caught up with, and nothing is told twice.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from actors import selectors_staff
from actors.acting import Acting
from core import clock, outbox, retention
from core.scope import atomic
from deviations import selectors_delegations as selectors
from deviations.models import Delegation, DelegationAlert, DelegationReminder
from deviations.rules.delegations import DOES, AlertKind, EndCause, days_left, ended_by, night_of, who_may
from transitions.selectors.delegated import delegated_everywhere

RETENTION_KIND = "delegation"
BATCH = 200


@atomic
def remind(*, acting: Acting, now: datetime) -> int:
    """Tell of delegations that end in 60, 30 and 7 days. Of several that are due the latest is told, all are done.

    Returns how many decisions were told of.
    """
    due = DelegationReminder.objects.filter(sent_at__isnull=True, due_at__lte=now)
    rows = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("delegation", "-days")[:BATCH])
    by_delegation: dict[int, list[DelegationReminder]] = defaultdict(list)
    for row in rows:
        by_delegation[row.delegation_id].append(row)
    running = {
        row.pk: row for row in selectors.running(on=clock.local_date(now)).filter(pk__in=by_delegation)
    }
    told = 0
    for pk, group in by_delegation.items():
        for row in group:
            row.sent_at = now
            row.save(update_fields=["sent_at"])
        known = running.get(pk)
        if known is None or ended_by(selectors.holds(known), clock.local_date(now)) is not None:
            continue
        outbox.emit(
            "delegation.ends_soon",
            case=None,
            payload={
                "delegation": pk,
                "days": min(row.days for row in group),
                "units": sorted({known.nurse_unit_id, known.receiver_unit_id}),
            },
            acting=acting,
        )
        told += 1
    return told


@atomic
def end_those_over(*, acting: Acting, now: datetime) -> int:
    """End the delegations whose last day has passed, or whose nurse or receiver has left. Both units are told.

    They held no longer already (`rules.delegations.Holds.on`); this writes it down. Returns how many.
    """
    today = clock.local_date(now)
    found = selectors.running(on=today).select_for_update(skip_locked=True, of=("self",))
    ended = 0
    for row in found.iterator():
        cause = ended_by(selectors.holds(row), today)
        if cause is None:
            continue
        row.ended_on = row.valid_to + timedelta(days=1) if cause is EndCause.EXPIRED else today
        row.end_cause = cause
        row.version += 1
        row.save()
        outbox.emit(
            "delegation.ended",
            case=None,
            payload={
                "delegation": row.pk,
                "cause": str(cause),
                "units": sorted({row.nurse_unit_id, row.receiver_unit_id}),
            },
            acting=acting,
        )
        ended += 1
    return ended


@atomic
def alert_new_staff(*, acting: Acting, now: datetime) -> int:
    """Tell the nurses' units of people who have begun where they delegate. Once for each person. Returns how many."""
    today = clock.local_date(now)
    rows = list(selectors.running(on=today).values_list("receiver_unit_id", "nurse_unit_id", "receiver_id"))
    nurses: dict[int, set[int]] = defaultdict(set)
    for unit, nurse_unit, _ in rows:
        nurses[unit].add(nurse_unit)
    given = {(unit, user) for unit, _, user in rows}
    since = today - timedelta(days=selectors.NEW_DAYS)
    told = 0
    for person in selectors_staff.staff(nurses, on=today, roles=DOES, since=since):
        if (person.unit_id, person.user_id) in given:
            continue
        if _first(AlertKind.STAFF_NEW, person.unit_id, person.assignment_id, now, person.since):
            units = sorted(nurses[person.unit_id])
            outbox.emit(
                "delegation.staff_new",
                case=None,
                payload={"assignment": person.assignment_id, "units": units},
                acting=acting,
            )
            told += 1
    return told


@atomic
def alert_uncovered(*, acting: Acting, now: datetime) -> int:
    """Tell the provider, and the unit that follows the task up, of a task tonight that nobody may do. Once a night.

    Returns how many tasks.
    """
    night, days = night_of(now), days_left(now)
    wanted = delegated_everywhere(night=night)
    known = [selectors.holds(row) for row in selectors.running(on=days[0])] if wanted else []
    missing: dict[int, set[int]] = defaultdict(set)
    told = 0
    for one in wanted:
        if who_may(selectors.as_tonight(one), known, days):
            continue
        if _first(AlertKind.UNCOVERED, one.unit_id, one.item_id, now, night):
            missing[one.unit_id] |= {one.unit_id} | ({one.reviewer_id} if one.reviewer_id else set())
            told += 1
    for units in missing.values():
        outbox.emit(
            "delegation.uncovered", case=None, payload={"units": sorted(units), "night": night}, acting=acting
        )
    return told


def _first(kind: AlertKind, unit_id: int, about: int, now: datetime, day: date) -> bool:
    _, made = DelegationAlert.objects.get_or_create(
        kind=kind, unit_id=unit_id, about=about, day=day, defaults={"at": now}
    )
    return made


@atomic
def remove_old(*, now: datetime) -> int:
    """Remove decisions that ended more than three years ago, with their follow-ups, reminders and versions.

    The time is the rule `delegation` of `RetentionRule`; the statutes say three years at least. Returns how many.
    """
    before = clock.local_date(retention.kept_since(RETENTION_KIND, now))
    ids = list(Delegation.objects.filter(ended_on__lt=before).values_list("pk", flat=True)[:5000])
    Delegation.history.model.objects.filter(id__in=ids).delete()
    DelegationReminder.objects.filter(delegation__in=ids).delete()
    for row in Delegation.objects.filter(pk__in=ids).prefetch_related("follow_ups"):
        row.follow_ups.all().delete()
        row.skip_history_when_saving = True  # type: ignore[attr-defined]
        row.delete()
    Delegation.history.model.objects.filter(id__in=ids).delete()
    DelegationAlert.objects.filter(day__lt=before).delete()
    return len(ids)
