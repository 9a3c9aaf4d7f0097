"""Writes of the sip app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction. Raises NotFound (not visible to the unit),
PermissionDenied (the role or unit may not), Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from sip.services.calling import Person, call_sip, record_not_required
from sip.services.meeting import record_held, record_milestone

__all__ = ["Person", "call_sip", "record_held", "record_milestone", "record_not_required"]
