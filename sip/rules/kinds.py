"""The closed lists of SIP (contracts/events.md, contracts/liability.md)."""

from enum import StrEnum


class PlanKind(StrEnum):
    """Which plan the parties make: a SIP, or what takes its place in open compulsory care (LUS 4:1 st. 2)."""

    SIP = "sip"
    CARE_PLAN = "care_plan"


class Caller(StrEnum):
    """Who calls. Only the fast vårdkontakt's call is the one that LUS 4:3 asks for."""

    CARE_CONTACT = "care_contact"
    MUNICIPALITY = "municipality"
    HOSPITAL = "hospital"


class AskedBy(StrEnum):
    """At whose wish a SIP outside discharge is made (S7)."""

    UNIT = "unit"
    PERSON = "person"
    RELATIVE = "relative"


class Mode(StrEnum):
    """Where the parties meet."""

    ROOM = "room"
    VIDEO = "video"
    PHONE = "phone"


class TookPart(StrEnum):
    """How the patient took part in the meeting (S4)."""

    ROOM = "room"
    VIDEO = "video"
    PHONE = "phone"
    PROXY = "proxy"
    NO = "no"


class SipState(StrEnum):
    """How far a SIP has come: always the furthest step that has been recorded."""

    CALLED = "called"
    HELD = "held"
    AGREED = "agreed"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"


class NotRequiredReason(StrEnum):
    """Why no SIP is to be held (LUS 4:1, 4:2)."""

    NO_CONSENT = "no_consent"
    SINGLE_PRINCIPAL = "single_principal"
    OPEN_COMPULSORY_CARE = "open_compulsory_care"


class Guest(StrEnum):
    """Who, besides units, is invited."""

    PATIENT = "patient"
    RELATIVE = "relative"
    OTHER = "other"


class Told(StrEnum):
    """How somebody who does not log in got the invitation (S5)."""

    LETTER = "letter"
    SMS = "sms"


class Need(StrEnum):
    """What the person needs after discharge, as far as it says who must be invited (S3)."""

    HOME_CARE = "home_care"
    NIGHT = "night"
    REHAB = "rehab"
    HEALTH_CARE_AT_HOME = "health_care_at_home"
    HOUSING = "housing"
    PSYCHIATRY = "psychiatry"
    LSS = "lss"
    ADDICTION = "addiction"
    CHILD = "child"


class Overall(StrEnum):
    """Which huvudman has the overall responsibility for the plan (SoL 10:8, HSL 16:4)."""

    REGION = "region"
    MUNICIPALITY = "municipality"


class Voice(StrEnum):
    """Whose answers an evaluation holds (S6)."""

    PERSON = "person"
    STAFF = "staff"


class Outcome(StrEnum):
    """How a goal stood at a follow-up (S6)."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    NO_LONGER = "no_longer"
