"""The ladder on the case, the telephone call's page, and where an administrator sets the times."""

from datetime import timedelta

import pytest
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock, ways
from tests.factories.region import Region, send_new_date
from tests.pages.support import fill, text_of
from transitions.models import Addressee, Item, LadderSetting, PhoneCall, Task
from transitions.notifications import system_acting
from transitions.rules.tasks import TaskKind
from transitions.services import ladder


@pytest.fixture
def item(region: Region, settings, tmp_path) -> Item:
    """A new date from the ward, that nobody acknowledges for two days."""
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    return send_new_date(region)


def two_days_pass() -> None:
    clock.set_offset(timedelta(days=2))
    ladder.climb(acting=system_acting(), now=clock.now())


def test_the_sender_sees_each_step_with_what_it_does_and_whom_to_call(region: Region, item: Item) -> None:
    client = region.client("ward")
    case = reverse("case", args=[region.episode.public_id])
    before = text_of(client.get(case))
    assert "Så når meddelandena fram" in before
    assert "Väntar på kvittens" not in before, "once, with the receivers"
    for words in ("Enheten påminns", "Ber om hjälp", "Du ringer", "Flyttar ansvaret"):
        assert words in before
    assert "Ring mottagaren" not in before
    two_days_pass()
    after = text_of(client.get(case))
    assert "Ring mottagaren" in after
    assert "ingen jour är angiven" in after
    assert "Ring – mottagaren har inte kvitterat" in text_of(client.get(reverse("worklist")))


def test_the_receiver_sees_what_awaits_it_and_cannot_record_the_call(region: Region, item: Item) -> None:
    client = region.client("office")
    body = text_of(client.get(reverse("case", args=[region.episode.public_id])))
    assert "Väntar på kvittens" in body
    assert "Avsändaren ringer" in body
    assert "Registrera samtal" not in body
    assert client.get(_call_url(region, item)).status_code == 404


def test_a_call_is_recorded_and_what_is_missing_is_said(region: Region, item: Item) -> None:
    two_days_pass()
    client = region.client("ward")
    where = _call_url(region, item)
    page = client.get(where)
    assert "08-123 456 78" in text_of(page)
    refused = client.post(where, fill(client, where, reached="ja", note="Ringde växeln"))
    assert refused.status_code == 422
    assert "Ange vem som tog emot samtalet." in text_of(refused)
    assert "Ringde växeln" in refused.content.decode(), "what was typed stays"
    typed = fill(client, where, reached="ja", taken_by="Eva Prov, samordnare", read_back="Hem på onsdag")
    assert client.post(where, typed).status_code == 302
    assert client.post(where, typed).status_code in (302, 409), "a second click"
    assert PhoneCall.objects.count() == 1
    body = text_of(client.get(reverse("case", args=[region.episode.public_id])))
    assert "Mottaget i telefon" in body
    assert "Eva Prov, samordnare tog emot" in body
    receiver = text_of(region.client("office").get(reverse("case", args=[region.episode.public_id])))
    assert "Hem på onsdag" in receiver
    stranger = text_of(region.client("vc").get(reverse("case", args=[region.episode.public_id])))
    assert "Hem på onsdag" not in stranger
    assert Task.objects.filter(kind=TaskKind.PHONE).count() == 1, "for the vårdcentral"


def test_a_call_to_a_unit_that_does_not_log_in_is_its_receipt(region: Region, item: Item) -> None:
    """One action: whoever has telephoned does not enter the same thing again as handed over."""
    ways.set_logs_in(acting=system_acting(), recipient_id=region.id("office"), value=False)
    two_days_pass()
    client = region.client("ward")
    where = _call_url(region, item)
    assert "Samtalet räknas som dess kvittens" in text_of(client.get(where))
    by_hand = reverse("by_hand", args=[region.episode.public_id, item.pk, region.id("office")])
    assert where in client.get(by_hand).text
    typed = fill(client, where, reached="ja", taken_by="Eva Prov, samordnare", read_back="Hem på onsdag")
    assert client.post(where, typed).status_code == 302
    row = Addressee.objects.get(item=item, unit_id=region.id("office"))
    assert row.acknowledged_by == "Eva Prov, samordnare (per telefon, återläst)"
    assert "Ring mottagaren" not in text_of(client.get(by_hand))
    assert where not in client.get(by_hand).text


def _call_url(region: Region, item: Item) -> str:
    return reverse("record_call", args=[region.episode.public_id, item.pk, region.id("office")])


def test_an_administrator_sets_the_times_of_her_unit(region: Region) -> None:
    client = region.client("office", role=Role.ADMINISTRATOR)
    where = reverse("ladder_change", args=[region.id("office"), "discharged"])
    refused = client.post(where, fill(client, where, remind="90", on_duty="60"))
    assert refused.status_code == 422
    assert "Varje steg ska komma senare än det före" in text_of(refused)
    assert client.post(where, fill(client, where, remind="10", manager="", phone="95")).status_code == 302
    row = LadderSetting.objects.get()
    assert (row.remind, row.on_duty, row.manager, row.phone) == (10, 60, None, 95)
    table = text_of(client.get(reverse("ladder", args=[region.id("office")])))
    assert "10 min 1 tim Hoppas över 1 tim 35 min" in table
    client.post(where, fill(client, where, phone="120"))
    changed = text_of(client.get(where))
    assert "Avsändaren ringer efter, minuter 95 120" in changed, "Historik: before and after"
    assert client.post(where, {"act": "remove"}).status_code == 302
    assert not LadderSetting.objects.exists()


def test_whoever_runs_the_installation_sets_what_holds_for_all(region: Region) -> None:
    client = region.client("region_management", role=Role.ADMINISTRATOR)
    where = reverse("ladder_change", args=[0, "alla"])
    assert client.post(where, fill(client, where, phone="500")).status_code == 302
    unit = text_of(client.get(reverse("ladder", args=[region.id("office")])))
    assert "Gemensam" in unit
    unknown = reverse("ladder_change", args=[region.id("office"), "consent_given"])
    assert client.get(unknown).status_code == 404
    other = region.client("office", role=Role.ADMINISTRATOR)
    assert other.get(reverse("ladder", args=[0])).status_code == 403
    assert other.get(reverse("ladder", args=[region.id("home")])).status_code == 404
