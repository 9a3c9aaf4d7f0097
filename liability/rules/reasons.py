"""Why a result is what it is: a stable code, its source and a Swedish sentence."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from .members import direct
from .swedish import clock_text, day_text, moment_text
from .terms import Terms

ReasonValue = str | int | date | datetime | time


@direct
class ReasonCode(StrEnum):
    """The codes of the contract; `no_terms` for a notice before any terms were in force; what both sides decided."""

    NOTICE_BEFORE_CUTOFF = "notice_before_cutoff"
    NOTICE_AFTER_CUTOFF = "notice_after_cutoff"
    NO_DISCHARGE_READY_NOTICE = "no_discharge_ready_notice"
    NO_ADMISSION_NOTICE = "no_admission_notice"
    ADMISSION_NOTICE_LATE = "admission_notice_late"
    SIP_NOT_CALLED = "sip_not_called"
    SIP_CALLED_LATE = "sip_called_late"
    SIP_CALLED_BY_OTHER = "sip_called_by_other"
    SIP_NOT_REQUIRED = "sip_not_required"
    OPEN_CARE_UNAVAILABLE = "open_care_unavailable"
    OPEN_CARE_AVAILABLE_AGAIN = "open_care_available_again"
    NO_CARE_CONTACT = "no_care_contact"
    SUPPORT_DECLINED = "support_declined"
    SHIFTED = "shifted"
    ENDED_BEFORE_START = "ended_before_start"
    WITHDRAWN = "withdrawn"
    DAY_ZERO = "day_zero"
    PLACED_BY_OTHER = "placed_by_other"
    NO_MUNICIPALITY = "no_municipality"
    NO_TERMS = "no_terms"
    RATE_UNKNOWN = "rate_unknown"
    INVOICING_SUSPENDED = "invoicing_suspended"
    LONG_STAY_INDIVIDUAL = "long_stay_individual"
    LEVEL_UNKNOWN = "level_unknown"
    CARE_OUTSIDE_REGION = "care_outside_region"
    REGISTRATION_CHANGED = "registration_changed"
    OPEN_CARE_NOT_STATED = "open_care_not_stated"
    DECIDED_OWED = "decided_owed"
    DECIDED_NOT_OWED = "decided_not_owed"


_C = ReasonCode

SOURCES: dict[ReasonCode, str] = {
    _C.NOTICE_BEFORE_CUTOFF: "LUS 5:4",
    _C.NOTICE_AFTER_CUTOFF: "LUS 5:4",
    _C.NO_DISCHARGE_READY_NOTICE: "LUS 5:3",
    _C.NO_ADMISSION_NOTICE: "LUS 5:3",
    _C.ADMISSION_NOTICE_LATE: "LUS 2:3, 5:3",
    _C.SIP_NOT_CALLED: "LUS 5:3",
    _C.SIP_CALLED_LATE: "LUS 4:3, 5:3",
    _C.SIP_CALLED_BY_OTHER: "LUS 4:3, 5:3",
    _C.SIP_NOT_REQUIRED: "LUS 4:1–2, 5:3",
    _C.OPEN_CARE_UNAVAILABLE: "LUS 5:5",
    _C.OPEN_CARE_AVAILABLE_AGAIN: "LUS 5:5",
    _C.NO_CARE_CONTACT: "LUS 2:5",
    _C.SUPPORT_DECLINED: "LUS 4:5",
    _C.SHIFTED: "LUS 4:5",
    _C.ENDED_BEFORE_START: "LUS 5:4",
    _C.WITHDRAWN: "LUS 1:3",
    _C.DAY_ZERO: "LUS 5:4",
    _C.PLACED_BY_OTHER: "LUS 5:2",
    _C.NO_MUNICIPALITY: "LUS 5:2",
    _C.NO_TERMS: "LUS 4:5",
    _C.RATE_UNKNOWN: "LUS 5:6",
    _C.INVOICING_SUSPENDED: "LUS 4:5",
    _C.LONG_STAY_INDIVIDUAL: "LUS 4:5",
    _C.LEVEL_UNKNOWN: "LUS 4:5",
    _C.CARE_OUTSIDE_REGION: "LUS 4:5",
    _C.REGISTRATION_CHANGED: "LUS 5:2",
    _C.OPEN_CARE_NOT_STATED: "LUS 5:5",
    _C.DECIDED_OWED: "LUS 5:3, parternas bedömning",
    _C.DECIDED_NOT_OWED: "LUS 5:3, parternas bedömning",
}

# What decides these is written in the agreement, when there is one.
OF_THE_AGREEMENT = frozenset(
    {
        _C.NOTICE_BEFORE_CUTOFF,
        _C.NOTICE_AFTER_CUTOFF,
        _C.NO_CARE_CONTACT,
        _C.SUPPORT_DECLINED,
        _C.SHIFTED,
        _C.ENDED_BEFORE_START,
        _C.DAY_ZERO,
        _C.INVOICING_SUSPENDED,
        _C.LONG_STAY_INDIVIDUAL,
        _C.LEVEL_UNKNOWN,
    }
)

BY_WEIGHT: tuple[frozenset[ReasonCode], ...] = (
    frozenset({_C.DECIDED_OWED, _C.DECIDED_NOT_OWED}),
    frozenset(
        {
            _C.NO_DISCHARGE_READY_NOTICE,
            _C.NO_ADMISSION_NOTICE,
            _C.SIP_NOT_CALLED,
            _C.SIP_CALLED_BY_OTHER,
            _C.OPEN_CARE_UNAVAILABLE,
            _C.NO_CARE_CONTACT,
            _C.SUPPORT_DECLINED,
        }
    ),
    frozenset({_C.DAY_ZERO, _C.ENDED_BEFORE_START}),
    frozenset(ReasonCode)
    - {
        _C.OPEN_CARE_NOT_STATED,
        _C.SIP_NOT_REQUIRED,
        _C.PLACED_BY_OTHER,
        _C.WITHDRAWN,
        _C.NOTICE_BEFORE_CUTOFF,
        _C.NOTICE_AFTER_CUTOFF,
    },
    frozenset({_C.NOTICE_BEFORE_CUTOFF, _C.NOTICE_AFTER_CUTOFF}),
    frozenset(ReasonCode),
)
"""Where there is room for one sentence: a decision of both sides, what was never done, when it ended, the rest."""


def deciding(codes: Sequence[str]) -> int | None:
    """The place of the reason that a result turns on; None when there is none."""
    return next(
        (place for weight in BY_WEIGHT for place, code in enumerate(codes) if code in weight),
        None,
    )


SENTENCES: dict[ReasonCode, str] = {
    _C.NOTICE_BEFORE_CUTOFF: (
        "Underrättelsen om utskrivningsklar skickades {at}, i tid för brytpunkten kl. {cutoff}. "
        "Betalningsansvaret inträder {start} (LUS 5 kap. 4 §)."
    ),
    _C.NOTICE_AFTER_CUTOFF: (
        "Underrättelsen om utskrivningsklar skickades {at}, inte i tid för brytpunkten kl. {cutoff}. "
        "Betalningsansvaret inträder {start} (LUS 5 kap. 4 §)."
    ),
    _C.NO_DISCHARGE_READY_NOTICE: (
        "Kommunen har inte fått någon underrättelse om utskrivningsklar (LUS 5 kap. 3 § och 3 kap. 1 §)."
    ),
    _C.NO_ADMISSION_NOTICE: "Kommunen har inte fått något inskrivningsmeddelande (LUS 5 kap. 3 § p. 1).",
    _C.ADMISSION_NOTICE_LATE: (
        "Inskrivningsmeddelandet kom {at}, mer än 24 timmar efter {since} (LUS 2 kap. 3 § och 5 kap. 3 § p. "
        "1). {effect}"
    ),
    _C.SIP_NOT_CALLED: (
        "Den fasta vårdkontakten i regionens öppna vård har inte kallat till SIP (LUS 4 kap. 3 § och 5 kap. "
        "3 § andra stycket)."
    ),
    _C.SIP_CALLED_LATE: (
        "Den fasta vårdkontakten kallade till SIP {at}, senare än {deadline} (LUS 4 kap. 3 § och 5 kap. 3 § "
        "andra stycket). {effect}"
    ),
    _C.SIP_CALLED_BY_OTHER: (
        "Någon annan än den fasta vårdkontakten har kallat till SIP. Det ersätter inte den fasta "
        "vårdkontaktens kallelse (LUS 4 kap. 3 § och 5 kap. 3 § andra stycket)."
    ),
    _C.SIP_NOT_REQUIRED: "Ingen SIP ska hållas: {why} (LUS 4 kap. 1–2 §§). Kallelse krävs då inte.",
    _C.OPEN_CARE_UNAVAILABLE: (
        "Insatser som regionens öppna vård svarar för är inte tillgängliga, eller det är oklart om de är "
        "det. Betalningsansvaret inträder inte (LUS 5 kap. 5 §)."
    ),
    _C.OPEN_CARE_AVAILABLE_AGAIN: (
        "Insatser som regionens öppna vård svarar för saknades en tid efter underrättelsen men blev "
        "tillgängliga {at}. Lagen säger inte hur dagarna då räknas (LUS 5 kap. 5 §): någon behöver ta "
        "ställning."
    ),
    _C.NO_CARE_CONTACT: "Ingen fast vårdkontakt utsågs före utskrivningen (LUS 2 kap. 5 §, {agreement}).",
    _C.SUPPORT_DECLINED: "Personen har motsatt sig insatser ({agreement}).",
    _C.SHIFTED: (
        "En förutsättning uppfylldes för sent. Dagarna räknas som om underrättelsen hade skickats {at}: "
        "betalningsansvaret inträder {start} ({agreement})."
    ),
    _C.ENDED_BEFORE_START: (
        "Perioden slutade {end}. Ingen dag därefter ska betalas: ansvaret inträder {start}."
    ),
    _C.WITHDRAWN: (
        "Bedömningen utskrivningsklar togs tillbaka {at}. En ny underrättelse ger en ny räkning (LUS 1 kap. "
        "3 §)."
    ),
    _C.DAY_ZERO: "Perioden slutade samma dag som underrättelsen skickades (dag noll).",
    _C.PLACED_BY_OTHER: (
        "{owed_by} har placerat personen i en annan kommun och är betalningsansvarig oavsett folkbokföring "
        "(LUS 5 kap. 2 § andra stycket)."
    ),
    _C.NO_MUNICIPALITY: (
        "Ingen betalningsansvarig kommun är känd (LUS 5 kap. 2 §): någon behöver ta reda på var personen är "
        "folkbokförd."
    ),
    _C.NO_TERMS: "Inga villkor gällde {at}. Lagen trädde i kraft 2018-01-01: någon behöver ta ställning.",
    _C.RATE_UNKNOWN: (
        "Beloppet per vårddygn saknas för {years} (LUS 5 kap. 6 §). Dagarna räknas, beloppet inte."
    ),
    _C.INVOICING_SUSPENDED: "Beräknas, ej fakturerbart: faktureringen är vilande {period} ({agreement}).",
    _C.LONG_STAY_INDIVIDUAL: (
        "Vistelser längre än {limit} dagar: {count}. Deras {days} dagar utöver gränsen betalas individuellt "
        "({agreement})."
    ),
    _C.LEVEL_UNKNOWN: "Nivån för medelvärdet saknas i {agreement}. Dagar och belopp kan inte räknas.",
    _C.CARE_OUTSIDE_REGION: (
        "Vårdavdelningen hör till en annan region än kommunen. Överenskommelsen binder en region och dess "
        "egna kommuner: någon behöver ta ställning."
    ),
    _C.REGISTRATION_CHANGED: (
        "Folkbokföringen ändrades {at}, mellan underrättelsen och periodens slut (LUS 5 kap. 2 §): någon "
        "behöver ta ställning."
    ),
    _C.OPEN_CARE_NOT_STATED: (
        "Det är inte angivet om regionens öppna vård kan ge sina insatser (LUS 5 kap. 5 §). Det påverkar "
        "inte beräkningen."
    ),
    _C.DECIDED_OWED: (
        "Region och kommun har kommit överens om att kommunen betalar från {start}. Motivering: {why}"
    ),
    _C.DECIDED_NOT_OWED: (
        "Region och kommun har kommit överens om att kommunen inte betalar för perioden. Motivering: {why}"
    ),
}


class Reason(NamedTuple):
    """One step that decided. The sentence is made when it is asked for: a nightly pass asks for none.

    agreement: name of the agreement behind the terms, "" under the statute.
    values: what the sentence is filled with.
    """

    code: ReasonCode
    agreement: str = ""
    values: tuple[tuple[str, ReasonValue], ...] = ()

    @property
    def source(self) -> str:
        """The paragraph, in the short form "LUS 5:4", with the agreement when that is what decides."""
        if self.agreement and self.code in OF_THE_AGREEMENT:
            return f"{self.agreement}, LUS 4:5"
        return SOURCES[self.code]

    @property
    def text(self) -> str:
        """A Swedish sentence with the paragraph."""
        filled = {name: _say(value) for name, value in self.values}
        return SENTENCES[self.code].format_map({"agreement": self.agreement or "LUS", **filled}).strip()


def reason(code: ReasonCode, terms: Terms | None = None, **values: ReasonValue) -> Reason:
    """A reason under the given terms."""
    if terms is None and not values:
        return PLAIN[code]
    return Reason(code, "" if terms is None else terms.agreement, tuple(values.items()))


PLAIN = {code: Reason(code) for code in ReasonCode}
"""Reasons that say nothing but themselves: one of each is enough."""


def _say(value: ReasonValue) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    return clock_text(value) if isinstance(value, time) else str(value)
