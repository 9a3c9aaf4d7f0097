"""May this be done now? The same answer for the button, the page, the API and the event file.

Each function takes the chain as it is (for history: as it was) and the moment of the act.
"""

from collections.abc import Callable
from datetime import datetime

from transitions.rules.answers import open_question
from transitions.rules.care_tasks import may_class
from transitions.rules.chain import Chain, Phase
from transitions.rules.consulting import unanswered
from transitions.rules.end_of_life import may_tell_death
from transitions.rules.kinds import ItemKind
from transitions.rules.next_of_kin import may_answer_offer
from transitions.rules.readiness import open_claim
from transitions.rules.readmission import returning
from transitions.rules.reception import may as may_receive
from transitions.rules.requests import to_decide, to_judge, to_take
from transitions.rules.sip_signals import open_signals
from transitions.rules.started import may_confirm
from transitions.rules.support import may_decide
from transitions.rules.verdicts import Verdict

_ENDED = frozenset({Phase.DISCHARGED, Phase.DECEASED})


def _open(chain: Chain, at: datetime) -> Verdict:
    if chain.phase in _ENDED:
        end = chain.end
        assert end is not None
        return Verdict.no("episode_ended", ended_at=end.at, how=str(end.kind))
    return Verdict.yes()


def _leave(chain: Chain, at: datetime) -> Verdict:
    return Verdict.no("on_leave_already") if chain.on_leave else _open(chain, at)


def _back(chain: Chain, at: datetime) -> Verdict:
    return _open(chain, at) if chain.on_leave else Verdict.no("not_on_leave")


def _interrupt(chain: Chain, at: datetime) -> Verdict:
    if chain.standing is not None:
        return Verdict.no("withdraw_first")
    if not chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
        return Verdict.no("no_admission_notice")
    return Verdict.no("interrupted_already") if chain.interrupted else _open(chain, at)


def _complete(chain: Chain, at: datetime) -> Verdict:
    if not chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
        return Verdict.no("no_admission_notice")
    return _open(chain, at)


def _ready(chain: Chain, at: datetime) -> Verdict:
    if chain.phase in _ENDED:
        return Verdict.no("episode_ended", impossible=True, ended_at=chain.end and chain.end.at)
    if chain.notice is None and not chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
        return Verdict.no("no_admission_notice")
    if chain.standing is not None:
        return Verdict.no("already_ready", since=chain.standing.notice.at)
    return Verdict.yes()


def _withdraw(chain: Chain, at: datetime) -> Verdict:
    if chain.standing is None:
        return Verdict.no("not_ready")
    return Verdict.yes()


def _end(chain: Chain, at: datetime) -> Verdict:
    if chain.phase in _ENDED:
        end = chain.end
        assert end is not None
        return Verdict.no("episode_ended", impossible=True, ended_at=end.at, how=str(end.kind))
    return Verdict.yes()


def _always(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes()


def _not_deceased(chain: Chain, at: datetime) -> Verdict:
    return Verdict.no("patient_deceased") if chain.deceased else Verdict.yes()


def _answer(chain: Chain, at: datetime) -> Verdict:
    """Answers of a receiving unit, of a provider to an order, and the question of readiness."""
    if chain.phase is Phase.DECEASED:
        return Verdict.no("patient_deceased")
    if not chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
        return Verdict.no("no_admission_notice")
    return Verdict.yes()


def _readiness_answer(chain: Chain, at: datetime) -> Verdict:
    if open_question(chain) is None:
        return Verdict.no("no_question")
    return Verdict.yes()


def _paper(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if open_claim(chain) is not None else Verdict.no("no_claim")


def _decide(chain: Chain, at: datetime) -> Verdict:
    return Verdict.no("patient_deceased") if chain.phase is Phase.DECEASED else may_decide(chain)


def _judge(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if to_judge(chain) else Verdict.no("nothing_to_judge")


def _decide_request(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if to_decide(chain) else Verdict.no("nothing_to_decide")


def _consultation(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if any(unanswered(chain)) else Verdict.no("nothing_to_answer")


def _support_said(chain: Chain, at: datetime) -> Verdict:
    return may_confirm(chain)


def _cause(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if returning(chain) else Verdict.no("no_readmission")


def _care_task(chain: Chain, at: datetime) -> Verdict:
    return may_class(chain)


def _death_at_home(chain: Chain, at: datetime) -> Verdict:
    return may_tell_death(chain)


def _reception(kind: ItemKind) -> Callable[[Chain, datetime], Verdict]:
    return lambda chain, _: may_receive(kind, chain)


def _kin_support(chain: Chain, at: datetime) -> Verdict:
    return may_answer_offer(chain)


def _take_request(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if to_take(chain) else Verdict.no("nothing_to_take")


def _signal_answer(chain: Chain, at: datetime) -> Verdict:
    return Verdict.yes() if open_signals(chain) else Verdict.no("nothing_to_answer")


_RULES: dict[ItemKind, Callable[[Chain, datetime], Verdict]] = {
    ItemKind.NEED_ASSESSED: _open,
    ItemKind.NOTICE_COMPLETED: _complete,
    ItemKind.ADMISSION_NOTICE_SENT: _open,
    ItemKind.EXPECTED_DISCHARGE_CHANGED: _open,
    ItemKind.CARE_CONTACT_APPOINTED: _not_deceased,
    ItemKind.CONTACT_TAKEN: _not_deceased,
    ItemKind.DISCHARGE_READY_SENT: _ready,
    ItemKind.DISCHARGE_READY_WITHDRAWN: _withdraw,
    ItemKind.TRANSFERRED: _end,
    ItemKind.DISCHARGED: _end,
    ItemKind.DIED: _end,
    ItemKind.LEAVE_STARTED: _leave,
    ItemKind.LEAVE_ENDED: _back,
    ItemKind.INTERRUPTED: _interrupt,
    ItemKind.LEGAL_FORM_CHANGED: _not_deceased,
    ItemKind.SENT_IN_REPORTED: _not_deceased,
    ItemKind.EMERGENCY_VISIT: _not_deceased,
    ItemKind.SIP_CALLED: _not_deceased,
    ItemKind.SERVICES_REPORTED: _not_deceased,
    ItemKind.HOME_CARE_NOTIFIED: _not_deceased,
    ItemKind.TRACK_SET: _not_deceased,
    ItemKind.ANSWER_GIVEN: _answer,
    ItemKind.READINESS_ANSWERED: _readiness_answer,
    ItemKind.COMPETENCE_STATED: _open,
    ItemKind.PAPER_TIME_DECIDED: _paper,
    ItemKind.DECISION_MADE: _decide,
    ItemKind.REQUEST_MADE: _open,
    ItemKind.REQUEST_JUDGED: _judge,
    ItemKind.REQUEST_DECIDED: _decide_request,
    ItemKind.CONSULTED: _not_deceased,
    ItemKind.CONSULTATION_ANSWERED: _consultation,
    ItemKind.SUPPORT_STARTED: _support_said,
    ItemKind.SUPPORT_NOT_STARTED: _support_said,
    ItemKind.READMISSION_CAUSE_RECORDED: _cause,
    ItemKind.CARE_TASK_CLASSED: _care_task,
    ItemKind.HAND_OVER_NOTE: _not_deceased,
    ItemKind.END_OF_LIFE_STATED: _not_deceased,
    ItemKind.DIED_AT_HOME: _death_at_home,
    **{
        kind: _reception(kind)
        for kind in (
            ItemKind.HOME_RECEPTION_ORDERED,
            ItemKind.HOME_RECEPTION_ACCEPTED,
            ItemKind.HOME_RECEPTION_DECLINED,
            ItemKind.HOME_RECEPTION_PLANNED,
            ItemKind.HOME_RECEPTION_VISITED,
            ItemKind.HOME_RECEPTION_HANDED_OVER,
            ItemKind.HOME_RECEPTION_FOLLOWED_UP,
        )
    },
    ItemKind.NEXT_OF_KIN_STATED: _not_deceased,
    ItemKind.KIN_SUPPORT_ANSWERED: _kin_support,
    ItemKind.GUARDIAN_CONSIDERED: _open,
    ItemKind.REQUEST_TAKEN: _take_request,
    ItemKind.SIP_TIMES_PROPOSED: _not_deceased,
    ItemKind.SIP_TIMES_ANSWERED: _not_deceased,
    ItemKind.COORDINATOR_NAMED: _not_deceased,
    ItemKind.SIP_SIGNALLED: _not_deceased,
    ItemKind.SIP_SIGNAL_ANSWERED: _signal_answer,
}


AT_HOME = frozenset(
    {
        ItemKind.SIP_CALLED,
        ItemKind.SIP_NOT_REQUIRED,
        ItemKind.SIP_HELD,
        ItemKind.SIP_PLAN_AGREED,
        ItemKind.SIP_FOLLOWED_UP,
        ItemKind.SIP_CLOSED,
        ItemKind.SIP_SIGNALLED,
        ItemKind.SIP_SIGNAL_ANSWERED,
        ItemKind.CONSENT_GIVEN,
        ItemKind.CONSENT_WITHDRAWN,
        ItemKind.ACKNOWLEDGED,
        ItemKind.QUESTION_ASKED,
        ItemKind.QUESTION_ANSWERED,
        ItemKind.DEVIATION_REPORTED,
        ItemKind.DEVIATION_RECEIVED,
        ItemKind.DEVIATION_ANSWERED,
        ItemKind.DEVIATION_CLOSED,
        ItemKind.MESSAGE_CANCELLED,
        ItemKind.MESSAGE_CORRECTED,
        ItemKind.REGISTRATION_CHANGED,
        ItemKind.CARE_CONTACT_APPOINTED,
        ItemKind.NEXT_OF_KIN_STATED,
        ItemKind.DIED_AT_HOME,
    }
)
"""What may be done of a person who is in no hospital, and has a chain for a SIP alone (S7)."""


def can(kind: ItemKind, chain: Chain, at: datetime) -> Verdict:
    """Whether an item of this kind may be put on the chain at `at`.

    Nothing happens before the admission (`before_admission`, impossible), and of a person who was never admitted only
    what a SIP needs (`no_stay`, impossible); the rest is by kind.
    """
    if chain.stay.at_home and kind not in AT_HOME:
        return Verdict.no("no_stay", impossible=True)
    if at < chain.admitted_at:
        return Verdict.no("before_admission", impossible=True, admitted_at=chain.admitted_at)
    return _RULES.get(kind, _always)(chain, at)


_ENDING = frozenset({ItemKind.DISCHARGED, ItemKind.DIED})
_WHILE_ADMITTED = frozenset({ItemKind.DISCHARGE_READY_SENT, ItemKind.TRANSFERRED, *_ENDING})


def fits(kind: ItemKind, chain: Chain, at: datetime) -> Verdict:
    """Whether what the chain holds after `at` could have happened, had an item of this kind come then.

    History arrives in the order in which it became known: an end that comes late may not precede what only
    happens to a person who is still admitted (`already_went_on`, impossible).
    """
    if kind in _ENDING:
        for fact in chain.facts:
            if fact.at > at and fact.kind in _WHILE_ADMITTED and not fact.cancelled:
                return Verdict.no("already_went_on", impossible=True, went_on_at=fact.at)
    return Verdict.yes()
