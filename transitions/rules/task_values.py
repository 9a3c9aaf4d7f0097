"""What a task is: its kind, whose it is, when it is due (`rules.tasks`)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """Kinds of task. Their Swedish verbs are in the presenters."""

    SEND_NOTICE = "send_notice"
    COMPLETE_NOTICE = "complete_notice"
    RESEND = "resend"
    REPLY = "reply"
    END_LEAVE = "end_leave"
    KEEP_DATE = "keep_date"
    DISCHARGE = "discharge"
    ACKNOWLEDGE = "acknowledge"
    PHONE = "phone"
    TAKE_CONTACT = "take_contact"
    NAME_PROVIDERS = "name_providers"
    REPORT_SUPPORT = "report_support"
    ARRANGE_HOME = "arrange_home"
    APPOINT_CONTACT = "appoint_contact"
    CALL_SIP = "call_sip"
    CALL_SIP_INSTEAD = "call_sip_instead"
    REACH_OTHERWISE = "reach_otherwise"
    ANSWER = "answer"
    ANSWER_QUESTION = "answer_question"
    ANSWER_ORDER = "answer_order"
    STATE_COMPETENCE = "state_competence"
    DECIDE_PAPER = "decide_paper"
    DECIDE_SUPPORT = "decide_support"
    ASK_AGAIN = "ask_again"
    CHASE_CONTACT = "chase_contact"
    SAY_OPEN_CARE = "say_open_care"
    JUDGE_REQUEST = "judge_request"
    DECIDE_REQUEST = "decide_request"
    ANSWER_CONSULTATION = "answer_consultation"
    CONFIRM_STARTED = "confirm_started"
    START_SUPPORT = "start_support"
    RECORD_CAUSE = "record_cause"
    ANSWER_RECEPTION = "answer_reception"
    REARRANGE_RECEPTION = "rearrange_reception"
    PLAN_VISIT = "plan_visit"
    FIRST_VISIT = "first_visit"
    HAND_OVER_RECEPTION = "hand_over_reception"
    FOLLOW_UP_RECEPTION = "follow_up_reception"
    DATE_TO_MANAGER = "date_to_manager"
    CHECKLIST = "checklist"
    SEND_INFORMATION = "send_information"
    COMPLETE_INFORMATION = "complete_information"
    PROPOSE_OWING = "propose_owing"
    ANSWER_OWING = "answer_owing"
    REVIEW_CARE_TASK = "review_care_task"
    READ_HAND_OVER = "read_hand_over"
    NAME_DOCTOR = "name_doctor"
    OFFER_KIN_SUPPORT = "offer_kin_support"
    CONSIDER_GUARDIAN = "consider_guardian"
    TAKE_REQUEST = "take_request"
    ANSWER_SIP_SIGNAL = "answer_sip_signal"
    CHASE_SIP_SIGNAL = "chase_sip_signal"
    ANSWER_SIP_TIMES = "answer_sip_times"
    SETTLE_SIP_TIME = "settle_sip_time"
    NAME_COORDINATOR = "name_coordinator"
    WAIT = "wait"


ABOUT_MONEY = frozenset({TaskKind.PROPOSE_OWING, TaskKind.ANSWER_OWING})
"""What the two sides still have to decide when the person has gone home or died."""

RECEPTION_TASKS = frozenset(
    {
        TaskKind.ANSWER_RECEPTION,
        TaskKind.REARRANGE_RECEPTION,
        TaskKind.PLAN_VISIT,
        TaskKind.FIRST_VISIT,
        TaskKind.HAND_OVER_RECEPTION,
        TaskKind.FOLLOW_UP_RECEPTION,
    }
)
"""Of tryggt mottagande (T12): its weeks begin when the case ends."""

LASTING = RECEPTION_TASKS | {TaskKind.REVIEW_CARE_TASK, TaskKind.READ_HAND_OVER}
"""Tasks of what goes on after the home-coming: they stay when the case has left the lists."""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task of a unit. `item_id` is what is to be acknowledged; `shows_from` None means at once.

    `waits_for`: a code of what a row waits for, or of the question that is to be answered.
    """

    unit_id: int
    kind: TaskKind
    since: datetime
    due_at: datetime | None = None
    shows_from: datetime | None = None
    item_id: int | None = None
    waits_for: str = ""
