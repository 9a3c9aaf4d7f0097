"""The unit's own pages of how it is reached, and the buyer's of contract hours."""

import pytest
from django.urls import reverse

from actors.models import LeadHours
from actors.rules.kinds import Role
from core import ways, webhook_keeping
from tests.factories.region import build

pytestmark = pytest.mark.django_db


def test_a_unit_keeps_its_ways_and_its_system() -> None:
    region = build()
    home = region.id("home")
    boss = region.client("home", role=Role.ADMINISTRATOR)
    address = reverse("unit_ways", args=[home])
    assert boss.post(address, {"act": "add", "channel": "sms", "address": "inte"}).status_code == 422
    chosen = {"act": "add", "channel": "sms", "address": "070-174 06 05", "event": "", "always": "reserve"}
    assert boss.post(address, chosen).status_code == 302
    assert [(way.channel, way.address) for way in ways.of_party(home)] == [("sms", "+46701740605")]
    assert "+46701740605" in boss.get(address).text
    system = reverse("unit_system", args=[home])
    assert "börja med https://" in boss.post(system, {"url": "http://planering.example.se/"}).text
    made = boss.post(system, {"url": "https://planering.example.se/hemvag"})
    assert "visas bara nu" in made.text
    assert "visas bara nu" not in boss.get(system).text
    assert "visas bara nu" in boss.post(system, {"act": "rotate"}).text
    found = webhook_keeping.standing(home)
    assert found
    assert len(found.secrets) == 2


def test_a_buyer_keeps_contract_hours() -> None:
    region = build()
    boss = region.client("management", role=Role.ADMINISTRATOR)
    name = f"hours-{region.id('home')}"
    assert boss.post(reverse("lead_hours"), {name: "999"}).status_code == 422
    assert boss.post(reverse("lead_hours"), {name: "12"}).status_code == 302
    assert LeadHours.objects.get().hours == 12
    assert "12" in boss.get(reverse("lead_hours")).text
