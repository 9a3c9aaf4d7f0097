"""Forms of SIP."""

from sip.forms.calling import CallForm, NotRequiredForm
from sip.forms.meeting import AgreedForm, CloseForm, MeetingForm
from sip.forms.plan import FollowedUpForm, PlanCommonForm, PlanPartForm
from sip.forms.signals import SignalAnswerForm, SignalForm

__all__ = [
    "AgreedForm",
    "CallForm",
    "CloseForm",
    "FollowedUpForm",
    "MeetingForm",
    "NotRequiredForm",
    "PlanCommonForm",
    "PlanPartForm",
    "SignalAnswerForm",
    "SignalForm",
]
