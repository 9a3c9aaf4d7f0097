"""Writes of the deviations app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction when the deviation belongs to a case. Raises NotFound,
PermissionDenied, Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from deviations.services.reporting import report
from deviations.services.steps import answer, close, mark_read, receive

__all__ = ["answer", "close", "mark_read", "receive", "report"]
