"""The chain of a patient: episode, items, receipts, tasks. Private to `transitions`."""

from transitions.models.consent import Consent, HarmAssessment, Representative
from transitions.models.episode import CareEpisode, Party
from transitions.models.handed import InformationDraft, SafetyReceipt
from transitions.models.handing import HandedHow, PaperDelivery, Unreached
from transitions.models.home_templates import HomeTemplate
from transitions.models.item import Addressee, Item
from transitions.models.ladder import Escalation, LadderSetting, PhoneCall
from transitions.models.notices import (
    AdmissionNotice,
    CareContact,
    DischargeReadyNotice,
    ExpectedDischarge,
)
from transitions.models.pack import EveningPack
from transitions.models.paper import PaperEntry
from transitions.models.patient import HomeCareService, Patient, PatientRegistration
from transitions.models.planning import ChecklistPoint
from transitions.models.routines import LocalRoutine
from transitions.models.shields import (
    Availability,
    Block,
    DirectAccess,
    EmergencyAccess,
    EmergencyReview,
    ProtectionChange,
    ProtectionOpening,
)
from transitions.models.work import Responsible, Seen, Task
from transitions.models.working_day import CalendarFeed, HandOver, HandOverCase, SavedFilter, Snooze

__all__ = [
    "Addressee",
    "AdmissionNotice",
    "Availability",
    "Block",
    "CalendarFeed",
    "CareContact",
    "CareEpisode",
    "ChecklistPoint",
    "Consent",
    "DirectAccess",
    "DischargeReadyNotice",
    "EmergencyAccess",
    "EmergencyReview",
    "Escalation",
    "EveningPack",
    "ExpectedDischarge",
    "HandOver",
    "HandOverCase",
    "HandedHow",
    "HarmAssessment",
    "HomeCareService",
    "HomeTemplate",
    "InformationDraft",
    "Item",
    "LadderSetting",
    "LocalRoutine",
    "PaperDelivery",
    "PaperEntry",
    "Party",
    "Patient",
    "PatientRegistration",
    "PhoneCall",
    "ProtectionChange",
    "ProtectionOpening",
    "Representative",
    "Responsible",
    "SafetyReceipt",
    "SavedFilter",
    "Seen",
    "Snooze",
    "Task",
    "Unreached",
]
