"""A signal of need waits for its answer, reminds, and a promise stays until the call (S10)."""

from datetime import timedelta

from tests.unit.transitions.chains import HOME, OFFICE, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.sip_signals import open_signals, promised
from transitions.rules.tasks import TaskFact, TaskKind, tasks

LIMITS = Limits()
PARTIES = (WARD, OFFICE, VC, HOME)
NOTICE = notice(acknowledged=(OFFICE, VC))
SIGNAL = fact(ItemKind.SIP_SIGNALLED, 10, by=HOME, to=(VC,), reasons=["changed"], wish="unit")
NO_SIP = fact(ItemKind.SIP_NOT_REQUIRED, 8, by=VC, reason="single_principal")


def answer(at: float, said: str) -> Fact:
    return fact(
        ItemKind.SIP_SIGNAL_ANSWERED, at, by=VC, to=(HOME,), of_items=[SIGNAL.id], answer=said, why="later"
    )


def of(whole: Chain, unit: int) -> dict[TaskKind, TaskFact]:
    found = [task for task in tasks(whole, LIMITS) if task.unit_id == unit]
    assert len({(task.kind, task.item_id) for task in found}) == len(found)
    return {task.kind: task for task in found}


def test_the_open_care_has_two_days_and_then_the_signaller_is_told_to_ring() -> None:
    whole = chain(NOTICE, SIGNAL, parties=PARTIES)
    task = of(whole, VC)[TaskKind.ANSWER_SIP_SIGNAL]
    assert (task.due_at, task.item_id) == (hour(10 + LIMITS.signal_hours), SIGNAL.id)
    assert of(whole, HOME)[TaskKind.CHASE_SIP_SIGNAL].shows_from == task.due_at
    assert TaskKind.ANSWER_SIP_SIGNAL not in of(whole, OFFICE)


def test_an_answer_ends_both_tasks() -> None:
    whole = chain(NOTICE, SIGNAL, answer(20, "not_now"), parties=PARTIES)
    assert open_signals(whole) == ()
    assert TaskKind.ANSWER_SIP_SIGNAL not in of(whole, VC)
    assert TaskKind.CHASE_SIP_SIGNAL not in of(whole, HOME)


def test_another_signal_after_the_answer_waits_again() -> None:
    again = fact(ItemKind.SIP_SIGNALLED, 30, by=HOME, to=(VC,), reasons=["kin"], wish="relative")
    assert open_signals(chain(NOTICE, SIGNAL, answer(20, "not_now"), again, parties=PARTIES)) == (again,)


def test_a_promise_is_a_task_until_the_fast_vardkontakt_has_called_also_when_none_was_needed() -> None:
    whole = chain(NOTICE, NO_SIP, SIGNAL, answer(20, "calls"), parties=PARTIES)
    assert of(whole, VC)[TaskKind.CALL_SIP].due_at == hour(20) + timedelta(hours=LIMITS.contact_hours)
    assert promised(whole) is not None
    others = fact(ItemKind.SIP_CALLED, 21, by=OFFICE, caller="municipality")
    assert promised(whole.with_facts([*whole.facts, others])) is not None
    own = fact(ItemKind.SIP_CALLED, 22, by=VC, caller="care_contact")
    assert TaskKind.CALL_SIP not in of(whole.with_facts([*whole.facts, own]), VC)


def test_nobody_is_asked_of_a_person_who_has_died() -> None:
    whole = chain(NOTICE, SIGNAL, fact(ItemKind.DIED, 40), parties=PARTIES)
    assert TaskKind.ANSWER_SIP_SIGNAL not in of(whole, VC)
    assert TaskKind.CHASE_SIP_SIGNAL not in of(whole, HOME)
