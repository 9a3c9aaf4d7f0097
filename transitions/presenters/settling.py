"""Which act settles a task: what the one primary button of a case does."""

from transitions.rules.kinds import ItemKind
from transitions.rules.tasks import TaskKind

SETTLED_BY = {
    TaskKind.SEND_NOTICE: ItemKind.ADMISSION_NOTICE_SENT,
    TaskKind.RESEND: ItemKind.ADMISSION_NOTICE_SENT,
    TaskKind.END_LEAVE: ItemKind.LEAVE_ENDED,
    TaskKind.COMPLETE_NOTICE: ItemKind.NOTICE_COMPLETED,
    TaskKind.KEEP_DATE: ItemKind.DISCHARGE_READY_SENT,
    TaskKind.DISCHARGE: ItemKind.DISCHARGED,
    TaskKind.TAKE_CONTACT: ItemKind.CONTACT_TAKEN,
    TaskKind.REPORT_SUPPORT: ItemKind.SERVICES_REPORTED,
    TaskKind.NAME_PROVIDERS: ItemKind.SERVICES_REPORTED,
    TaskKind.ARRANGE_HOME: ItemKind.HOME_CARE_NOTIFIED,
    TaskKind.APPOINT_CONTACT: ItemKind.CARE_CONTACT_APPOINTED,
    TaskKind.DATE_TO_MANAGER: ItemKind.EXPECTED_DISCHARGE_CHANGED,
    TaskKind.STATE_COMPETENCE: ItemKind.COMPETENCE_STATED,
    TaskKind.DECIDE_PAPER: ItemKind.PAPER_TIME_DECIDED,
    TaskKind.DECIDE_SUPPORT: ItemKind.DECISION_MADE,
    TaskKind.ASK_AGAIN: ItemKind.CONTACT_TAKEN,
    TaskKind.SAY_OPEN_CARE: ItemKind.OPEN_CARE_UNAVAILABLE,
    TaskKind.JUDGE_REQUEST: ItemKind.REQUEST_JUDGED,
    TaskKind.DECIDE_REQUEST: ItemKind.REQUEST_DECIDED,
    TaskKind.ANSWER_CONSULTATION: ItemKind.CONSULTATION_ANSWERED,
    TaskKind.RECORD_CAUSE: ItemKind.READMISSION_CAUSE_RECORDED,
    TaskKind.ANSWER_QUESTION: ItemKind.READINESS_ANSWERED,
    TaskKind.CONFIRM_STARTED: ItemKind.SUPPORT_STARTED,
    TaskKind.START_SUPPORT: ItemKind.SUPPORT_STARTED,
    TaskKind.OFFER_KIN_SUPPORT: ItemKind.KIN_SUPPORT_ANSWERED,
    TaskKind.CONSIDER_GUARDIAN: ItemKind.GUARDIAN_CONSIDERED,
    TaskKind.TAKE_REQUEST: ItemKind.REQUEST_TAKEN,
    TaskKind.REARRANGE_RECEPTION: ItemKind.HOME_CARE_NOTIFIED,
    TaskKind.PLAN_VISIT: ItemKind.HOME_RECEPTION_PLANNED,
    TaskKind.FIRST_VISIT: ItemKind.HOME_RECEPTION_VISITED,
    TaskKind.HAND_OVER_RECEPTION: ItemKind.HOME_RECEPTION_HANDED_OVER,
    TaskKind.FOLLOW_UP_RECEPTION: ItemKind.HOME_RECEPTION_FOLLOWED_UP,
}
"""Which act settles a task: it becomes the one primary button."""

UNTIL_ITS_DAY = {TaskKind.HAND_OVER_RECEPTION: "record_visit"}
"""The address of what is done day by day until the day when the task is due: the visits of a team at home."""

ANSWERED_BY = {
    TaskKind.ANSWER: "give_answer",
    TaskKind.ANSWER_ORDER: "answer_order",
    TaskKind.ANSWER_RECEPTION: "answer_reception",
}
"""The address that settles a task whose kind of item several acts share."""
