"""Writes of the sip app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction. Raises NotFound (not visible to the unit),
PermissionDenied (the role or unit may not), Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from sip.services.calling import Person, call_sip, record_not_required
from sip.services.meeting import record_held, record_milestone
from sip.services.plan import NO_CONSENT, ActionText, Common, GoalText, confirm_part, write_common, write_part
from sip.services.plan_versions import agree_plan, follow_up
from sip.services.signals import answer_signals, signal_need

__all__ = [
    "NO_CONSENT",
    "ActionText",
    "Common",
    "GoalText",
    "Person",
    "agree_plan",
    "answer_signals",
    "call_sip",
    "confirm_part",
    "follow_up",
    "record_held",
    "record_milestone",
    "record_not_required",
    "signal_need",
    "write_common",
    "write_part",
]
