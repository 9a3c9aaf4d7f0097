"""Forms of SIP."""

from sip.forms.calling import CallForm, NotRequiredForm
from sip.forms.coordinator import CoordinatorForm
from sip.forms.evaluation import EvaluationForm
from sip.forms.meeting import AgreedForm, CloseForm, MeetingForm
from sip.forms.plan import FollowedUpForm, PlanCommonForm, PlanPartForm
from sip.forms.preparing import HandOverForm, OwnWordsForm, PrepareForm, TakeOverForm
from sip.forms.signals import SignalAnswerForm, SignalForm
from sip.forms.times import ProposeForm, ReplyForm, SettleForm, SlotsForm, SmsForm, VideoForm

__all__ = [
    "AgreedForm",
    "CallForm",
    "CloseForm",
    "CoordinatorForm",
    "EvaluationForm",
    "FollowedUpForm",
    "HandOverForm",
    "MeetingForm",
    "NotRequiredForm",
    "OwnWordsForm",
    "PlanCommonForm",
    "PlanPartForm",
    "PrepareForm",
    "ProposeForm",
    "ReplyForm",
    "SettleForm",
    "SignalAnswerForm",
    "SignalForm",
    "SlotsForm",
    "SmsForm",
    "TakeOverForm",
    "VideoForm",
]
