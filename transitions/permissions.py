"""Who may do what on a chain, and who may see what of it. Fails closed: an act without an entry raises."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.acting import Acting
from actors.rules.kinds import Role
from transitions.models import Addressee, CareEpisode, Item, Party, Task
from transitions.rules.kinds import ItemKind

WARD = frozenset({Role.WARD_NURSE, Role.WARD_DOCTOR})
OFFICE = frozenset({Role.ASSESSOR})
OPEN_CARE = frozenset({Role.CARE_CONTACT})
HOME = frozenset({Role.HOME_CARE_COORDINATOR, Role.NIGHT_PATROL})
NURSES = frozenset({Role.HOUSING_NURSE, Role.REHAB, Role.OTHER_CARE})
IN_THE_CHAIN = WARD | OFFICE | OPEN_CARE | HOME | NURSES

ADMIT = "admit"
SEE_CASE = "see_case"
TAKE = "take"
CHANGE_PROVIDERS = "change_providers"
ORDER_HOME_CARE = "order_home_care"

ACTIONS: Mapping[str, frozenset[Role]] = {
    ADMIT: WARD,
    SEE_CASE: IN_THE_CHAIN,
    TAKE: IN_THE_CHAIN,
    CHANGE_PROVIDERS: OFFICE,
    ORDER_HOME_CARE: OFFICE,
    ItemKind.NEED_ASSESSED: WARD,
    ItemKind.CONSENT_GIVEN: IN_THE_CHAIN,
    ItemKind.CONSENT_WITHDRAWN: IN_THE_CHAIN,
    ItemKind.ADMISSION_NOTICE_SENT: WARD,
    ItemKind.ACKNOWLEDGED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.EXPECTED_DISCHARGE_CHANGED: WARD,
    ItemKind.CARE_CONTACT_APPOINTED: OPEN_CARE,
    ItemKind.CONTACT_TAKEN: OFFICE,
    ItemKind.SUPPORT_APPLIED: OFFICE,
    ItemKind.SUPPORT_DECLINED: OFFICE | WARD,
    ItemKind.DISCHARGE_READY_SENT: WARD,
    ItemKind.DISCHARGE_READY_WITHDRAWN: WARD,
    ItemKind.OPEN_CARE_UNAVAILABLE: OPEN_CARE | {Role.REHAB},
    ItemKind.OPEN_CARE_UNCLEAR: OPEN_CARE | {Role.REHAB},
    ItemKind.OPEN_CARE_AVAILABLE: OPEN_CARE | {Role.REHAB},
    ItemKind.REGISTRATION_CHANGED: WARD | OFFICE | OPEN_CARE,
    ItemKind.SERVICES_REPORTED: OFFICE | HOME | {Role.HOUSING_NURSE},
    ItemKind.ANSWER_GIVEN: OFFICE | OPEN_CARE | HOME | NURSES,
    ItemKind.MESSAGE_CANCELLED: IN_THE_CHAIN,
    ItemKind.MESSAGE_CORRECTED: IN_THE_CHAIN,
    ItemKind.WRONG_RECIPIENT: IN_THE_CHAIN,
    ItemKind.LEAVE_STARTED: WARD,
    ItemKind.LEAVE_ENDED: WARD,
    ItemKind.EMERGENCY_VISIT: WARD | OPEN_CARE | NURSES,
    ItemKind.INTERRUPTED: WARD | OFFICE,
    ItemKind.CHECKLIST_POINT: IN_THE_CHAIN,
    ItemKind.SIP_CALLED: WARD | OFFICE | OPEN_CARE | {Role.HOUSING_NURSE},
    ItemKind.SIP_NOT_REQUIRED: WARD | OFFICE | OPEN_CARE,
    ItemKind.SIP_HELD: OFFICE | OPEN_CARE,
    ItemKind.SIP_PLAN_AGREED: OFFICE | OPEN_CARE,
    ItemKind.SIP_FOLLOWED_UP: OFFICE | OPEN_CARE,
    ItemKind.SIP_CLOSED: OFFICE | OPEN_CARE,
    ItemKind.HOME_CARE_NOTIFIED: OFFICE | WARD,
    ItemKind.SUPPORT_STARTED: OFFICE | HOME | {Role.HOUSING_NURSE},
    ItemKind.HOME_RECEPTION_ORDERED: OFFICE | WARD,
    ItemKind.HOME_RECEPTION_ACCEPTED: HOME | OFFICE,
    ItemKind.HOME_RECEPTION_VISITED: HOME | OFFICE,
    ItemKind.HOME_RECEPTION_HANDED_OVER: HOME | OFFICE,
    ItemKind.TRANSFERRED: WARD,
    ItemKind.DISCHARGED: WARD,
    ItemKind.DIED: WARD,
    ItemKind.READMISSION_CAUSE_RECORDED: WARD | OFFICE | OPEN_CARE | NURSES,
    ItemKind.DEVIATION_REPORTED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_RECEIVED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_ANSWERED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_CLOSED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.EXPERIENCE_ANSWERED: WARD | OFFICE | OPEN_CARE,
}


def may(acting: Acting, action: str) -> bool:
    """Whether the role may do this at all. Raises KeyError for an act that nobody has decided on."""
    return acting.role in ACTIONS[action]


def require(acting: Acting, action: str, episode: CareEpisode | None = None) -> None:
    """Stop unless the role may do this, and the ward's acts are the present ward's.

    Raises PermissionDenied, or KeyError for an act without an entry.
    """
    if not may(acting, action):
        raise PermissionDenied(action)
    if episode is None or acting.importing:
        return
    if ACTIONS[action] <= WARD and episode.ward_id != acting.unit_id:
        raise PermissionDenied(action)


def visible_to(acting: Acting) -> QuerySet[CareEpisode]:
    """The episodes that the unit is on: it wrote there, was addressed, or is the ward. The only way to a row."""
    if acting.importing:
        return CareEpisode.objects.all()
    if acting.role not in IN_THE_CHAIN | {Role.MAS}:
        return CareEpisode.objects.none()
    return CareEpisode.objects.filter(
        Exists(Party.objects.filter(episode=OuterRef("pk"), unit_id=acting.unit_id))
    )


def items_visible_to(acting: Acting) -> QuerySet[Item]:
    """The items that the unit wrote itself or was addressed by (law.md 6.3)."""
    addressed = Addressee.objects.filter(item=OuterRef("pk"), unit_id=acting.unit_id)
    return Item.objects.filter(Q(by_unit_id=acting.unit_id) | Exists(addressed))


def tasks_visible_to(acting: Acting) -> QuerySet[Task]:
    """The unit's own tasks, on episodes that it may see."""
    if acting.role not in IN_THE_CHAIN:
        return Task.objects.none()
    return Task.objects.filter(unit_id=acting.unit_id)
