"""Who calls joint meetings, who has a seat, who lifts what (A11, A13). Fails closed."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.acting import Acting
from actors.rules.kinds import Role, UnitKind
from deviations.models import Forum, ForumSeat, Meeting, MeetingDecision, MeetingItem
from deviations.permissions import REPORTERS

LEADS = frozenset({Role.MAS, Role.REGION_CONTROLLER})
SEES = REPORTERS | {Role.MANAGER, Role.REGION_CONTROLLER}


def keeps(acting: Acting) -> bool:
    """Whether somebody calls meetings and says who has mandate: MAS, the region's controller, a manager."""
    led = acting.role is Role.MANAGER and acting.unit_kind is UnitKind.ADMINISTRATION
    return acting.role in LEADS or led


def may_list(acting: Acting) -> bool:
    """Whether joint meetings concern the role: everybody who reports, and those who lead."""
    return acting.role in SEES


def require(allowed: bool, action: str) -> None:
    """Stop whoever may not. Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied(action)


def forums_visible_to(acting: Acting) -> QuerySet[Forum]:
    """The forums that the unit keeps, or in which it has a seat."""
    if acting.importing:
        return Forum.objects.all()
    if not may_list(acting):
        return Forum.objects.none()
    seats = ForumSeat.objects.filter(forum=OuterRef("pk"), unit_id=acting.unit_id, ended_on__isnull=True)
    return Forum.objects.filter(Q(kept_by_id=acting.unit_id) | Exists(seats))


def meetings_visible_to(acting: Acting) -> QuerySet[Meeting]:
    """The meetings of those forums."""
    return Meeting.objects.filter(forum__in=forums_visible_to(acting))


def items_visible_to(acting: Acting) -> QuerySet[MeetingItem]:
    """The points of those meetings."""
    return MeetingItem.objects.filter(meeting__in=meetings_visible_to(acting))


def decisions_visible_to(acting: Acting) -> QuerySet[MeetingDecision]:
    """The decisions on those points."""
    return MeetingDecision.objects.filter(item__in=items_visible_to(acting))


def keeps_forum(acting: Acting, forum: Forum) -> bool:
    """Whether it is the one who acts that calls this forum."""
    return keeps(acting) and forum.kept_by_id == acting.unit_id
