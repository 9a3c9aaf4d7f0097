"""Signalling that somebody needs a SIP, and the open care's answer (S10)."""

from collections.abc import Iterable
from datetime import datetime

from actors.acting import Acting
from core import scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks, permissions
from sip.services.reading import read_choice
from transitions.rules.kinds import ItemKind
from transitions.rules.sip_signals import NotNow, SignalAnswer, SignalReason, Wish, open_signals
from transitions.rules.step_values import OPEN_CARE_UNITS
from transitions.rules.verdicts import Verdict
from transitions.services import record_item

ALREADY = "Er signal väntar på svar. Ring vårdcentralen om det är bråttom."
NO_OPEN_CARE = (
    "Ingen vårdcentral är med i ärendet. Be avdelningen skicka inskrivningsmeddelandet dit, eller ring."
)
NOTHING = "Signalen är redan besvarad. Läs om sidan."


@scope.atomic
def signal_need(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    reasons: Iterable[str],
    wish: str = Wish.UNIT,
    note: str = "",
    version: int | None = None,
) -> int:
    """Signal to the open care on the case that a SIP is needed, for the unit or passed on for the person (S10, HU21).

    The note reaches the receiver only with consent or a harm assessment. Returns the item's id. Raises Invalid:
    `reasons`, `no_words` (another reason is written down), `no_open_care`; Conflict `signal_waits`.
    """
    permissions.require(permissions.may_signal(acting), ItemKind.SIP_SIGNALLED)
    chosen = sorted({read_choice(SignalReason, one, "reasons", "Välj varför.") for one in reasons})
    whose = read_choice(Wish, wish, "wish", "Välj vems önskemål det är.")
    if not chosen:
        raise Invalid("reasons", "Välj minst ett skäl.", "reasons")
    if SignalReason.OTHER in chosen and not note.strip():
        raise Invalid("no_words", "Skriv några ord om varför.", "note")
    chain = locks.locked_chain(acting, episode_id)
    if not any(party.kind in OPEN_CARE_UNITS for party in chain.parties.values()):
        raise Invalid("no_open_care", NO_OPEN_CARE, "reasons")
    if any(fact.by_id == acting.unit_id for fact in open_signals(chain)):
        raise Conflict(Verdict.no("signal_waits"), ALREADY)
    item = record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.SIP_SIGNALLED,
        at=at,
        data={"reasons": [str(one) for one in chosen], "wish": str(whose)},
        note=note.strip(),
        version=version,
    )
    return item.pk


@scope.atomic
def answer_signals(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    answer: str,
    why: str = "",
    note: str = "",
    version: int | None = None,
) -> int:
    """Answer every signal that waits on the case at once; whoever signalled sees the answer (S10).

    Raises Invalid: `answer`, `why` (a no says why), `no_words`; Conflict `nothing_to_answer`.
    """
    permissions.require(permissions.may_answer_signal(acting), ItemKind.SIP_SIGNAL_ANSWERED)
    chosen = read_choice(SignalAnswer, answer, "answer", "Välj ett svar.")
    data = {"answer": str(chosen)}
    if chosen is SignalAnswer.NOT_NOW:
        reason = read_choice(NotNow, why, "why", "Välj varför ni inte kallar nu.")
        if reason is NotNow.OTHER and not note.strip():
            raise Invalid("no_words", "Skriv varför ni inte kallar nu.", "note")
        data["why"] = str(reason)
    waiting = open_signals(locks.locked_chain(acting, episode_id))
    mine = [fact for fact in waiting if acting.unit_id in fact.to]
    if not mine:
        raise Conflict(Verdict.no("nothing_to_answer"), NOTHING)
    item = record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.SIP_SIGNAL_ANSWERED,
        at=at,
        to={fact.by_id for fact in mine},
        data={**data, "of_items": [fact.id for fact in mine]},
        note=note.strip(),
        version=version,
    )
    return item.pk


def answer_by_calling(*, acting: Acting, episode_id: int, at: datetime) -> None:
    """The open care's call is its answer to the signals that wait for it. The caller holds the episode's lock."""
    waiting = open_signals(locks.locked_chain(acting, episode_id))
    mine = [fact for fact in waiting if acting.unit_id in fact.to]
    if mine:
        record_item(
            acting=acting,
            episode_id=episode_id,
            kind=ItemKind.SIP_SIGNAL_ANSWERED,
            at=at,
            to={fact.by_id for fact in mine},
            data={"answer": str(SignalAnswer.CALLED), "of_items": [fact.id for fact in mine]},
        )
