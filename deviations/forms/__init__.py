"""Forms of deviations."""

from deviations.forms.answering import AnswerForm, FilterForm, ReopenForm, ReturnForm
from deviations.forms.reporting import CaseReportForm, FreeReportForm, usual_law
from deviations.forms.table import RouteForm, TermsForm

__all__ = [
    "AnswerForm",
    "CaseReportForm",
    "FilterForm",
    "FreeReportForm",
    "ReopenForm",
    "ReturnForm",
    "RouteForm",
    "TermsForm",
    "usual_law",
]
