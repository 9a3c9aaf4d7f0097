"""Who delegates, who is given tasks, who sees persons and who numbers (A10). Fails closed."""

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Func, Q, QuerySet, Value

from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from deviations.models import Delegation
from deviations.rules.delegations import DELEGATES, DOES, GIVES, RECEIVES


def may_give(acting: Acting) -> bool:
    """Whether somebody delegates: licensed staff in a unit whose nurses do."""
    return acting.role in DELEGATES and acting.unit_kind in GIVES


def does(acting: Acting) -> bool:
    """Whether somebody is staff who may be given a task, in home care or the like."""
    return acting.role in DOES and acting.unit_kind in RECEIVES


def manages(acting: Acting) -> bool:
    """The verksamhetschef or manager of a unit that delegates, or whose staff is given tasks."""
    return acting.role is Role.MANAGER and acting.unit_kind in GIVES | RECEIVES


def may_list(acting: Acting) -> bool:
    """Whether the register concerns the role at all."""
    return (
        may_give(acting) or does(acting) or manages(acting) or acting.role is Role.MAS or keeps_tasks(acting)
    )


def says_stance(acting: Acting) -> bool:
    """Whether somebody says for a provider whether it takes delegations."""
    leads = acting.role in (Role.HOME_CARE_COORDINATOR, Role.MANAGER, Role.HOUSING_NURSE)
    return leads and acting.unit_kind in RECEIVES


def keeps_tasks(acting: Acting) -> bool:
    """Whether somebody keeps the one list of tasks: the region's `ledning`, for the county."""
    leads = acting.role in (Role.REGION_CONTROLLER, Role.ADMINISTRATOR, Role.MANAGER)
    return (
        leads
        and acting.unit_kind is UnitKind.ADMINISTRATION
        and acting.organisation_kind is OrganisationKind.REGION
    )


def require(allowed: bool, action: str) -> None:
    """Stop whoever may not. Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied(action)


class _AnswersFor(Func):
    """Whether an organisation's MAS answers for the health care of a unit (`protection_delegations.py`)."""

    function = "hemvag_mas_answers_for"
    output_field = BooleanField()


class _AgreedOn(Func):
    """Whether an agreement that all parties have signed lets a MAS see whom a unit delegates to."""

    function = "hemvag_mas_agreed_on"
    output_field = BooleanField()


def visible_to(acting: Acting) -> QuerySet[Delegation]:
    """Delegations whose persons the one who acts may see.

    Her own, a nurse; those of her unit, its manager; its own staff's, home care; those of the health care that she
    answers for, a MAS. Of the region's delegations to home care a MAS sees numbers (`selectors_delegations.counts`).
    """
    if acting.importing:
        return Delegation.objects.all()
    unit = acting.unit_id
    if may_give(acting):
        seen = Q(nurse_id=acting.user_id or 0, nurse_unit_id=unit)
        return Delegation.objects.filter(seen | Q(receiver_unit_id=unit))
    if does(acting):
        return Delegation.objects.filter(receiver_unit_id=unit)
    if manages(acting):
        return Delegation.objects.filter(Q(nurse_unit_id=unit) | Q(receiver_unit_id=unit))
    if acting.role is Role.MAS:
        organisation = Value(acting.organisation_id)
        answers_for = Q(_AnswersFor("nurse_unit_id", organisation))
        agreed = Q(_AgreedOn("nurse_unit_id", "receiver_unit_id", organisation))
        return Delegation.objects.filter(answers_for | agreed)
    return Delegation.objects.none()


def may_follow_up(acting: Acting, row: Delegation) -> bool:
    """Whoever delegated follows up; nobody in her place (law.md 8)."""
    return may_give(acting) and row.nurse_id == acting.user_id and row.nurse_unit_id == acting.unit_id


def may_withdraw(acting: Acting, row: Delegation) -> bool:
    """Whoever delegated, the manager of her unit, and the MAS who answers for it: at once when it is not safe."""
    if may_follow_up(acting, row):
        return True
    if manages(acting):
        return row.nurse_unit_id == acting.unit_id
    return acting.role is Role.MAS and row.nurse_unit.organisation.kind != OrganisationKind.REGION


def may_accept(acting: Acting, row: Delegation) -> bool:
    """The receiver confirms it, in the unit that it is for."""
    return row.receiver_id == acting.user_id and row.receiver_unit_id == acting.unit_id
