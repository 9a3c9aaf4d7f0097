"""Rows of the liability app. Private to it: others use `liability.selectors` and `liability.services`."""

from liability.models.agreement import Agreement, DayRate, Terms, TermsScope
from liability.models.assessment import Assessment

__all__ = ["Agreement", "Assessment", "DayRate", "Terms", "TermsScope"]
