"""Next of kin (T38): what they can do, whether they want support themselves, and what follows when there are none.

What a relative says of the own health or life is not asked for and has no field: it is a secret of its own (OSL 25:1,
26:1). Without next of kin the ward considers a god man: the verksamhetschef tells överförmyndaren of an admitted person
who may need one (HSF 4:3 p. 2); that it was told, or why not, is kept.
"""

from collections.abc import Iterator
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.verdicts import Verdict


class Kin(StrEnum):
    """Whether there are next of kin."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Capacity(StrEnum):
    """What next of kin can take on after the home-coming."""

    MUCH = "much"
    SOME = "some"
    NONE = "none"
    UNKNOWN = "unknown"


class WantsSupport(StrEnum):
    """Whether next of kin want to be offered support (anhörigstöd)."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Offered(StrEnum):
    """What came of the offer."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"


class GuardianNotice(StrEnum):
    """What was done about a god man or förvaltare."""

    SENT = "sent"
    NOT_NEEDED = "not_needed"
    HAS_ONE = "has_one"


def known(chain: Chain) -> Fact | None:
    """The latest word of next of kin."""
    return chain.last(ItemKind.NEXT_OF_KIN_STATED)


def to_offer(chain: Chain) -> Fact | None:
    """The word that asks for an offer of support, until the office has answered it."""
    said = known(chain)
    if said is None or said.data.get("wants_support") != WantsSupport.YES or chain.deceased:
        return None
    answered = [fact for fact in chain.of_kind(ItemKind.KIN_SUPPORT_ANSWERED) if fact.at >= said.at]
    return None if answered and answered[-1].data.get("outcome") != Offered.NOT_REACHED else said


def to_consider(chain: Chain) -> Fact | None:
    """That there are no next of kin, until the ward has said what it did about a god man."""
    said = known(chain)
    if said is None or said.data.get("exists") != Kin.NO or chain.end is not None:
        return None
    return None if chain.last(ItemKind.GUARDIAN_CONSIDERED) is not None else said


def may_answer_offer(chain: Chain) -> Verdict:
    """Whether an offer waits."""
    return Verdict.yes() if to_offer(chain) is not None else Verdict.no("nothing_to_offer")


def kin_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """The office offers support; the ward considers a god man while the person is there."""
    offer, consider = to_offer(chain), to_consider(chain)
    if offer is not None:
        for party in chain.parties.values():
            if party.kind is UnitKind.ASSESSMENT_OFFICE and (party.id in offer.to or party.id == offer.by_id):
                due = after(offer.at, limits.contact_hours)
                yield TaskFact(party.id, TaskKind.OFFER_KIN_SUPPORT, offer.at, due)
    if consider is not None:
        due = after(consider.at, limits.contact_hours)
        yield TaskFact(chain.current_ward_id, TaskKind.CONSIDER_GUARDIAN, consider.at, due)
