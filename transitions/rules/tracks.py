"""Colour tracks (färgspår): how much a person needs decides which of the eight steps apply (T25; law.md 4.5).

The county's routine names the colours; what each means for a step is our reading, written here in one table.
"""

from dataclasses import dataclass
from enum import StrEnum

from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind


class Track(StrEnum):
    """Färgspår. `grey`: the person needs nothing after discharge that the act is about."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class PlanRule(StrEnum):
    """What makes step 3 done: the decision, that the present services are said, or that open care is ready."""

    DECISION = "decision"
    SERVICES = "services"
    OPEN_CARE = "open_care"


@dataclass(frozen=True, slots=True)
class TrackTerms:
    """What a colour means. `sip_before_discharge`: the meeting is held before the person goes home."""

    in_the_act: bool = True
    sip: bool = True
    sip_before_discharge: bool = False
    plan: PlanRule = PlanRule.DECISION


TERMS = {
    Track.BLUE: TrackTerms(sip=False, plan=PlanRule.OPEN_CARE),
    Track.GREEN: TrackTerms(plan=PlanRule.SERVICES),
    Track.YELLOW: TrackTerms(),
    Track.RED: TrackTerms(sip_before_discharge=True),
    Track.GREY: TrackTerms(in_the_act=False, sip=False),
}
"""Blue: only the open care. Green: the same help as before. Yellow: new or changed help. Red: much or complex."""

UNDECIDED = TrackTerms()
"""Until somebody has chosen a colour every step applies."""

NO_SIP = frozenset({Track.BLUE, Track.GREY})
"""Colours in which only one principal is needed, so that no SIP is to be held (LUS 4:1)."""


def track_of(chain: Chain) -> Track | None:
    """The colour in force, or None while nobody has chosen."""
    fact = chain.last(ItemKind.TRACK_SET)
    return Track(fact.data["track"]) if fact else None


def terms_of(chain: Chain) -> TrackTerms:
    """What the colour in force means for the steps."""
    track = track_of(chain)
    return TERMS[track] if track else UNDECIDED
