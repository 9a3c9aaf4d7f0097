"""docs/tillstand.md says what the rules say, and the table has something to say."""

import re
from datetime import timedelta
from pathlib import Path

from transitions.presenters.state_table import STATE_WORDS, as_markdown
from transitions.presenters.words import CONFLICTS
from transitions.rules.actions import can
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.state_table import STATES, chain_in, table

K = ItemKind
DOCUMENT = Path(__file__).parents[3] / "docs" / "tillstand.md"


def test_the_document_is_written_from_the_rules() -> None:
    """After a change of a rule: python manage.py write_state_table."""
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown()


def test_every_cell_is_what_the_rule_answers() -> None:
    """Read back from the document itself: a cell that says yes is allowed, a number is its reason."""
    text = DOCUMENT.read_text(encoding="utf-8")
    reasons = dict(re.findall(r"^(\d+)\. .*\(`([a-z_]+)`\)$", text, re.MULTILINE))
    rows = re.findall(r"^\| .*\(`([a-z_]+)`\) \| (.*) \|$", text, re.MULTILINE)
    assert len(rows) > 10
    for kind, cells in rows:
        for state, cell in zip(STATES, cells.split(" | "), strict=True):
            whole = chain_in(state)
            verdict = can(K(kind), whole, whole.admitted_at + timedelta(days=1))
            assert cell == "ja" if verdict.allowed else reasons[cell] == verdict.code, (kind, state)


def test_each_state_is_what_it_is_called() -> None:
    phases = {state: chain_in(state).phase for state in STATES}
    assert set(phases.values()) == set(Phase)
    assert phases["questioned"] is phases["paper"] is Phase.READY
    assert phases["withdrawn"] is Phase.NOTICED
    assert set(STATE_WORDS) == set(STATES)


def test_a_state_is_there_because_some_act_tells_it_apart() -> None:
    """Only these three answer alike: what differs between them is what the units have to do."""
    answers = table()
    columns = {state: tuple(answers[kind][state].code for kind in K) for state in STATES}
    alike = {"noticed", "not_applied", "withdrawn"}
    assert len({columns[state] for state in alike}) == 1
    assert len(set(columns.values())) == len(STATES) - len(alike) + 1


def test_every_reason_has_words() -> None:
    for by_state in table().values():
        for verdict in by_state.values():
            assert verdict.allowed or verdict.code in CONFLICTS, verdict.code
