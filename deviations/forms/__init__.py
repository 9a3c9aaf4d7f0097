"""Forms of deviations."""

from deviations.forms.answering import (
    AnswerForm,
    FilterForm,
    JoinForm,
    PartForm,
    ReopenForm,
    ReturnForm,
    WriteForm,
)
from deviations.forms.board import BoardForm
from deviations.forms.enclosing import EncloseForm
from deviations.forms.reporting import CaseReportForm, FreeReportForm, split, usual_law
from deviations.forms.table import RouteForm, TermsForm

__all__ = [
    "AnswerForm",
    "BoardForm",
    "CaseReportForm",
    "EncloseForm",
    "FilterForm",
    "FreeReportForm",
    "JoinForm",
    "PartForm",
    "ReopenForm",
    "ReturnForm",
    "RouteForm",
    "TermsForm",
    "WriteForm",
    "split",
    "usual_law",
]
