"""Back within 30 days, since aids were missing: found, linked, each side says why (T14). And a team at home (T12)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from actors.models import Unit
from actors.rules.kinds import UnitKind
from core import clock
from tests.browser.desk import Screen, desk
from tests.browser.helpers import assert_accessible
from tests.factories.region import build, send_notice
from transitions import services
from transitions.models import CareEpisode, Item
from transitions.rules.kinds import DischargedTo, ItemKind, PointState

pytestmark = pytest.mark.django_db(transaction=True)

AIDS = "Hjälpmedel levererade hem"
TITLE = "Återinskriven inom 30 dagar"


@pytest.mark.long
def test_readmitted_because_aids_were_missing(screen: Screen, live_server) -> None:
    region = build(start=clock.now() - timedelta(days=14))
    home = region.start + timedelta(days=5)
    for point, state in ((AIDS, PointState.OPEN), ("Hemresa beställd", PointState.DONE)):
        services.set_checklist_point(
            acting=region.acting("ward", source="import"),
            episode_id=region.episode.pk,
            at=home - timedelta(days=1),
            point=point,
            state=state,
            critical=point == AIDS,
            owner_id=region.id("vc" if point == AIDS else "ward"),
        )
    services.record_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=home,
        to=DischargedTo.HOME,
        why_open="Rullatorn levereras i morgon.",
    )

    ward = desk(screen, live_server, region, "ward", story="readmission")
    ward.page.goto(reverse("admit"))
    ward.page.get_by_label("Personnummer").fill(region.episode.patient.personal_number)
    ward.page.get_by_role("button", name="Fortsätt").click()
    ward.page.get_by_role("button", name="Skriv in", exact=True).click()
    ward.page.wait_for_url("**/inskrivningsmeddelande/")
    again = CareEpisode.objects.get(ended_at__isnull=True)
    now = replace(region, episode=again, start=clock.now() - timedelta(minutes=90))
    ward.case = reverse("case", args=[again.public_id])
    ward.look("found")
    # The vårdcentral of the first stay is not told of the second; the rehab is new.
    send_notice(replace(now, start=clock.now() - timedelta(hours=1)), to=("office", "rehab"))

    office = desk(screen, live_server, now, "office", story="readmission")
    office.page.goto(office.case)
    office.page.get_by_text("Förra hemgångslistan:").click()
    assert office.page.get_by_text("Öppen vid utskrivningen: Rullatorn levereras i morgon.").is_visible()
    office.look("earlier-checklist", go=False)
    office.open("Ange orsak")
    office.send("Spara orsaken", "Välj en orsak.")
    assert_accessible(office.page)
    office.page.get_by_label("Hjälpmedel saknades").check()
    office.look("cause", go=False)
    office.send("Spara orsaken", "Orsaken är sparad.")

    ward.page.goto(ward.case)
    panel = ward.page.locator("#panel-readmission")
    assert panel.get_by_text("Hjälpmedel saknades").is_visible()
    ward.open("Ange orsak")
    ward.page.get_by_label("Läkemedel", exact=True).check()
    ward.send("Spara orsaken", "Orsaken är sparad.")
    ward.look("both-answered")
    assert panel.get_by_text("Läkemedel", exact=True).is_visible()
    assert Item.objects.filter(kind=ItemKind.READMISSION_CAUSE_RECORDED, episode=again).count() == 2
    panel.get_by_role("link", name="Öppna det förra ärendet").click()
    assert ward.page.url.endswith(reverse("case", args=[region.episode.public_id]))

    rehab = desk(screen, live_server, now, "rehab", story="readmission")
    rehab.page.goto(rehab.case)
    assert rehab.page.get_by_text("Elsa Testsson").first.is_visible()
    assert rehab.page.get_by_text(TITLE).count() == 0
    assert rehab.page.get_by_text(AIDS).count() == 0
    assert rehab.page.goto(reverse("record_cause", args=[again.public_id])).status == 404  # type: ignore[union-attr]


@pytest.mark.long
def test_a_team_receives_the_person_at_home(screen: Screen, live_server) -> None:
    region = build()
    team = Unit.objects.create(
        code="T-team",
        organisation=region.organisations["municipality"],
        kind=UnitKind.HOME_RECEPTION_TEAM,
        name="Trygg hemgång",
        phone="08-123 456 79",
    )
    region = replace(region, units={**region.units, "team": team})
    office, receives = (
        desk(screen, live_server, region, unit, story="reception") for unit in ("office", "team")
    )
    office.open("Beställ tryggt mottagande")
    office.look("order", go=False)
    office.page.get_by_label("Är orolig för att komma hem").check()
    office.page.get_by_label("Vad teamet behöver veta").fill("Dottern har nyckeln.")
    office.send("Skicka beställningen", "Beställningen är skickad till teamet.")

    receives.open("Svara på beställningen")
    receives.page.get_by_label("Ja", exact=True).check()
    receives.look("answer", go=False)
    receives.send("Skicka svaret", "Svaret är skickat till biståndsenheten.")
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    receives.open("Registrera besök")
    receives.page.get_by_label("Vem gjorde besöket?").fill("Undersköterska Lo")
    receives.send("Spara besöket", "Besöket är sparat.")
    receives.look("ongoing")
    receives.open("Lämna över")
    receives.look("hand-over", go=False)
    assert office.page.goto(office.case) is not None
    assert office.page.locator("#panel-reception").get_by_text("Pågår", exact=True).is_visible()
