"""Every state of a case × every act: allowed, or the reason why not. Asked of `rules.actions`, never written by hand.

Each state is a short chain in which it holds; the answers are those that buttons, pages, API and event files get.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from actors.rules.kinds import UnitKind
from transitions.rules.actions import can
from transitions.rules.chain import Chain, Fact, Party, Stay
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

WARD, OFFICE, OPEN_CARE = 1, 2, 3
_START = datetime(2026, 3, 2, 8, tzinfo=UTC)
_PARTIES = {
    WARD: Party(WARD, UnitKind.WARD, municipal_side=False, open_care=False, ward=True),
    OFFICE: Party(OFFICE, UnitKind.ASSESSMENT_OFFICE, municipal_side=True, open_care=False),
    OPEN_CARE: Party(OPEN_CARE, UnitKind.PRIMARY_CARE, municipal_side=False, open_care=True),
}
K = ItemKind
Told = tuple[ItemKind, int, Mapping[str, Any]]

_NOTICE: Told = (K.ADMISSION_NOTICE_SENT, WARD, {"expected_discharge": "2026-03-06"})
_READY: Told = (K.DISCHARGE_READY_SENT, WARD, {})
_PAPER: Told = (K.DISCHARGE_READY_SENT, WARD, {"paper_at": "2026-03-02T09:00:00+01:00"})
_WITHDRAWN: Told = (K.DISCHARGE_READY_WITHDRAWN, WARD, {})
_QUESTION: Told = (
    K.ANSWER_GIVEN,
    OFFICE,
    {"of": "discharge_ready_sent", "answer": "questions_readiness", "missing": "Feber"},
)
_APPLIED: Told = (K.SUPPORT_APPLIED, OFFICE, {})
_NOT_APPLIED: Told = (K.CONTACT_TAKEN, OFFICE, {"applies": "no"})
_OBJECTS: Told = (K.SUPPORT_DECLINED, OFFICE, {})
_DISCHARGED: Told = (K.DISCHARGED, WARD, {"to": "home"})
_DIED: Told = (K.DIED, WARD, {})

STATES: Mapping[str, tuple[Told, ...]] = {
    "admitted": (),
    "noticed": (_NOTICE,),
    "applied": (_NOTICE, _APPLIED),
    "not_applied": (_NOTICE, _NOT_APPLIED),
    "objects": (_NOTICE, _OBJECTS),
    "ready": (_NOTICE, _READY),
    "questioned": (_NOTICE, _READY, _QUESTION),
    "paper": (_NOTICE, _PAPER),
    "withdrawn": (_NOTICE, _READY, _WITHDRAWN),
    "discharged": (_NOTICE, _READY, _DISCHARGED),
    "deceased": (_NOTICE, _DIED),
    "at_home": (),
}
"""The states that tell acts apart, each with what has happened in it."""


def chain_in(state: str) -> Chain:
    """A chain in which the state holds."""
    facts = [
        Fact(
            number,
            kind,
            _START + timedelta(hours=number),
            by,
            data,
            dict.fromkeys({WARD, OFFICE, OPEN_CARE} - {by}),
            frozenset({OFFICE, OPEN_CARE}) - {by},
        )
        for number, (kind, by, data) in enumerate(STATES[state], start=1)
    ]
    stay = Stay(at_home=state == "at_home")
    return Chain.of(admitted_at=_START, ward_id=WARD, parties=_PARTIES, facts=facts, stay=stay)


def table() -> dict[ItemKind, dict[str, Verdict]]:
    """The answer for each act in each state, a day after the admission."""
    at = _START + timedelta(days=1)
    chains = {state: chain_in(state) for state in STATES}
    return {kind: {state: can(kind, whole, at) for state, whole in chains.items()} for kind in ItemKind}
