"""The one list of what may be delegated, and whether a provider takes delegations (A10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from actors.acting import Acting
from core import audit, clock, outbox, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions_delegations as permissions
from deviations import selectors_delegations as selectors
from deviations.models import Delegation, ListedTask, ProviderStance, TaskList
from transitions.rules.verdicts import Verdict

MOST = 60


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task as typed. `code` empty: a new one, which gets a code of its own."""

    name: str
    needs: str = ""
    code: str = ""


@scope.atomic
def publish_tasks(
    *, acting: Acting, at: datetime, valid_from: date, reason: str, tasks: Sequence[TaskText], number: int
) -> TaskList:
    """Make the next version of the list. Decisions keep the version they were signed under.

    `number` is the version that the page was drawn from. Raises Invalid: `no_tasks`, `many_tasks`, `twice`,
    `begins_past`, `no_reason`; Conflict: `list_changed`.
    """
    permissions.require(permissions.keeps_tasks(acting), "delegation_tasks")
    kept = [one for one in tasks if one.name.strip()]
    if not kept:
        raise Invalid("no_tasks", "Skriv minst en uppgift.", "")
    if len(kept) > MOST:
        raise Invalid("many_tasks", f"Skriv högst {MOST} uppgifter.", "")
    if len({one.name.strip().casefold() for one in kept}) < len(kept):
        raise Invalid("twice", "Två uppgifter heter likadant. Ge dem olika namn.", "")
    if not reason.strip():
        raise Invalid("no_reason", "Skriv vad som har ändrats.", "reason")
    if valid_from < clock.local_date(at):
        raise Invalid("begins_past", "En ny lista kan inte gälla bakåt i tiden.", "valid_from")
    changed = Conflict(
        Verdict.no("list_changed"), "Någon annan har gjort en ny version. Jämför och spara igen."
    )
    latest = TaskList.objects.order_by("-number").first()
    if (latest.number if latest is not None else 0) != number:
        raise changed
    try:
        with transaction.atomic():
            made = TaskList.objects.create(
                number=number + 1,
                valid_from=valid_from,
                made_at=at,
                made_by=acting.user_name,
                reason=reason.strip(),
            )
    except IntegrityError as error:
        raise changed from error
    known = {one.code for one in ListedTask.objects.all()}
    for place, one in enumerate(kept, 1):
        code = one.code if one.code in known else f"task_{made.number}_{place}"
        ListedTask.objects.create(version=made, code=code, name=one.name.strip(), needs=one.needs.strip())
    audit.record(acting, "delegation.tasks_published", made, {"version": (None, made.number)})
    return made


@scope.atomic
def say_stance(*, acting: Acting, at: datetime, declines: bool, reason: str = "") -> ProviderStance:
    """Say that the own unit takes no delegations, or does again. The units that delegate to it are told.

    What is signed holds until it ends or is withdrawn. Raises Invalid: `no_reason`.
    """
    permissions.require(permissions.says_stance(acting), "delegation_stance")
    if declines and not reason.strip():
        raise Invalid("no_reason", "Skriv varför ni inte tar emot delegeringar.", "reason")
    row = ProviderStance.objects.select_for_update().filter(unit_id=acting.unit_id).first()
    if row is not None and row.declines == declines and row.reason == (reason.strip() if declines else ""):
        return row
    row = row or ProviderStance(unit_id=acting.unit_id)
    row.declines, row.reason = declines, reason.strip() if declines else ""
    row.at, row.by_name = at, acting.user_name
    row.save()
    nurses = Delegation.objects.filter(receiver_unit_id=acting.unit_id, ended_on__isnull=True)
    units = sorted({acting.unit_id, *nurses.order_by().values_list("nurse_unit_id", flat=True)})
    outbox.emit("delegation.stance", case=None, payload={"units": units, "declines": declines}, acting=acting)
    audit.record(acting, "delegation.stance", row, {"declines": (None, declines)})
    return row


def current_number() -> int:
    """The number of the newest version, whether or not it has begun."""
    lists = selectors.task_lists()
    return lists[0].number if lists else 0
