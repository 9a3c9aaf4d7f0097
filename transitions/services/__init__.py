"""Writes of the transitions app: one function for each transition, keyword-only, the transaction inside.

Every function takes `acting` and `at`. On a page `at` is when the server received the request, never a typed
time; for history it is what the file says. Each raises NotFound (not visible to the unit), PermissionDenied
(the role may not), Conflict (the rule says no, with its code) or Invalid (the content is wrong).
"""

from core.invalid import Invalid
from transitions.services.admission import open_at_home, register_admission, register_move, register_patient
from transitions.services.answers import (
    answer_order,
    answer_readiness,
    give_answer,
    question_readiness,
    state_competence,
)
from transitions.services.assigning import hand_over, read_hand_over, receivers, undo_hand_over
from transitions.services.care_contact import appoint_care_contact, record_open_care
from transitions.services.care_tasks import class_care_task, end_care_task
from transitions.services.checklist import (
    add_point,
    change_point,
    set_checklist_point,
    settle_point,
    start_checklist,
)
from transitions.services.consent import give_consent, refuse_consent, withdraw_consent
from transitions.services.consulting import answer_consultation, consult
from transitions.services.discharge import (
    record_death,
    record_discharge,
    send_discharge_ready,
    transfer,
    withdraw_discharge_ready,
)
from transitions.services.end_of_life import end_end_of_life, state_end_of_life, tell_death_at_home
from transitions.services.feeds import make_feed, open_feed, revoke_feed, standing_feed
from transitions.services.filters import drop_filter, keep_filter, remove_filter, save_filter
from transitions.services.hand_over_notes import read_hand_over_notes, write_hand_over_note
from transitions.services.handing import (
    enter_receipt,
    note_unreached,
    print_for_handing,
    printed,
    recall_link,
)
from transitions.services.home_care import notify_home_care, order_home_care, report_services
from transitions.services.home_templates import save_home_template
from transitions.services.information import save_information, send_due_information, send_information
from transitions.services.ladder import record_call
from transitions.services.messages import cancel_message, comment_message
from transitions.services.next_of_kin import answer_kin_support, consider_guardian, state_next_of_kin
from transitions.services.notices import (
    assess_need,
    change_expected_discharge,
    complete_notice,
    send_admission_notice,
)
from transitions.services.owing import note_owing
from transitions.services.paper import enter_from_paper
from transitions.services.questions import answer_question, ask_question
from transitions.services.readiness import decide_paper_time
from transitions.services.readmissions import record_cause
from transitions.services.receipts import acknowledge, acknowledge_cases, acknowledge_kind, acknowledge_many
from transitions.services.reception import (
    answer_reception,
    follow_up_reception,
    hand_over_reception,
    order_reception,
    plan_visit,
    record_visit,
)
from transitions.services.records import record_item
from transitions.services.requests import decide_request, judge_request, make_request, take_request
from transitions.services.resting import put_aside, take_up
from transitions.services.returning import recall_message, return_message
from transitions.services.routines import publish_routine, save_routine
from transitions.services.safety_receipt import give_safety_receipt
from transitions.services.secrecy import add_representative, assess_harm, end_representative
from transitions.services.sent_in import record_emergency_visit, report_sent_in
from transitions.services.started import confirm_support
from transitions.services.stay import change_legal_form, end_leave, interrupt, start_leave
from transitions.services.support import decide_support, take_contact
from transitions.services.tracks import set_track
from transitions.services.work import (
    mark_seen,
    release_case,
    release_cases,
    sweep_deadlines,
    take_case,
    take_cases,
)

__all__ = [
    "Invalid",
    "acknowledge",
    "acknowledge_cases",
    "acknowledge_kind",
    "acknowledge_many",
    "add_point",
    "add_representative",
    "answer_consultation",
    "answer_kin_support",
    "answer_order",
    "answer_question",
    "answer_readiness",
    "answer_reception",
    "appoint_care_contact",
    "ask_question",
    "assess_harm",
    "assess_need",
    "cancel_message",
    "change_expected_discharge",
    "change_legal_form",
    "change_point",
    "class_care_task",
    "comment_message",
    "complete_notice",
    "confirm_support",
    "consider_guardian",
    "consult",
    "decide_paper_time",
    "decide_request",
    "decide_support",
    "drop_filter",
    "end_care_task",
    "end_end_of_life",
    "end_leave",
    "end_representative",
    "enter_from_paper",
    "enter_receipt",
    "follow_up_reception",
    "give_answer",
    "give_consent",
    "give_safety_receipt",
    "hand_over",
    "hand_over_reception",
    "interrupt",
    "judge_request",
    "keep_filter",
    "make_feed",
    "make_request",
    "mark_seen",
    "note_owing",
    "note_unreached",
    "notify_home_care",
    "open_at_home",
    "open_feed",
    "order_home_care",
    "order_reception",
    "plan_visit",
    "print_for_handing",
    "printed",
    "publish_routine",
    "put_aside",
    "question_readiness",
    "read_hand_over",
    "read_hand_over_notes",
    "recall_link",
    "recall_message",
    "receivers",
    "record_call",
    "record_cause",
    "record_death",
    "record_discharge",
    "record_emergency_visit",
    "record_item",
    "record_open_care",
    "record_visit",
    "refuse_consent",
    "register_admission",
    "register_move",
    "register_patient",
    "release_case",
    "release_cases",
    "remove_filter",
    "report_sent_in",
    "report_services",
    "return_message",
    "revoke_feed",
    "save_filter",
    "save_home_template",
    "save_information",
    "save_routine",
    "send_admission_notice",
    "send_discharge_ready",
    "send_due_information",
    "send_information",
    "set_checklist_point",
    "set_track",
    "settle_point",
    "standing_feed",
    "start_checklist",
    "start_leave",
    "state_competence",
    "state_end_of_life",
    "state_next_of_kin",
    "sweep_deadlines",
    "take_case",
    "take_cases",
    "take_contact",
    "take_request",
    "take_up",
    "tell_death_at_home",
    "transfer",
    "undo_hand_over",
    "withdraw_consent",
    "withdraw_discharge_ready",
    "write_hand_over_note",
]
