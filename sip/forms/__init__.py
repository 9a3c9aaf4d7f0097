"""Forms of SIP."""

from sip.forms.calling import CallForm, NotRequiredForm
from sip.forms.meeting import AgreedForm, CloseForm, FollowedUpForm, MeetingForm

__all__ = ["AgreedForm", "CallForm", "CloseForm", "FollowedUpForm", "MeetingForm", "NotRequiredForm"]
