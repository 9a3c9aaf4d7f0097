"""Organisations, units, people and their assignments. Private to `actors`."""

from actors.models.assignment import Assignment
from actors.models.contracts import LeadHours
from actors.models.duty import Absence, Duty, HoursException, RegisteredPerson, StaffedHours
from actors.models.login import Draft, LoginEvent
from actors.models.organisation import Organisation, ServiceArea
from actors.models.portrait import Portrait
from actors.models.protected import ProtectedStaff
from actors.models.unit import Unit
from actors.models.user import User

__all__ = [
    "Absence",
    "Assignment",
    "Draft",
    "Duty",
    "HoursException",
    "LeadHours",
    "LoginEvent",
    "Organisation",
    "Portrait",
    "ProtectedStaff",
    "RegisteredPerson",
    "ServiceArea",
    "StaffedHours",
    "Unit",
    "User",
]
