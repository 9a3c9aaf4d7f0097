"""SIP: the meeting, each call to it, who is invited, and the decision that none is needed. Private to `sip`."""

from sip.models.sip import NotRequired, Sip, SipCall, SipParticipant

__all__ = ["NotRequired", "Sip", "SipCall", "SipParticipant"]
