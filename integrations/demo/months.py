"""Months between the demo's region and its municipalities, in every state from preliminary to locked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import Role
from core import clock
from liability import services
from liability.rules.statement_life import Answer
from liability.selectors import statements

MONTHS_OF = ("0180-HA", "0182", "0184")
"""Whose months are taken through the states; all others stay preliminary."""

MONTHS_BACK = 4
"""How many whole months have statements."""


@dataclass(frozen=True, slots=True)
class _Parties:
    controller: Acting
    managers: dict[int, Acting]


def make_months(region_unit: str, managements: dict[str, str]) -> int:
    """Make the statements and take them some way. `managements`: the unit that leads each municipality, by its code."""
    today = clock.today()
    months = [today.replace(day=1)]
    for _ in range(MONTHS_BACK):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    made = services.refresh_statements(months=months)
    led = [managements[code] for code in MONTHS_OF]
    units = {unit.code: unit for unit in actors.units(codes=[region_unit, *led])}

    def leads(code: str, role: Role, name: str) -> Acting:
        return actors.acting_for_unit(units[code], name=name, source="system", role=role)

    controller = leads(region_unit, Role.REGION_CONTROLLER, "Demo: Ewa Kowalska")
    managers = {units[code].organisation_id: leads(code, Role.MANAGER, "Demo: Mehmet Kaya") for code in led}
    _take(_Parties(controller, managers), months)
    return made


def _take(parties: _Parties, months: list[date]) -> None:
    """The older a month, the further it has come."""
    ways: dict[date, Callable[[_Parties, Any], None]] = {
        months[4]: _locked,
        months[3]: _locked,
        months[2]: _answered,
        months[1]: _disputed,
    }
    for found in statements.listed(acting=parties.controller).filter(month__in=list(ways)):
        if found.row_count and found.municipality_id in parties.managers:  # type: ignore[attr-defined]
            ways[found.month](parties, found)


def _act(service: Callable[..., Any], acting: Acting, found: Any, **more: Any) -> None:
    found.refresh_from_db(fields=["version"])
    service(acting=acting, public_id=found.public_id, version=found.version, **more)


def _locked(parties: _Parties, found: Any) -> None:
    manager = parties.managers[found.municipality_id]
    _act(services.propose, parties.controller, found)
    _act(services.agree, manager, found)
    _act(services.agree, parties.controller, found)
    _act(services.lock_month, parties.controller, found)


def _disputed(parties: _Parties, found: Any) -> None:
    manager = parties.managers[found.municipality_id]
    _act(services.propose, parties.controller, found)
    _act(
        services.dispute,
        manager,
        found,
        number=1,
        reason="discharge",
        text="Enligt hemtjänstens journal kom personen hem dagen före den som står i raden.",
    )


def _answered(parties: _Parties, found: Any) -> None:
    _disputed(parties, found)
    _act(
        services.answer,
        parties.controller,
        found,
        number=1,
        outcome=Answer.UPHELD,
        text="Avdelningen har kontrollerat: utskrivningen skedde den dag som står i raden.",
    )
