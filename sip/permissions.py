"""Who may do what with a SIP, and who may see it. Fails closed: an act without an entry raises."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from actors.acting import Acting
from actors.permissions import administers_organisation
from sip.models import PartHandOver, Sip, SipCall, SipParticipant
from sip.rules.calls import caller_of, calls_to
from sip.rules.kinds import Caller, PlanKind, SipState
from transitions import permissions as chain_permissions
from transitions.rules.kinds import ItemKind

STEP_KINDS = {
    SipState.HELD: ItemKind.SIP_HELD,
    SipState.AGREED: ItemKind.SIP_PLAN_AGREED,
    SipState.FOLLOWED_UP: ItemKind.SIP_FOLLOWED_UP,
    SipState.CLOSED: ItemKind.SIP_CLOSED,
}
"""The item that tells the chain of each step."""


def may_call(acting: Acting) -> bool:
    """Whether the role may call, and the unit is one that calls."""
    return chain_permissions.may(acting, ItemKind.SIP_CALLED) and caller(acting) is not None


def may_call_to(acting: Acting, kind: PlanKind) -> bool:
    """Whether the role may call, and the unit calls to this kind of plan."""
    return may_call(acting) and calls_to(kind, acting.unit_kind)


def may_start(acting: Acting) -> bool:
    """Whether the role may open a case for a SIP of a person who is in no hospital (S7)."""
    return chain_permissions.may(acting, chain_permissions.OPEN_AT_HOME) and may_call(acting)


def may_list(acting: Acting) -> bool:
    """Whether the role has the list of SIPs: everybody who may be invited."""
    return acting.role in chain_permissions.IN_THE_CHAIN


def may_decide_not_required(acting: Acting) -> bool:
    """Whether the role may record that no SIP is needed."""
    return chain_permissions.may(acting, ItemKind.SIP_NOT_REQUIRED)


def may_signal(acting: Acting) -> bool:
    """Whether the role may signal that a SIP is needed: everybody in the chain but who calls (S10)."""
    return chain_permissions.may(acting, ItemKind.SIP_SIGNALLED)


def may_answer_signal(acting: Acting) -> bool:
    """Whether the role answers signals."""
    return chain_permissions.may(acting, ItemKind.SIP_SIGNAL_ANSWERED)


def may_settle(acting: Acting, sip: Sip) -> bool:
    """Whether the unit sets the time and invites: one that has called (S5)."""
    return may_call(acting) and any(call.called_by_id == acting.unit_id for call in sip.calls.all())


def may_reply(acting: Acting, sip: Sip, party: SipParticipant) -> bool:
    """Whether the unit says when a party can: its own times, and those of people who do not log in, when it called."""
    if acting.role not in chain_permissions.IN_THE_CHAIN:
        return False
    return party.unit_id == acting.unit_id or (party.unit_id is None and may_settle(acting, sip))


def keeps_video(acting: Acting) -> bool:
    """Whether the role keeps the organisation's address for video meetings."""
    return administers_organisation(acting)


def may_name_coordinator(acting: Acting) -> bool:
    """Whether the role names the coordinator (S12)."""
    return chain_permissions.may(acting, ItemKind.COORDINATOR_NAMED)


def may_record(acting: Acting, step: SipState) -> bool:
    """Whether the role may record a step of a SIP."""
    return chain_permissions.may(acting, STEP_KINDS[step])


def caller(acting: Acting) -> Caller | None:
    """As whom the unit calls: it follows from the unit, and nobody chooses it on a page."""
    return caller_of(acting.unit_kind, acting.organisation_kind)


def require_caller(acting: Acting, as_caller: Caller) -> None:
    """Stop a unit that calls as somebody else than it is. History says itself who called."""
    if not acting.importing and caller(acting) is not as_caller:
        raise PermissionDenied(ItemKind.SIP_CALLED)


def require_kind(acting: Acting, kind: PlanKind) -> None:
    """Stop a unit that does not make this kind of plan."""
    if not acting.importing and not calls_to(kind, acting.unit_kind):
        raise PermissionDenied(ItemKind.SIP_CALLED)


def visible_to(acting: Acting) -> QuerySet[Sip]:
    """The SIPs whose calls the unit wrote or was addressed by: callers, invited units, and those the rule names."""
    if acting.importing:
        return Sip.objects.all()
    if not may_list(acting):
        return Sip.objects.none()
    items = chain_permissions.items_visible_to(acting).filter(pk=OuterRef("item_id"))
    return Sip.objects.filter(Exists(SipCall.objects.filter(Exists(items), sip=OuterRef("pk"))))


def may_write_common(acting: Acting, sip: Sip) -> bool:
    """Whether the role writes what all have in common, the person's own words among it: those who lead the meeting.

    A samordnad vårdplan also the ward, whose chefsöverläkare makes it (LPT 7 a §, LRV 12 a §).
    """
    leads = may_record(acting, SipState.HELD) or (
        sip.plan_kind is PlanKind.CARE_PLAN and may_call_to(acting, PlanKind.CARE_PLAN)
    )
    return leads and content_visible(acting, sip)


def may_write_part(acting: Acting, sip: Sip) -> bool:
    """Whether the unit has a part of its own: everybody who called or is invited, and works with people (S6)."""
    return acting.role in chain_permissions.IN_THE_CHAIN and content_visible(acting, sip)


def may_prepare(acting: Acting, sip: Sip, unit_id: int | None) -> bool:
    """Whether the unit writes what the person says: one that prepares the person (`unit_id`), or leads the meeting."""
    return may_write_part(acting, sip) and (acting.unit_id == unit_id or may_write_common(acting, sip))


def may_take_over(acting: Acting, sip: Sip, hand_over: PartHandOver) -> bool:
    """Whether the unit answers: the one that is asked to take over (S6)."""
    return may_write_part(acting, sip) and hand_over.to_unit_id == acting.unit_id


def require(allowed: bool, action: str) -> None:
    """Stop whoever may not. Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied(action)


def content_visible(acting: Acting, sip: Sip) -> bool:
    """Whether the unit sees what the person said and who else is invited: only those who called or are invited.

    The others that are addressed see that a SIP is called, by whom and when (docs/visibility.md).
    """
    return any(call.called_by_id == acting.unit_id for call in sip.calls.all()) or any(
        row.unit_id == acting.unit_id for row in sip.participants.all()
    )
