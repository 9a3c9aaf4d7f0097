"""Writes of the liability app: keyword-only, the transaction inside."""

from liability.services.agreements import add_agreement, add_terms, set_day_rate
from liability.services.assessing import assess_due, assess_episode, assess_episodes
from liability.services.statement_life import accept, agree, answer, dispute, lock_month, propose, take_back
from liability.services.statements import refresh_statements

__all__ = [
    "accept",
    "add_agreement",
    "add_terms",
    "agree",
    "answer",
    "assess_due",
    "assess_episode",
    "assess_episodes",
    "dispute",
    "lock_month",
    "propose",
    "refresh_statements",
    "set_day_rate",
    "take_back",
]
