"""The chain of a patient: episode, items, receipts, tasks. Private to `transitions`."""

from transitions.models.episode import CareEpisode, Party
from transitions.models.item import Addressee, Item
from transitions.models.notices import (
    AdmissionNotice,
    CareContact,
    Consent,
    DischargeReadyNotice,
    ExpectedDischarge,
)
from transitions.models.patient import HomeCareService, Patient, PatientRegistration
from transitions.models.planning import ChecklistPoint
from transitions.models.work import Responsible, Seen, Task

__all__ = [
    "Addressee",
    "AdmissionNotice",
    "CareContact",
    "CareEpisode",
    "ChecklistPoint",
    "Consent",
    "DischargeReadyNotice",
    "ExpectedDischarge",
    "HomeCareService",
    "Item",
    "Party",
    "Patient",
    "PatientRegistration",
    "Responsible",
    "Seen",
    "Task",
]
