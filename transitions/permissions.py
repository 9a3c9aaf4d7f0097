"""Who may do what on a chain, and who may see what of it. Fails closed: an act without an entry raises."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from actors.acting import Acting
from actors.permissions import administers_organisation
from actors.rules.kinds import HEALTH_CARE_ROLES, Role, UnitKind
from transitions.models import Addressee, Block, CareEpisode, ChecklistPoint, Item, Party, Task
from transitions.rules.kinds import ItemKind
from transitions.rules.shields import DUTY_GROUNDS, REVIEWERS
from transitions.rules.task_values import TaskKind

WARD = frozenset({Role.WARD_NURSE, Role.WARD_DOCTOR})
OFFICE = frozenset({Role.ASSESSOR})
OPEN_CARE = frozenset({Role.CARE_CONTACT})
HOME = frozenset({Role.HOME_CARE_COORDINATOR, Role.NIGHT_PATROL})
NURSES = frozenset({Role.HOUSING_NURSE, Role.REHAB, Role.OTHER_CARE})
IN_THE_CHAIN = WARD | OFFICE | OPEN_CARE | HOME | NURSES

ADMIT = "admit"
OPEN_AT_HOME = "open_at_home"
SEE_CASE = "see_case"
TAKE = "take"
TAKE_LIST_OUT = "take_list_out"
CHANGE_PROVIDERS = "change_providers"
ORDER_HOME_CARE = "order_home_care"
BLOCK = "block"
MAKE_AVAILABLE = "make_available"
OPEN_CHAIN = "open_chain"
OPEN_EMERGENCY = "open_emergency"
REVIEW_EMERGENCY = "review_emergency"
REVIEW_LOGS = "review_logs"
EXTRACT_LOG = "extract_log"
OPEN_PROTECTED = "open_protected"
CHANGE_PROTECTION = "change_protection"
RECORD_REPRESENTATIVE = "record_representative"
ASSESS_HARM = "assess_harm"
KEEP_ROUTINES = "keep_routines"
RECORD_CALL = "record_call"
DELIVER_BY_HAND = "deliver_by_hand"
MAKE_PACK = "make_pack"
ENTER_PAPER = "enter_paper"
READ_HAND_OVER = "read_hand_over"
SEE_WHOLE_PICTURE = "see_whole_picture"
SEE_CONSULTATION = "see_consultation"
LIST_CONSULTATIONS = "list_consultations"
START_CHECKLIST = "start_checklist"
KEEP_HOME_TEMPLATES = "keep_home_templates"

ACTIONS: Mapping[str, frozenset[Role]] = {
    ADMIT: WARD,
    OPEN_AT_HOME: OFFICE | OPEN_CARE,
    SEE_CASE: IN_THE_CHAIN,
    TAKE: IN_THE_CHAIN,
    RECORD_CALL: IN_THE_CHAIN,
    # A file leaves what the log and the screen hold it to: not for those who only pass by.
    TAKE_LIST_OUT: IN_THE_CHAIN - {Role.NIGHT_PATROL, Role.WARD_DOCTOR, Role.OTHER_CARE},
    MAKE_PACK: IN_THE_CHAIN,
    ENTER_PAPER: IN_THE_CHAIN,
    READ_HAND_OVER: HOME | {Role.HOUSING_NURSE},
    SEE_WHOLE_PICTURE: OFFICE | {Role.HOUSING_NURSE},
    SEE_CONSULTATION: OFFICE | NURSES | {Role.MAS},
    LIST_CONSULTATIONS: frozenset({Role.MAS}),
    CHANGE_PROVIDERS: OFFICE,
    ORDER_HOME_CARE: OFFICE,
    BLOCK: IN_THE_CHAIN,
    MAKE_AVAILABLE: WARD | OFFICE | OPEN_CARE | NURSES,
    OPEN_CHAIN: WARD | OFFICE | OPEN_CARE | NURSES,
    OPEN_EMERGENCY: HEALTH_CARE_ROLES,
    REVIEW_EMERGENCY: REVIEWERS,
    REVIEW_LOGS: REVIEWERS,
    EXTRACT_LOG: REVIEWERS,
    OPEN_PROTECTED: WARD | OFFICE | OPEN_CARE | NURSES,
    RECORD_REPRESENTATIVE: WARD | OFFICE | OPEN_CARE | NURSES,
    DELIVER_BY_HAND: IN_THE_CHAIN,
    KEEP_ROUTINES: frozenset({Role.ADMINISTRATOR}),
    ASSESS_HARM: WARD | OFFICE | OPEN_CARE | NURSES,
    CHANGE_PROTECTION: WARD | OFFICE | OPEN_CARE | {Role.HOUSING_NURSE},
    START_CHECKLIST: WARD | OFFICE,
    KEEP_HOME_TEMPLATES: frozenset({Role.ADMINISTRATOR}),
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
    ItemKind.DISCHARGE_INFORMATION_SENT: WARD,
    ItemKind.SAFETY_RECEIPT_GIVEN: WARD | OFFICE,
    ItemKind.SIP_CALLED: WARD | OFFICE | OPEN_CARE | {Role.HOUSING_NURSE},
    ItemKind.SIP_NOT_REQUIRED: WARD | OFFICE | OPEN_CARE,
    ItemKind.SIP_HELD: OFFICE | OPEN_CARE,
    ItemKind.SIP_PLAN_AGREED: OFFICE | OPEN_CARE,
    ItemKind.SIP_FOLLOWED_UP: OFFICE | OPEN_CARE,
    ItemKind.SIP_CLOSED: OFFICE | OPEN_CARE,
    ItemKind.SIP_TIMES_PROPOSED: WARD | OFFICE | OPEN_CARE | {Role.HOUSING_NURSE},
    ItemKind.SIP_TIMES_ANSWERED: IN_THE_CHAIN,
    ItemKind.COORDINATOR_NAMED: OPEN_CARE | OFFICE,
    ItemKind.SIP_SIGNALLED: IN_THE_CHAIN - OPEN_CARE,
    ItemKind.SIP_SIGNAL_ANSWERED: OPEN_CARE,
    ItemKind.HOME_CARE_NOTIFIED: OFFICE | WARD,
    ItemKind.SUPPORT_STARTED: OFFICE | HOME | {Role.HOUSING_NURSE},
    ItemKind.SUPPORT_NOT_STARTED: OFFICE | HOME | {Role.HOUSING_NURSE},
    ItemKind.HOME_RECEPTION_ORDERED: OFFICE | WARD,
    ItemKind.HOME_RECEPTION_ACCEPTED: HOME | OFFICE,
    ItemKind.HOME_RECEPTION_VISITED: HOME | OFFICE,
    ItemKind.HOME_RECEPTION_HANDED_OVER: HOME | OFFICE,
    ItemKind.HOME_RECEPTION_DECLINED: HOME,
    ItemKind.HOME_RECEPTION_PLANNED: HOME,
    ItemKind.HOME_RECEPTION_FOLLOWED_UP: HOME,
    ItemKind.TRANSFERRED: WARD,
    ItemKind.DISCHARGED: WARD,
    ItemKind.DIED: WARD,
    ItemKind.READMISSION_CAUSE_RECORDED: WARD | OFFICE | OPEN_CARE | HOME | NURSES,
    ItemKind.DEVIATION_REPORTED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_RECEIVED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_ANSWERED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.DEVIATION_CLOSED: IN_THE_CHAIN | {Role.MAS},
    ItemKind.EXPERIENCE_ANSWERED: WARD | OFFICE | OPEN_CARE,
    ItemKind.TRACK_SET: WARD | OFFICE | OPEN_CARE,
    ItemKind.READINESS_ANSWERED: WARD,
    ItemKind.PAPER_TIME_DECIDED: OFFICE,
    ItemKind.COMPETENCE_STATED: frozenset({Role.HOUSING_NURSE, Role.REHAB}),
    ItemKind.DECISION_MADE: OFFICE,
    ItemKind.CONSULTED: OFFICE,
    ItemKind.CONSULTATION_ANSWERED: NURSES | {Role.MAS},
    ItemKind.REQUEST_MADE: WARD | OFFICE,
    ItemKind.REQUEST_JUDGED: WARD,
    ItemKind.REQUEST_DECIDED: OFFICE,
    ItemKind.NOTICE_COMPLETED: WARD,
    ItemKind.QUESTION_ASKED: IN_THE_CHAIN,
    ItemKind.QUESTION_ANSWERED: IN_THE_CHAIN,
    ItemKind.LEGAL_FORM_CHANGED: WARD,
    ItemKind.SENT_IN_REPORTED: NURSES,
    ItemKind.NEXT_OF_KIN_STATED: WARD | OFFICE,
    ItemKind.KIN_SUPPORT_ANSWERED: OFFICE,
    ItemKind.GUARDIAN_CONSIDERED: WARD,
    ItemKind.REQUEST_TAKEN: WARD | OFFICE | OPEN_CARE | NURSES,
    ItemKind.END_OF_LIFE_STATED: WARD | OPEN_CARE | NURSES,
    ItemKind.DIED_AT_HOME: OFFICE | OPEN_CARE | HOME | NURSES,
    ItemKind.HAND_OVER_NOTE: HOME | {Role.HOUSING_NURSE},
    # Health care's judgement (lag 2022:1250, 2 §): who made it, and in which profession, is named in it.
    ItemKind.CARE_TASK_CLASSED: WARD | OPEN_CARE | NURSES,
}


def hands_over_for_others(acting: Acting, item: Item) -> bool:
    """Whether the unit sees to it that a message arrives which the system sent in the ward's name."""
    return item.kind == ItemKind.HOME_CARE_NOTIFIED and acting.role in WARD | OFFICE


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


def keeps_routines(acting: Acting) -> bool:
    """The administrator of the organisation's `ledning` keeps its lathundar; that of a single unit does not."""
    return may(acting, KEEP_ROUTINES) and acting.unit_kind is UnitKind.ADMINISTRATION


def require_routines(acting: Acting) -> None:
    """Stop whoever does not keep the organisation's lathundar. Raises PermissionDenied."""
    if not keeps_routines(acting):
        raise PermissionDenied(KEEP_ROUTINES)


def keeps_home_templates(acting: Acting) -> bool:
    """The administrator of a `ledning`: what holds in the whole organisation is not one unit's to change."""
    return may(acting, KEEP_HOME_TEMPLATES) and administers_organisation(acting)


def require_home_templates(acting: Acting) -> None:
    """Stop whoever does not keep the organisation's home_templates. Raises PermissionDenied."""
    if not keeps_home_templates(acting):
        raise PermissionDenied(KEEP_HOME_TEMPLATES)


def visible_to(acting: Acting) -> QuerySet[CareEpisode]:
    """The episodes that the unit is on: it wrote there, was addressed, or is the ward. The only way to a row.

    Not one of which a block hides everything that reached the unit.
    """
    if acting.importing:
        return CareEpisode.objects.all()
    if acting.role not in IN_THE_CHAIN | {Role.MAS}:
        return CareEpisode.objects.none()
    left = items_visible_to(acting).filter(episode=OuterRef("pk"))
    blocked = _blocks(acting).filter(patient=OuterRef("patient"))
    return CareEpisode.objects.filter(
        Q(ward_id=acting.unit_id) | ~Exists(blocked) | Exists(left),
        Exists(Party.objects.filter(episode=OuterRef("pk"), unit_id=acting.unit_id)),
    )


def items_visible_to(acting: Acting) -> QuerySet[Item]:
    """The items that the unit wrote itself or was addressed by (law.md 6.3), except those that a block hides.

    The rule is `rules.shields.shown`: what the act orders to be sent stays with whom it was sent to.
    """
    addressed = Addressee.objects.filter(item=OuterRef("pk"), unit_id=acting.unit_id)
    return Item.objects.filter(
        Q(by_unit_id=acting.unit_id)
        | Exists(addressed.filter(ground__in=DUTY_GROUNDS))
        | (Exists(addressed) & ~Barred("episode_id", "by_unit_id", acting=acting))
    )


def points_visible_to(acting: Acting) -> QuerySet[ChecklistPoint]:
    """The points of going-home checklists that the unit owns; every point for the present ward and for the assessment
    office on the chain (docs/visibility.md). Not what a block hides.
    """
    if acting.importing:
        return ChecklistPoint.objects.all()
    whole = Q(episode__ward_id=acting.unit_id)
    if acting.unit_kind is UnitKind.ASSESSMENT_OFFICE:
        whole |= Q(Exists(Party.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)))
    barred = Barred("episode_id", "by_unit_id", acting=acting)
    return ChecklistPoint.objects.filter(Q(owner_id=acting.unit_id) | whole).filter(
        Q(by_unit_id=acting.unit_id) | ~barred
    )


def items_barred_to(acting: Acting) -> QuerySet[Item]:
    """The items that a block hides from the unit, addressed to it or not."""
    addressed = Addressee.objects.filter(item=OuterRef("pk"), unit_id=acting.unit_id)
    duty = Exists(addressed.filter(ground__in=DUTY_GROUNDS))
    barred = Barred("episode_id", "by_unit_id", acting=acting)
    return Item.objects.filter(barred, ~duty).exclude(by_unit_id=acting.unit_id)


def _blocks(acting: Acting) -> QuerySet[Block]:
    """The blocks in force that can keep something from the unit: not those on its own data."""
    own = Q(unit__isnull=True, organisation_id=acting.organisation_id) | Q(unit_id=acting.unit_id)
    return Block.objects.filter(lifted_at__isnull=True).exclude(own)


class Barred(Func):
    """Whether a block keeps from the unit what a unit wrote on an episode (transitions/protection.py).

    :param episode: the field that names the episode
    :param writer: the field that names the writing unit
    """

    function = "hemvag_barred_from"
    output_field = BooleanField()

    def __init__(self, episode: str, writer: str, *, acting: Acting) -> None:
        bigint = BigIntegerField()
        super().__init__(
            F(episode),
            F(writer),
            Value(acting.unit_id, output_field=bigint),
            Value(acting.organisation_id, output_field=bigint),
        )


def tasks_visible_to(acting: Acting) -> QuerySet[Task]:
    """The unit's own tasks, on episodes that it may see: not those about an item that a block hides, nor those about
    points of a checklist that it hides.
    """
    if acting.role not in IN_THE_CHAIN:
        return Task.objects.none()
    duty = Addressee.objects.filter(item=OuterRef("item"), unit_id=acting.unit_id, ground__in=DUTY_GROUNDS)
    barred = Barred("episode_id", "item__by_unit_id", acting=acting)
    points = points_visible_to(acting).filter(episode=OuterRef("episode"), owner_id=acting.unit_id)
    of_points = Q(kind=TaskKind.CHECKLIST)
    own = (Q(item__isnull=True) & ~of_points) | (of_points & Exists(points))
    return Task.objects.filter(own | Exists(duty) | (Q(item__isnull=False) & ~barred), unit_id=acting.unit_id)
