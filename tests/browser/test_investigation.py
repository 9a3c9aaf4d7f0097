"""A proposal is dismissed and another sent; the recipient investigates, and the answer carries what it chooses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core import clock
from deviations.models import Deviation, Proposal
from deviations.tasks import propose_deviations
from tests.browser.helpers import look
from tests.factories.region import Region, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region(live_server) -> Region:
    return build(start=clock.now() - timedelta(days=4), to=("office", "vc", "home"))


def test_from_a_dismissed_proposal_to_an_answer(region: Region, log_in) -> None:
    propose_deviations()
    drafts = sorted(
        Proposal.objects.filter(unit=region.units["ward"]), key=lambda row: row.about == region.units["vc"]
    )
    ward = log_in("ward")
    ward.goto(reverse("deviation_proposals"))
    look(ward, "proposals")
    ward.goto(reverse("deviation_proposal_dismiss", args=[drafts[0].public_id]))
    look(ward, "proposal-dismiss")
    ward.get_by_label("Det var rätt gjort i det här fallet").check()
    ward.get_by_role("button", name="Avfärda förslaget").click()
    expect(ward.get_by_text("Förslaget är avfärdat.")).to_be_visible()
    draft = drafts[-1]
    ward.goto(f"{reverse('deviation_new')}?arende={region.episode.public_id}&forslag={draft.public_id}")
    ward.get_by_label("Måttlig: övergående skada, eller risk för det").check()
    ward.get_by_role("button", name="Skicka avvikelsen").click()
    expect(ward.get_by_text("Avvikelsen är skickad.")).to_be_visible()

    row = Deviation.objects.get()
    vc = log_in("vc")
    vc.goto(reverse("deviation_detail", args=[row.public_id]))
    vc.get_by_role("button", name="Börja utreda").click()
    vc.get_by_role("link", name="Öppna utredningen").click()
    vc.get_by_role("button", name="Hämta händelseförloppet").click()
    vc.get_by_role("link", name="Skriv utredningen").click()
    look(vc, "investigation-write")
    vc.get_by_label("Rutin saknades").check()
    vc.get_by_role("textbox", name="Orsak", exact=False).last.fill("Ingen läste inkorgen på helgen.")
    vc.get_by_role("button", name="Spara utredningen").click()
    expect(vc.get_by_text("Utredningen är sparad.")).to_be_visible()
    look(vc, "investigation")
    vc.goto(reverse("deviation_detail", args=[row.public_id]))
    vc.get_by_label("Förklaring").fill("Vi läste det först på måndagen.")
    vc.get_by_label("Föreslagen åtgärd").fill("Någon läser inkorgen varje dag.")
    vc.get_by_role("checkbox", name="Orsak", exact=True).check()
    look(vc, "answer-carries")
    vc.get_by_role("button", name="Skicka svaret").click()
    vc.get_by_role("link", name="Gå till lagens frågor").click()
    look(vc, "serious")

    ward.goto(reverse("deviation_detail", args=[row.public_id]))
    expect(ward.get_by_text("Orsak: Ingen läste inkorgen på helgen.")).to_be_visible()
    expect(ward.get_by_text("Rutin saknades")).to_have_count(0)
    mas = log_in("mas")
    mas.goto(reverse("deviation_proposal_rules"))
    look(mas, "proposal-rules")
