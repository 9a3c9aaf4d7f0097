"""Writes of the sip app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction. Raises NotFound (not visible to the unit),
PermissionDenied (the role or unit may not), Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from sip.services.calling import Person, call_sip, record_not_required
from sip.services.coordinator import name_coordinator
from sip.services.evaluation import evaluate
from sip.services.handing_over import answer_hand_over, hand_over_part
from sip.services.inviting import Slot, note_told, send_sms, set_slots
from sip.services.meeting import record_held, record_milestone
from sip.services.plan import NO_CONSENT, ActionText, Common, GoalText, confirm_part, write_common, write_part
from sip.services.plan_versions import agree_plan, follow_up
from sip.services.preparing import OwnWords, plan_preparation, write_own_words
from sip.services.signals import answer_signals, signal_need
from sip.services.times import answer_times, propose_times, remind_silent, settle_time
from sip.services.video import own_template, set_service, template_of

__all__ = [
    "NO_CONSENT",
    "ActionText",
    "Common",
    "GoalText",
    "OwnWords",
    "Person",
    "Slot",
    "agree_plan",
    "answer_hand_over",
    "answer_signals",
    "answer_times",
    "call_sip",
    "confirm_part",
    "evaluate",
    "follow_up",
    "hand_over_part",
    "name_coordinator",
    "note_told",
    "own_template",
    "plan_preparation",
    "propose_times",
    "record_held",
    "record_milestone",
    "record_not_required",
    "remind_silent",
    "send_sms",
    "set_service",
    "set_slots",
    "settle_time",
    "signal_need",
    "template_of",
    "write_common",
    "write_own_words",
    "write_part",
]
