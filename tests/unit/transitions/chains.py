"""Short chains for the tests of the rules: units by letter, moments by hour after the admission."""

from datetime import UTC, datetime, timedelta
from typing import Any

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import ItemKind

WARD, OFFICE, VC, HOME, NIGHT, REHAB, OTHER_WARD = range(1, 8)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

PARTIES = {
    WARD: Party(WARD, UnitKind.WARD, municipal_side=False, open_care=False, ward=True),
    OTHER_WARD: Party(OTHER_WARD, UnitKind.WARD, municipal_side=False, open_care=False, ward=True),
    OFFICE: Party(OFFICE, UnitKind.ASSESSMENT_OFFICE, municipal_side=True, open_care=False),
    VC: Party(VC, UnitKind.PRIMARY_CARE, municipal_side=False, open_care=True),
    HOME: Party(HOME, UnitKind.HOME_CARE, municipal_side=True, open_care=False),
    NIGHT: Party(NIGHT, UnitKind.NIGHT_PATROL, municipal_side=True, open_care=False),
    REHAB: Party(REHAB, UnitKind.PRIMARY_CARE_REHAB, municipal_side=False, open_care=True),
}


def hour(number: float) -> datetime:
    """The moment so many hours after the admission."""
    return START + timedelta(hours=number)


def fact(
    kind: ItemKind,
    at: float,
    *,
    by: int = WARD,
    to: tuple[int, ...] = (),
    acknowledged: tuple[int, ...] = (),
    cancelled: bool = False,
    number: int = 0,
    **data: Any,
) -> Fact:
    """A fact `at` hours after the admission; `acknowledged` are those of `to` who did so an hour later."""
    receipts = {unit: hour(at + 1) if unit in acknowledged else None for unit in to}
    return Fact(
        number or int(at * 1000) + 1, kind, hour(at), by, data, receipts, frozenset(to), cancelled=cancelled
    )


def notice(at: float = 5, *, to: tuple[int, ...] = (OFFICE, VC), **more: Any) -> Fact:
    """An inskrivningsmeddelande."""
    more.setdefault("expected_discharge", "2026-03-06")
    return fact(ItemKind.ADMISSION_NOTICE_SENT, at, to=to, **more)


def chain(*facts: Fact, parties: tuple[int, ...] = (WARD, OFFICE, VC)) -> Chain:
    """A chain on which these units are."""
    return Chain.of(
        admitted_at=START, ward_id=WARD, parties={unit: PARTIES[unit] for unit in parties}, facts=facts
    )
