"""Harm assessment (menprövning): on which ground of OSL something may pass when consent cannot be had (law.md 6.5)."""

from dataclasses import dataclass
from enum import StrEnum

from transitions.rules.sectors import Sector
from transitions.rules.verdicts import Verdict


class OslGround(StrEnum):
    """The paragraph that an assessment rests on; the value is chapter and paragraph of OSL, or of PSL for a private
    provider. The general clause (10:27) is not among them: it does not open 25:1 and 26:1 between authorities.
    """

    NO_HARM_CARE = "25:1"
    NO_HARM_SOCIAL = "26:1"
    OWN_ACTIVITY = "10:2"
    DUTY = "10:28"
    CONSENT = "12:2"
    VULNERABLE_CARE = "25:12"
    UNABLE = "25:13"
    VULNERABLE_SOCIAL = "26:9"
    PRIVATE_PROVIDER = "psl_6:12"


DISCLOSING = frozenset(set(OslGround) - {OslGround.DUTY, OslGround.CONSENT})
"""Grounds that carry what goes beyond the duties. 10:28 carries the duties; 12:2 is a consent, and stands as one."""

_NO_HARM = frozenset({OslGround.NO_HARM_CARE, OslGround.NO_HARM_SOCIAL, OslGround.PRIVATE_PROVIDER})
_CARE = frozenset({OslGround.NO_HARM_CARE, OslGround.VULNERABLE_CARE, OslGround.UNABLE})
_SOCIAL = frozenset({OslGround.NO_HARM_SOCIAL, OslGround.VULNERABLE_SOCIAL})


class WhyNoConsent(StrEnum):
    """Why consent cannot be had."""

    UNABLE = "unable"
    REFUSES = "refuses"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class HarmFacts:
    """`vulnerable`: under 18, addiction, LPT or LRV, or an unborn child (25:12, 26:9)."""

    ground: OslGround
    by: Sector
    private: bool
    why: WhyNoConsent
    vulnerable: bool
    discloses: bool = True


def may_assess(facts: HarmFacts) -> Verdict:
    """Whether the ground can carry a disclosure in this situation.

    That something is *not* disclosed needs no ground and is always taken. Codes: `record_the_consent`,
    `other_side`, `only_vulnerable`, `only_unable`, `person_refuses`, `private_only`.
    """
    if facts.ground is OslGround.CONSENT:
        return Verdict.no("record_the_consent")
    if facts.ground in (_SOCIAL if facts.by is Sector.HEALTH_CARE else _CARE):
        return Verdict.no("other_side")
    if facts.ground is OslGround.PRIVATE_PROVIDER and not facts.private:
        return Verdict.no("private_only")
    if not facts.discloses:
        return Verdict.yes()
    if facts.ground in (OslGround.VULNERABLE_CARE, OslGround.VULNERABLE_SOCIAL) and not facts.vulnerable:
        return Verdict.no("only_vulnerable")
    if facts.ground is OslGround.UNABLE and facts.why is not WhyNoConsent.UNABLE:
        return Verdict.no("only_unable")
    # Secret unless it is clear that no harm is done: against the person's own no it is not clear.
    if facts.ground in _NO_HARM and facts.why is WhyNoConsent.REFUSES:
        return Verdict.no("person_refuses")
    return Verdict.yes()
