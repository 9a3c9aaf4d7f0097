"""How units are reached in the demo: home care with a planning system, an alarm group that does not log in."""

from actors import selectors as actors
from actors import services_contracts as contracts
from actors import services_duty as duty
from actors.acting import Acting
from actors.rules.kinds import Role
from core import ways, webhook_keeping
from integrations.demo.region import HOME_AREA

SYSTEM = "https://planering.demo.hemvag.example/hemvag"
"""Nobody has that name: the page shows a system that does not answer, until one puts in another address."""


def make_reach() -> None:
    """Ways, telephones, a planning system and contract hours where the log-ins work."""
    home, alarm, office = (_boss(f"SE-DEMO-{HOME_AREA}-{suffix}") for suffix in ("HTJ", "LARM", "LEDN"))
    webhook_keeping.set_address(acting=home, recipient_id=home.unit_id, url=SYSTEM)
    for channel, address in (("webhook", ""), ("sms", "+46701740601"), ("email", "hemtjanst@demo.example")):
        _add(home, channel, address)
    ways.set_logs_in(acting=alarm, recipient_id=alarm.unit_id, value=False)
    _add(alarm, "link", "larm@demo.example")
    duty.register_person(acting=alarm, unit_id=alarm.unit_id, name="Demo: Leyla Aydin", phone="070-174 06 02")
    duty.register_person(acting=alarm, unit_id=alarm.unit_id, name="Demo: Per Lund", phone="070-174 06 03")
    contracts.set_lead_hours(acting=office, hours={home.unit_id: 12, alarm.unit_id: 4})


def _boss(code: str) -> Acting:
    unit = actors.unit_by_code(code)
    assert unit is not None, code
    return actors.acting_for_unit(unit, name="Demo", source="system", role=Role.ADMINISTRATOR)


def _add(acting: Acting, channel: str, address: str) -> None:
    ways.add(
        acting=acting,
        recipient_id=acting.unit_id,
        event="",
        channel=channel,
        address=address,
        always=channel == "webhook",
    )
