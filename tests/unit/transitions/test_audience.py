"""To whom an item goes by rule: the code of docs/visibility.md."""

import re
from pathlib import Path

import pytest

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, OTHER_WARD, REHAB, VC, WARD, chain, fact
from transitions.rules.audience import AUDIENCE, addressees
from transitions.rules.kinds import Ground, ItemKind

EVERYBODY = (WARD, OFFICE, VC, HOME, NIGHT, REHAB)
SIP = [kind for kind in ItemKind if kind.value.startswith("sip_")]


def reached(kind: ItemKind, by: int, named: tuple[int, ...] = ()) -> set[int]:
    """Who gets an item on a chain with everybody on it."""
    return set(addressees(kind, chain(parties=EVERYBODY), named=frozenset(named), by_id=by))


def test_every_kind_has_an_audience() -> None:
    """A new kind without a decision is an error."""
    assert set(AUDIENCE) == set(ItemKind)


def test_a_changed_date_reaches_everybody_who_plans_but_the_writer() -> None:
    """T5. Home care hears of it by an item of its own (T8): one item, one receipt."""
    assert reached(ItemKind.EXPECTED_DISCHARGE_CHANGED, WARD) == set(EVERYBODY) - {WARD, HOME, NIGHT}
    assert reached(ItemKind.DIED, WARD) == set(EVERYBODY) - {WARD}


@pytest.mark.parametrize("kind", SIP)
def test_home_care_is_not_told_of_a_sip_unless_invited(kind: ItemKind) -> None:
    """architecture.md, What a party may know, 1."""
    assert not reached(kind, VC) & {HOME, NIGHT}
    assert HOME in reached(kind, VC, named=(HOME,))


def test_a_checklist_point_reaches_owner_ward_and_office() -> None:
    """architecture.md, What a party may know, 2."""
    assert reached(ItemKind.CHECKLIST_POINT, WARD, named=(REHAB,)) == {OFFICE, REHAB}


def test_a_former_ward_gets_nothing_new() -> None:
    """After a move only the present ward is addressed."""
    moved = fact(ItemKind.TRANSFERRED, 20, ward_id=OTHER_WARD)
    whole = chain(moved, parties=(*EVERYBODY, OTHER_WARD))
    found = addressees(ItemKind.CARE_CONTACT_APPOINTED, whole, named=frozenset(), by_id=VC)
    assert OTHER_WARD in found
    assert WARD not in found


def test_notices_go_to_those_named_alone() -> None:
    """The sender chooses; nobody is added by rule."""
    for kind in (ItemKind.ADMISSION_NOTICE_SENT, ItemKind.DISCHARGE_READY_SENT):
        assert reached(kind, WARD, named=(OFFICE,)) == {OFFICE}


def test_the_document_says_what_the_code_does() -> None:
    """docs/visibility.md has one row for each kind, with the same kinds of unit and the same ground."""
    text = (Path(__file__).parents[3] / "docs" / "visibility.md").read_text()
    rows = {cells[0]: cells for cells in map(_cells, text.splitlines()) if cells}
    for kind, audience in AUDIENCE.items():
        cells = rows[str(kind)]
        assert set(re.findall(r"[a-z_]+", cells[1])) == {str(unit) for unit in audience.kinds}, kind
        assert cells[2] == str(audience.ground), kind
        assert (cells[3] == "yes") is audience.acknowledge, kind


def _cells(line: str) -> list[str]:
    cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    return cells if len(cells) == 4 and cells[0] in set(ItemKind) else []


def test_grounds_of_duty_need_no_consent() -> None:
    """LUS 2:1–2:4: sent whatever the person says; consent carries only what goes beyond."""
    for kind in (ItemKind.ADMISSION_NOTICE_SENT, ItemKind.EXPECTED_DISCHARGE_CHANGED):
        assert AUDIENCE[kind].ground in (Ground.LUS_2_1, Ground.LUS_2_4)
    assert AUDIENCE[ItemKind.DISCHARGE_READY_SENT].ground is Ground.LUS_3_1
    assert {UnitKind.NIGHT_PATROL, UnitKind.HOME_CARE} <= HOME_PROVIDERS
