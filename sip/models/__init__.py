"""SIP: meeting, calls, participants, the decision that none is needed, and the plan. Private to `sip`."""

from sip.models.followup import SipEvaluation, SipFollowUp, SipReminder
from sip.models.plan import GoalOutcome, Plan, PlanAction, PlanGoal, PlanPart, PlanVersion
from sip.models.preparing import PartHandOver, Preparation
from sip.models.sip import NotRequired, Sip, SipCall, SipParticipant
from sip.models.times import ProposedTime, TimeReply, TimeRound, VideoService

__all__ = [
    "GoalOutcome",
    "NotRequired",
    "PartHandOver",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PlanPart",
    "PlanVersion",
    "Preparation",
    "ProposedTime",
    "Sip",
    "SipCall",
    "SipEvaluation",
    "SipFollowUp",
    "SipParticipant",
    "SipReminder",
    "TimeReply",
    "TimeRound",
    "VideoService",
]
