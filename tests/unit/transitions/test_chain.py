"""The state of a chain follows from its facts, whatever the order in which they became known."""

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import HOME, OFFICE, OTHER_WARD, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import Applies, Certainty, ItemKind

READY = ItemKind.DISCHARGE_READY_SENT
WITHDRAWN = ItemKind.DISCHARGE_READY_WITHDRAWN
ENDING = (WITHDRAWN, ItemKind.TRANSFERRED, ItemKind.DISCHARGED, ItemKind.DIED)


def test_phases_along_the_way_home() -> None:
    """Admitted, noticed, ready, discharged."""
    way = [notice(), fact(READY, 50), fact(ItemKind.DISCHARGED, 70, to_=None)]
    phases = [chain(*way[:count]).phase for count in range(4)]
    assert phases == [Phase.ADMITTED, Phase.NOTICED, Phase.READY, Phase.DISCHARGED]


def test_death_ends_the_episode() -> None:
    """Avliden is an end of its own."""
    assert chain(notice(), fact(ItemKind.DIED, 9)).phase is Phase.DECEASED


def test_the_notice_is_the_first_that_names_the_municipal_side() -> None:
    """A notice to the vårdcentral alone is not the inskrivningsmeddelande to the municipality."""
    first, second = notice(3, to=(VC,)), notice(6, to=(OFFICE,))
    assert chain(first, second).notice == second
    assert chain(first).notice is None


def test_a_private_provider_is_the_municipal_side() -> None:
    """A unit of a private provider counts as the municipality's."""
    assert chain(notice(to=(HOME,)), parties=(WARD, HOME)).notice is not None


def test_the_24_hours_count_from_the_latest_judgement_before_the_notice() -> None:
    """LUS 2:3: a judgement after the notice changes nothing."""
    judged = [fact(ItemKind.NEED_ASSESSED, at) for at in (30, 40, 90)]
    assert chain(notice(50), *judged).notice_clock_from == hour(40)
    assert chain(notice(5), *judged).notice_clock_from == hour(0)


def test_a_repeat_while_a_notice_stands_changes_nothing() -> None:
    """One spell, from the first sending."""
    spells = chain(notice(), fact(READY, 20), fact(READY, 30)).spells
    assert [spell.notice.at for spell in spells] == [hour(20)]
    assert spells[0].ended_at is None


@pytest.mark.parametrize("ending", ENDING)
def test_what_ends_a_spell(ending: ItemKind) -> None:
    """Withdrawal, move, discharge and death end it; the first of them."""
    facts = [notice(), fact(READY, 20), fact(ending, 30, ward_id=OTHER_WARD)]
    (spell,) = chain(*facts, parties=(WARD, OFFICE, VC, OTHER_WARD)).spells
    assert (spell.ended_at, spell.ended_by) == (hour(30), ending)


def test_a_cancelled_fact_counts_no_more() -> None:
    """Makulerad: neither notice nor state."""
    assert chain(notice(), fact(READY, 20, cancelled=True)).phase is Phase.NOTICED


def test_the_latest_date_is_in_force() -> None:
    """With its certainty; the notice's own date until then."""
    changed = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 30, expected_discharge="2026-03-09", certainty="sure")
    before, after = chain(notice()).expected, chain(notice(), changed).expected
    assert before is not None
    assert before[:2] == (date(2026, 3, 6), None)
    assert after is not None
    assert after[:2] == (date(2026, 3, 9), Certainty.SURE)


def test_not_applying_is_not_objecting() -> None:
    """T3: only an objection is support_declined."""
    asked = fact(ItemKind.CONTACT_TAKEN, 10, by=OFFICE, applies="no")
    assert chain(notice(), asked).applies is Applies.NO
    assert chain(notice(), asked, fact(ItemKind.SUPPORT_DECLINED, 11)).applies is Applies.OBJECTS
    assert chain(notice(), asked, fact(ItemKind.SUPPORT_APPLIED, 12)).applies is Applies.YES


def test_a_moved_patient_is_on_the_last_ward() -> None:
    """T16: one chain, the ward changes."""
    moved = fact(ItemKind.TRANSFERRED, 20, ward_id=OTHER_WARD)
    assert chain(moved, parties=(WARD, OTHER_WARD)).current_ward_id == OTHER_WARD


def test_until_includes_what_happened_at_that_moment() -> None:
    """A question about a moment reads that moment's own facts."""
    whole = chain(notice(5), fact(READY, 20))
    assert whole.until(hour(20)).standing is not None
    assert whole.until(datetime(2026, 3, 3, 3, 59, 59, tzinfo=UTC)).standing is None


_KINDS = st.sampled_from([READY, WITHDRAWN, ItemKind.TRANSFERRED])


@given(st.lists(st.tuples(_KINDS, st.integers(1, 40)), max_size=8))
def test_state_does_not_depend_on_the_order_of_arrival(events: list[tuple[ItemKind, int]]) -> None:
    """The same facts in another order are the same chain; spells never overlap."""
    facts = [fact(kind, at, number=number, ward_id=WARD) for number, (kind, at) in enumerate(events, start=1)]
    reference = chain(*facts)
    for shuffled in itertools.islice(itertools.permutations(facts), 6):
        assert chain(*shuffled).spells == reference.spells
        assert chain(*shuffled).phase == reference.phase
    _assert_apart(reference)


def _assert_apart(whole: Chain) -> None:
    for earlier, later in itertools.pairwise(whole.spells):
        assert earlier.ended_at is not None
        assert earlier.ended_at <= later.notice.at
