"""Deviations between the parties of the chain. Private to `deviations`."""

from deviations.models.agreement import AgreementParty, AgreementReminder, LocalAgreement
from deviations.models.beside import Enclosure, Thanks
from deviations.models.delegation import (
    Delegation,
    DelegationAlert,
    DelegationFollowUp,
    DelegationReminder,
    ListedTask,
    ProviderStance,
    TaskList,
)
from deviations.models.deviation import Deviation
from deviations.models.grouping import Grouping
from deviations.models.investigation import CourseCopy, Investigation, InvestigationAction
from deviations.models.joining import Joining
from deviations.models.meeting import (
    Forum,
    ForumSeat,
    MandateHolder,
    Meeting,
    MeetingAttendance,
    MeetingDecision,
    MeetingItem,
)
from deviations.models.proposal import Proposal, ProposalSetting
from deviations.models.routing import AnswerTerms, Route
from deviations.models.serious import SeriousEvent
from deviations.models.thread import Entry, Nudge

__all__ = [
    "AgreementParty",
    "AgreementReminder",
    "AnswerTerms",
    "CourseCopy",
    "Delegation",
    "DelegationAlert",
    "DelegationFollowUp",
    "DelegationReminder",
    "Deviation",
    "Enclosure",
    "Entry",
    "Forum",
    "ForumSeat",
    "Grouping",
    "Investigation",
    "InvestigationAction",
    "Joining",
    "ListedTask",
    "LocalAgreement",
    "MandateHolder",
    "Meeting",
    "MeetingAttendance",
    "MeetingDecision",
    "MeetingItem",
    "Nudge",
    "Proposal",
    "ProposalSetting",
    "ProviderStance",
    "Route",
    "SeriousEvent",
    "TaskList",
    "Thanks",
]
