"""Permissions asked by themselves: what the database or a page would stop as well is stopped by each of them.

Each was forced to say yes once; those whose tests stood on another wall are asked here, with no wall beside them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.plugin import DjangoDbBlocker

from actors import permissions as actors
from actors.acting import Acting
from actors.rules.kinds import Role
from deviations import permissions as deviations
from deviations import permissions_delegations as delegations
from deviations.models import Delegation, Entry
from liability import permissions as liability
from reporting import permissions as reporting
from sip import permissions as sip
from tests.access.one_of_each import fill
from tests.access.test_every_policy import POSITIONS, acting
from tests.database import kept_rows
from tests.factories.region import Region, build
from transitions import permissions as transitions
from transitions.models import Item

MORE = {
    "administrator": ("management", Role.ADMINISTRATOR),
    "unit administrator": ("ward", Role.ADMINISTRATOR),
    "operator": ("region_management", Role.ADMINISTRATOR),
}


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    """The case, with a row in every table; read by Hemväg itself, so that no policy answers in place of a function."""
    with kept_rows(django_db_blocker):
        made = build()
        assert fill(made) == {}
        yield made


def those_who(region: Region, may: Callable[[Acting], object]) -> set[str]:
    """The positions to which the function says yes, or gives rows."""
    people = {name: acting(region, name) for name in POSITIONS}
    people |= {name: region.acting(unit, role=role) for name, (unit, role) in MORE.items()}
    return {name for name, person in people.items() if may(person)}


ON_CASES = {"ward", "ward2", "vc", "rehab", "office", "office2", "home", "night"}
WHO_MAY: dict[str, tuple[Callable[[Acting], bool], set[str]]] = {
    "call a SIP at home": (sip.may_start, {"vc", "office", "office2"}),
    "list SIPs": (sip.may_list, ON_CASES),
    "signal a need of SIP": (sip.may_signal, ON_CASES - {"vc"}),
    "name a coordinator": (sip.may_name_coordinator, {"vc", "office", "office2"}),
    "keep the address of video meetings": (sip.keeps_video, {"administrator", "operator"}),
    "keep lathundar": (transitions.keeps_routines, {"administrator", "operator"}),
    "keep the goals": (reporting.may_decide, {"manager", "controller"}),
    "see the forecast": (
        liability.may_see_forecast,
        {"ward", "ward2", "office", "office2", "manager", "controller"},
    ),
}


@pytest.mark.parametrize("act", WHO_MAY)
def test_who_may(act: str, db: None, region: Region) -> None:
    function, expected = WHO_MAY[act]
    assert those_who(region, function) == expected


def test_organisations_are_the_operators(db: None, region: Region) -> None:
    found = those_who(region, lambda person: actors.organisations_kept_by(person).exists())
    assert found == {"operator"}


def test_the_practice_world_has_no_figures(db: None, region: Region) -> None:
    manager = acting(region, "manager")
    practising = replace(manager, practice=True)
    for require in (reporting.require_reader, reporting.require_decider):
        require(manager)
        with pytest.raises(PermissionDenied):
            require(practising)
    with pytest.raises(PermissionDenied):
        reporting.require_decider(acting(region, "ward"))


def test_who_sees_to_it_that_the_systems_message_arrives(db: None, region: Region) -> None:
    told = Item(kind="home_care_notified")
    may = those_who(region, lambda person: transitions.hands_over_for_others(person, told))
    assert may == {"ward", "ward2", "office", "office2"}
    other = Item(kind="discharged")
    assert those_who(region, lambda person: transitions.hands_over_for_others(person, other)) == set()


def test_a_row_of_a_statement_is_the_two_parties(db: None, region: Region) -> None:
    found = those_who(region, lambda person: liability.statement_rows_visible_to(person).exists())
    assert found == {"office", "manager", "controller"}


def test_a_units_own_note_is_read_there_alone(db: None, region: Region) -> None:
    Entry.objects.update(own=True)
    note = Entry.objects.get()
    found = those_who(region, lambda person: deviations.entries_visible_to(person, note.deviation).exists())
    assert found == {"ward", "unit administrator"}
    Entry.objects.update(own=False)
    assert len(those_who(region, lambda person: deviations.entries_visible_to(person, note.deviation))) > 2


def test_a_delegation_is_withdrawn_by_whoever_gave_it_and_not_by_whoever_has_it(
    db: None, region: Region
) -> None:
    row = Delegation.objects.get()
    assert those_who(region, lambda person: delegations.may_withdraw(person, row)) == set()
    row.nurse_id, row.nurse_unit = acting(region, "vc").user_id, region.units["vc"]
    assert those_who(region, lambda person: delegations.may_withdraw(person, row)) == {"vc"}
    row.nurse_unit = region.units["office"]
    assert "mas" in those_who(region, lambda person: delegations.may_withdraw(person, row))
