"""The state of a message from its facts: against a slow reference, and the words of T8 one by one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import NIGHT, OFFICE, VC, WARD, chain, fact, hour, notice
from transitions.rules.kinds import ItemKind
from transitions.rules.message_states import (
    STOPPED,
    MessageFacts,
    MessageState,
    acted_at,
    standing,
    wrong_at,
)

S = MessageState
START = datetime(2026, 3, 13, 20, 0, tzinfo=UTC)


def at(minutes: int | None) -> datetime | None:
    return None if minutes is None else START + timedelta(minutes=minutes)


def facts(**minutes: int | None) -> MessageFacts:
    return MessageFacts(START, **{f"{name}_at": at(value) for name, value in minutes.items()})


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, S.SENT),
        ({"delivered": 1}, S.DELIVERED),
        ({"delivered": 1, "opened": 2}, S.OPENED),
        ({"delivered": 1, "opened": 2, "acknowledged": 3}, S.ACKNOWLEDGED),
        ({"acknowledged": 3}, S.ACKNOWLEDGED),
        ({"delivered": 1, "acknowledged": 3, "acted": 9}, S.ACTED_ON),
        ({"delivered": 1, "opened": 2, "acted": 9}, S.ACTED_ON),
        ({"held": 6}, S.HELD),
        ({"held": 6, "delivered": 1}, S.DELIVERED),
        ({"by_hand": 1}, S.BY_HAND),
        ({"by_hand": 1, "held": 1}, S.BY_HAND),
        ({"delivered": 1, "refused": 2}, S.REFUSED),
        ({"delivered": 1, "refused": 2, "opened": 5}, S.OPENED),
        ({"delivered": 1, "opened": 2, "refused": 5}, S.REFUSED),
        ({"refused": 2, "acknowledged": 5}, S.ACKNOWLEDGED),
        ({"delivered": 1, "recalled": 4}, S.RECALLED),
        ({"delivered": 1, "acknowledged": 3, "recalled": 4}, S.ACKNOWLEDGED),
        ({"delivered": 1, "opened": 2, "acknowledged": 3, "wrong": 4}, S.WRONG_RECIPIENT),
    ],
)
def test_the_state_follows_from_the_facts(known: dict[str, int], state: MessageState) -> None:
    found = standing(facts(**known))
    assert found.state is state
    assert found.done is (state in (S.ACKNOWLEDGED, S.ACTED_ON, S.RECALLED))


def reference(known: dict[str, int | None]) -> tuple[MessageState, datetime]:
    """Slow: every state with whether it holds, the strongest first."""
    has = {name: value is not None for name, value in known.items()}
    receipt = has["acknowledged"] or has["acted"]
    refused = has["refused"] and (not has["opened"] or known["refused"] >= known["opened"])  # type: ignore[operator]
    through = has["opened"] or has["delivered"]
    holds = [
        (S.WRONG_RECIPIENT, has["wrong"], "wrong"),
        (S.ACTED_ON, has["acted"], "acted"),
        (S.ACKNOWLEDGED, has["acknowledged"], "acknowledged"),
        (S.RECALLED, has["recalled"] and not receipt, "recalled"),
        (S.REFUSED, refused and not receipt, "refused"),
        (S.OPENED, has["opened"], "opened"),
        (S.DELIVERED, has["delivered"], "delivered"),
        (S.BY_HAND, has["by_hand"] and not through, "by_hand"),
        (S.HELD, has["held"] and not through, "held"),
    ]
    for state, holding, name in holds:
        if holding:
            found = at(known[name])
            assert found is not None
            return state, found
    return S.SENT, START


NAMES = (
    "delivered",
    "opened",
    "acknowledged",
    "acted",
    "refused",
    "wrong",
    "recalled",
    "held",
    "by_hand",
)


@given(st.fixed_dictionaries({name: st.none() | st.integers(0, 500) for name in NAMES}))
def test_every_combination_as_a_slow_reference_says(known: dict[str, int | None]) -> None:
    found = standing(facts(**known))
    assert (found.state, found.since) == reference(known)
    assert found.steps[0] == (S.SENT, START)
    assert (S.OPENED in dict(found.steps)) is (known["opened"] is not None), "opened is never implied"
    assert (S.ACKNOWLEDGED in dict(found.steps)) is (known["acknowledged"] is not None)
    if found.done:
        assert found.state not in STOPPED


def test_acted_on_is_what_the_unit_itself_did_afterwards() -> None:
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 20, to=(NIGHT,))
    before = fact(ItemKind.ANSWER_GIVEN, 10, by=NIGHT)
    others = fact(ItemKind.ANSWER_GIVEN, 22, by=OFFICE)
    whole = chain(notice(), told, before, others, parties=(WARD, OFFICE, VC, NIGHT))
    assert acted_at(whole, told, NIGHT) is None
    done = fact(ItemKind.SUPPORT_STARTED, 30, by=NIGHT)
    whole = chain(notice(), told, done, parties=(WARD, OFFICE, VC, NIGHT))
    assert acted_at(whole, told, NIGHT) == hour(30)


def test_wrong_recipient_is_said_by_the_unit_about_that_message() -> None:
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 20, to=(NIGHT,))
    said = fact(
        ItemKind.WRONG_RECIPIENT,
        21,
        by=NIGHT,
        of=str(ItemKind.HOME_CARE_NOTIFIED),
        of_at=hour(20).isoformat(),
    )
    whole = chain(notice(), told, said, parties=(WARD, OFFICE, VC, NIGHT))
    assert wrong_at(whole, told, NIGHT) == hour(21)
    assert wrong_at(whole, told, OFFICE) is None
