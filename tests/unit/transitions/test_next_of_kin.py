"""Next of kin: the offer is the office's until it is answered, a god man the ward's to consider (T38)."""

import pytest

from tests.unit.transitions.chains import OFFICE, VC, WARD, chain, fact, hour
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.next_of_kin import kin_tasks, may_answer_offer, to_consider, to_offer
from transitions.rules.task_values import TaskKind

LIMITS = Limits(contact_hours=10)


def kin(at: float, exists: str = "yes", wants: str = "yes", by: int = WARD) -> Fact:
    to = (OFFICE,) if by == WARD else (WARD,)
    return fact(ItemKind.NEXT_OF_KIN_STATED, at, by=by, to=to, exists=exists, wants_support=wants)


def answer(at: float, outcome: str) -> Fact:
    return fact(ItemKind.KIN_SUPPORT_ANSWERED, at, by=OFFICE, outcome=outcome)


def asked(found: Chain) -> dict[int, TaskKind]:
    return {one.unit_id: one.kind for one in kin_tasks(found, LIMITS)}


def test_an_offer_is_the_offices_until_it_is_answered() -> None:
    found = chain(kin(3))
    (task,) = kin_tasks(found, LIMITS)
    assert (task.unit_id, task.kind, task.due_at) == (OFFICE, TaskKind.OFFER_KIN_SUPPORT, hour(13))
    assert may_answer_offer(found).allowed
    assert asked(chain(kin(3), answer(4, "not_reached"))) == {OFFICE: TaskKind.OFFER_KIN_SUPPORT}
    for outcome in ("accepted", "declined"):
        settled = chain(kin(3), answer(4, outcome))
        assert asked(settled) == {}
        assert may_answer_offer(settled).code == "nothing_to_offer"
        assert to_offer(chain(kin(3), answer(4, outcome), kin(5))) is not None, "a new wish is a new offer"
    assert asked(chain(kin(3, by=OFFICE))) == {OFFICE: TaskKind.OFFER_KIN_SUPPORT}


@pytest.mark.parametrize(("exists", "wants"), [("yes", "no"), ("yes", "not_asked"), ("unknown", "not_asked")])
def test_nobody_is_pressed(exists: str, wants: str) -> None:
    assert asked(chain(kin(3, exists, wants))) == {}


def test_without_next_of_kin_the_ward_considers_a_god_man_while_the_person_is_there() -> None:
    alone = kin(3, "no", "not_asked")
    assert asked(chain(alone)) == {WARD: TaskKind.CONSIDER_GUARDIAN}
    assert asked(chain(alone, kin(4, "yes", "no"))) == {}, "somebody was found"
    considered = fact(ItemKind.GUARDIAN_CONSIDERED, 5, outcome="not_needed")
    assert to_consider(chain(alone, considered)) is None
    assert asked(chain(alone, fact(ItemKind.DISCHARGED, 9))) == {}
    assert asked(chain(kin(3), fact(ItemKind.DIED, 9))) == {}
    assert VC not in asked(chain(alone))
