"""The services answer as the state table says, for every act that has a rule, in every state that can be reached."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from actors.acting import Acting
from actors.rules.kinds import UnitKind, default_role
from core import clock
from core.conflicts import Conflict
from tests.factories.region import Region, build
from transitions import permissions, services
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.state_table import OFFICE, STATES, WARD, table

pytestmark = pytest.mark.django_db

# A case that is no stay allows few acts and has a test of its own: tests/sip/test_at_home.py.
RULED = {
    kind: row
    for kind, row in table().items()
    if any(not one.allowed for state, one in row.items() if state != "at_home")
}
BY = {WARD: "ward", OFFICE: "office"}


def acting_for(region: Region, kind: ItemKind) -> Acting:
    """Somebody on the chain who may do it."""
    for name in ("ward", "office", "vc"):
        if default_role(UnitKind(region.units[name].kind)) in permissions.ACTIONS[kind]:
            return region.acting(name)
    role = min(permissions.ACTIONS[kind])
    return region.acting("vc", role=role)


def reach(region: Region, state: str) -> None:
    """Bring the case into a state, by what has happened in it."""
    for kind, by, data in STATES[state]:
        if kind is ItemKind.ADMISSION_NOTICE_SENT:
            continue
        services.record_item(
            acting=region.acting(BY[by]),
            episode_id=region.episode.pk,
            kind=kind,
            at=clock.now(),
            to=[region.id("office"), region.id("vc")] if by == WARD else [],
            data=data,
        )


def answers(region: Region, kinds: Iterator[ItemKind]) -> dict[str, str]:
    """What the service says to each act, one at a time, each undone."""
    found = {}
    for kind in kinds:
        data = {"ward_id": region.id("other_ward"), "ward": "T"} if kind is ItemKind.TRANSFERRED else {}
        before = Item.objects.count()
        try:
            with transaction.atomic():
                services.record_item(
                    acting=acting_for(region, kind),
                    episode_id=region.episode.pk,
                    kind=kind,
                    at=clock.now() + timedelta(seconds=1),
                    data=_content(kind, data),
                )
                transaction.set_rollback(True)
            found[str(kind)] = "ok"
        except Conflict as conflict:
            found[str(kind)] = conflict.code
        assert Item.objects.count() == before
    return found


def _content(kind: ItemKind, data: dict[str, object]) -> dict[str, object]:
    """The least that the chain reads of an item when it derives the state."""
    least: dict[ItemKind, dict[str, object]] = {
        ItemKind.CONTACT_TAKEN: {"applies": "not_yet"},
        ItemKind.EXPECTED_DISCHARGE_CHANGED: {"expected_discharge": "2026-12-01", "certainty": "sure"},
        ItemKind.DISCHARGED: {"to": "home"},
        ItemKind.TRACK_SET: {"track": "red"},
        ItemKind.SIP_TIMES_PROPOSED: {"answer_by": clock.now().isoformat()},
        ItemKind.REQUEST_MADE: {"what": "short_term", "owner": 0},
    }
    return {**least.get(kind, {}), **data}


QUICK = ("questioned", "discharged")
"""The two in which most acts are refused; make test-long asks in all."""


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(state, marks=() if state in QUICK else pytest.mark.long)
        for state in STATES
        if state not in ("admitted", "at_home")
    ],
)
def test_the_services_answer_as_the_table_says(state: str) -> None:
    region = build()
    reach(region, state)
    expected = {str(kind): row[state].code for kind, row in RULED.items()}
    assert answers(region, iter(RULED)) == expected
