"""Deviations between the parties of the chain. Private to `deviations`."""

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

__all__ = [
    "Delegation",
    "DelegationAlert",
    "DelegationFollowUp",
    "DelegationReminder",
    "Deviation",
    "ListedTask",
    "ProviderStance",
    "TaskList",
]
