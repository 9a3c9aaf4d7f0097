"""Writes of the liability app: keyword-only, the transaction inside."""

from liability.services.agreements import add_agreement, add_terms, set_day_rate
from liability.services.assessing import assess_due, assess_episode, assess_episodes

__all__ = ["add_agreement", "add_terms", "assess_due", "assess_episode", "assess_episodes", "set_day_rate"]
