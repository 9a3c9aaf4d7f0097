"""What goes wrong around a meeting: who has died, is in hospital again, has closed or withdrawn, and lost networks."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from actors.models import Unit
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import selectors, selectors_around, selectors_followup, services
from sip.exports import calendar_file
from sip.models import PlanAction, Sip, SipParticipant
from sip.rules.kinds import SipState
from sip.services import Person, Slot
from tests.factories.region import Region, build, send_notice
from tests.pages.support import text_of
from tests.sip.pages import fields_of, fill
from transitions import services as chain_services
from transitions.models import Addressee, CareEpisode, Consent, Item, Patient
from transitions.rules.kinds import CareForm, ConsentForm, ItemKind, Scope
from transitions.services import give_consent
from transitions.services.discharge import record_death

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    made = build(start=clock.now() - timedelta(days=6))
    send_notice(made, to=("office", "vc", "home", "rehab"))
    return made


def called(region: Region, by: str = "vc", caller: str = "care_contact", **changes: Any) -> Sip:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "episode_id": region.episode.pk,
        "at": clock.now(),
        "to": [region.id(name) for name in ("office", "home", "rehab") if name != by],
        "caller": caller,
        "meeting_at": clock.now() + timedelta(days=3),
        "mode": "room",
        "place": "Rum 4",
        "people": [Person("Karin Testsson")],
    }
    return services.call_sip(**{**values, **changes})


def held(region: Region, sip: Sip, **changes: Any) -> Sip:
    values: dict[str, Any] = {
        "acting": region.acting("vc"),
        "episode_id": sip.episode_id,
        "at": clock.now(),
        "sip_ref": sip.ref,
        "attended": [region.id("vc"), region.id("home")],
        "patient_took_part": "room",
        "relative_took_part": False,
    }
    return services.record_held(**{**values, **changes})


def consent(region: Region) -> None:
    told = {"episode_id": region.episode.pk, "at": clock.now(), "scopes": [Scope.SIP], "units": []}
    give_consent(acting=region.acting("vc"), form=ConsentForm.ORAL, **told)


def page(region: Region, sip: Sip, unit: str = "vc", name: str = "sip_detail") -> str:
    return text_of(region.client(unit).get(reverse(name, args=[sip.public_id])))


def test_two_who_call_make_one_meeting_and_both_are_told(region: Region) -> None:
    first = called(region, "office", "municipality", to=[region.id("home")], why="Behovet är stort.")
    second = called(region, to=[region.id("home")])
    assert first.pk == second.pk
    items = Item.objects.filter(kind=ItemKind.SIP_CALLED).order_by("pk")
    told = Addressee.objects.filter(item=items[1], named=True).values_list("unit_id", flat=True)
    assert set(told) == {region.id("home"), region.id("office")}
    assert "har kallat till" in text_of(
        region.client("vc").get(reverse("sip_call", args=[region.episode.public_id]))
    )
    assert "Vårdcentralens kallelse" in page(region, second, "office")


def test_who_cannot_be_reached_is_said_when_the_call_goes_and_on_the_page(region: Region) -> None:
    vc = region.client("vc")
    meeting = clock.local(clock.now() + timedelta(days=2))
    typed = {
        "meeting_at_day": f"{meeting:%Y-%m-%d}",
        "meeting_at_clock": "13.00",
        "mode": "room",
        "minutes": "45",
        "relatives": "Karin Testsson\nKim Testsson, son, 070-123 45 67",
        "units": [str(region.id("home")), str(region.id("office")), str(region.id("rehab"))],
    }
    url = reverse("sip_call", args=[region.episode.public_id])
    assert fill(vc, url, **typed).status_code == 302
    sip = Sip.objects.get()
    assert sip.minutes == 45
    assert "Karin Testsson saknar kontaktväg. Lämna ett brev" in text_of(
        vc.get(reverse("sip_detail", args=[sip.public_id]))
    )
    text = text_of(vc.get(reverse("sip_times", args=[sip.public_id])))
    assert text.count("Saknar kontaktväg") == 2  # Karin, and the person


def test_a_meeting_lasts_as_long_as_it_is_said_and_slots_lie_inside_it(region: Region) -> None:
    sip = called(region, minutes=90)
    with pytest.raises(Invalid) as stopped:
        called(region, minutes=5)
    assert stopped.value.code == "minutes"
    # Another call without a length keeps the one that stands.
    assert called(region).minutes == 90
    event = Calendar.from_ical(calendar_file(sip, url="https://x.se/", now=clock.now())).walk("VEVENT")[0]
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    home = SipParticipant.objects.get(sip=sip, unit_id=region.id("home"))
    told = {"acting": region.acting("vc"), "sip": sip, "at": clock.now()}
    services.set_slots(**told, slots={home.pk: Slot(70, 20)})
    with pytest.raises(Invalid) as stopped:
        services.set_slots(**told, slots={home.pk: Slot(75, 20)})
    assert stopped.value.message == "Mötet är 90 minuter. Lägg tiden inom dem."
    with pytest.raises(IntegrityError), transaction.atomic():
        Sip.objects.update(minutes=5)


def test_how_long_is_the_installations_to_say(region: Region, settings: Any) -> None:
    settings.TRANSITION_LIMITS = {"sip_meeting_minutes": 50}
    assert called(region).minutes == 50


def test_a_follow_up_does_not_lie_before_the_meeting_whoever_sets_it(region: Region) -> None:
    sip = held(region, called(region))
    with pytest.raises(Invalid) as stopped:
        services.agree_plan(
            acting=region.acting("vc"),
            sip=sip,
            at=clock.now(),
            note="Skrivs på annat håll.",
            follow_up_on=clock.today() - timedelta(days=1),
        )
    assert (stopped.value.code, stopped.value.field) == ("follow_up_early", "follow_up_on")
    assert Sip.objects.get().agreed_at is None


def test_a_plan_followed_up_for_the_last_time_misses_no_day(region: Region) -> None:
    consent(region)
    sip = held(region, called(region))
    told = {"acting": region.acting("vc"), "at": clock.now()}
    plain = services.Common(matters="Hem.", goals=[services.GoalText("Gå ut")], overall="region")
    services.write_common(**told, sip=sip, version=0, common=plain)
    assert "Uppföljningsdag saknas" in page(region, sip, name="sip_plan")
    services.agree_plan(**told, sip=Sip.objects.get(), note="Delar kommer.")
    services.follow_up(**told, sip=Sip.objects.get(), outcomes={}, how="room")
    text = page(region, sip, name="sip_plan")
    assert "Uppföljningsdag saknas" not in text
    assert "Uppföljd. Ingen mer dag är bestämd." in text


def test_consent_withdrawn_in_the_meeting_stops_all_and_loses_nothing(region: Region) -> None:
    consent(region)
    sip = called(region)
    home, office = region.client("home"), region.client("office")
    url = reverse("sip_plan_part", args=[sip.public_id])
    assert fill(home, url, a1_text="Promenad varje dag", a1_who="Test Testsson").status_code == 302
    writing = fields_of(home.get(url).content.decode())
    Consent.objects.update(withdrawn_at=clock.now())
    answer = home.post(url, {**writing, "a2_text": "Det jag just skrev", "a2_who": "Test Testsson"})
    text = text_of(answer)
    assert answer.status_code == 409
    assert "Planen får göras bara med personens samtycke" in text
    assert "Det jag just skrev" in answer.content.decode()
    assert PlanAction.objects.count() == 1
    assert "Promenad varje dag" in page(region, sip, "home", "sip_plan")
    assert "Promenad" not in text_of(office.get(reverse("sip_plan", args=[sip.public_id])))


def die(region: Region) -> None:
    told = {"episode_id": region.episode.pk, "at": clock.now() - timedelta(minutes=5)}
    record_death(acting=region.acting("ward"), **told)


def test_of_a_person_who_has_died_nothing_more_is_planned(region: Region) -> None:
    sip = called(region)
    die(region)
    vc = region.acting("vc")
    with pytest.raises(Conflict) as stopped:
        held(region, sip)
    assert stopped.value.code == "patient_deceased"
    text = page(region, sip)
    assert "Personen har avlidit" in text
    assert "Registrera mötet" not in text
    assert "Avsluta SIP" in text
    listed = region.client("vc").get(reverse("sip_list"), {"flik": "kallade"})
    assert text_of(listed).count("Personen har avlidit") == 1
    # Closed without more ado: nobody is asked for a goal.
    services.record_milestone(
        acting=vc, episode_id=sip.episode_id, at=clock.now(), kind=ItemKind.SIP_CLOSED, sip_ref=sip.ref
    )
    assert "Personen har avlidit" not in page(region, sip)


def test_what_was_before_the_death_can_be_recorded_and_nobody_is_reminded(region: Region) -> None:
    sip = called(region, at=clock.now() - timedelta(days=1), meeting_at=clock.now() + timedelta(hours=1))
    die(region)
    held(region, sip, held_at=clock.now() - timedelta(hours=2))
    Sip.objects.update(state=SipState.AGREED, agreed_at=clock.now(), follow_up_on=clock.today())
    vc = region.acting("vc")
    assert list(selectors_followup.to_follow_up(acting=vc, today=clock.today())) == []
    assert list(selectors.to_confirm(acting=vc)) == []
    with pytest.raises(Conflict):
        services.follow_up(acting=vc, sip=Sip.objects.get(), at=clock.now(), outcomes={}, how="room")


def test_a_person_in_hospital_again_is_told_to_those_who_may_know(region: Region) -> None:
    sip = called(region)
    assert selectors_around.around(acting=region.acting("vc"), sip=sip) == selectors_around.Around()
    chain_services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind=ItemKind.DISCHARGED,
        at=clock.now() - timedelta(hours=2),
        data={"to": "home"},
    )
    again = chain_services.register_admission(
        acting=region.acting("other_ward"),
        patient_id=region.episode.patient_id,
        admitted_at=clock.now() - timedelta(hours=1),
        care_form=CareForm.SOMATIC,
    )
    chain_services.record_item(
        acting=region.acting("other_ward", source="import"),
        episode_id=again.pk,
        kind=ItemKind.ADMISSION_NOTICE_SENT,
        at=clock.now(),
        to=[region.id("vc")],
        data={"expected_discharge": f"{clock.today()}"},
    )
    text = page(region, sip)
    assert "Personen är på sjukhus igen" in text
    assert "Avdelning 22" in text
    # Rehab has no part in the new stay.
    assert "på sjukhus igen" not in page(region, sip, "rehab")
    CareEpisode.objects.filter(pk=again.pk).update(phase="discharged", ended_at=clock.now())
    assert "på sjukhus igen" not in page(region, sip)


def test_a_unit_that_has_closed_is_told(region: Region) -> None:
    sip = called(region)
    assert "har upphört" not in page(region, sip)
    Unit.objects.filter(pk=region.id("home")).update(ended_at=clock.now())
    assert "Hemtjänsten Ett finns inte längre." in page(region, sip, name="sip_plan")


@pytest.fixture
def opened(region: Region, monkeypatch: pytest.MonkeyPatch) -> Sip:
    """A SIP of a person with protected identity, whose protected particulars the reader has opened."""
    sip = called(region)
    Patient.objects.update(protection="confidential")
    monkeypatch.setattr("transitions.views.base.protected_opened", lambda *_: True)
    return sip


def test_an_invitation_to_a_protected_person_tells_neither_name_nor_place(
    region: Region, opened: Sip
) -> None:
    vc = region.client("vc")
    karin = SipParticipant.objects.get(sip=opened, name="Karin Testsson")
    letter = vc.post(reverse("sip_letter", args=[opened.public_id, karin.pk])).content
    text = " ".join(part.extract_text() for part in PdfReader(BytesIO(letter)).pages)
    karin.refresh_from_db()
    assert karin.code in text
    for kept in ("Elsa", "Karin", "Rum 4", "Hemtjänsten", "Gröndals"):
        assert kept not in text, kept
    assert vc.get(reverse("sip_calendar_whole", args=[opened.public_id])).status_code == 404
    times = text_of(vc.get(reverse("sip_times", args=[opened.public_id])))
    assert "Kalenderfil med plats och deltagare" not in times
    assert "varken namn, plats eller vilka som kommer" in times
