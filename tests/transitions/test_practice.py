"""Practice mode: a ward and a municipality play a case, and nothing crosses into the real world or out of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from actors import selectors, selectors_duty, services_practice
from actors.acting import Acting
from actors.models import Assignment, Organisation, Unit
from actors.rules.kinds import Role, UnitKind
from actors.rules.practice import MUNICIPALITY, is_test_number, people_to_admit
from core import clock
from core.invalid import Invalid
from reporting.permissions import may_read
from tests.factories.region import Region, build, personal_number
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import CareEpisode, Party, Patient
from transitions.notifications import deliver_overdue
from transitions.permissions import visible_to
from transitions.personal_numbers import parse
from transitions.rules.kinds import CareForm, Certainty, Sex
from transitions.services.notices import NoticeContent

PERSON = people_to_admit(7)[0]


@pytest.fixture
def region(db: None) -> Region:
    """The real world, with its one case."""
    return build()


def play(region: Region, code: str, name: str = "ward") -> Client:
    """A browser of somebody of the real world who has gone to a place of the practice world."""
    client = region.client(name)
    assert client.post(reverse("practice"), {"place": code}).status_code == 302
    return client


def acting(code: str) -> Acting:
    """Somebody at a place of the practice world."""
    unit = selectors.units(codes=[code])[0]
    return selectors.acting_for_unit(unit, name="Test övning", source="web")


def admit(region: Region) -> CareEpisode:
    """A test person on the practice ward."""
    services_practice.join(user_id=region.person("ward")[0].pk, code="OVN-AVD")
    ward = acting("OVN-AVD")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=PERSON.number,
        name=PERSON.name,
        sex=Sex.FEMALE,
        registered_in_id=Organisation.objects.get(code=MUNICIPALITY[0]).pk,
    )
    return services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.SOMATIC
    )


def test_a_ward_and_a_municipality_play_a_case_on_the_pages(region: Region) -> None:
    ward = play(region, "OVN-AVD")
    start = ward.get("/", follow=True)
    assert "Inga riktiga personer. Inget skickas." in text_of(start)
    assert PERSON.number[-4:] not in text_of(start)
    assert text_of(ward.get(reverse("practice"))).count("Personer att skriva in") == 1
    episode = admit(region)
    send = reverse("send_notice", args=[episode.public_id])
    page = ward.get(send)
    assert "Övning: Biståndsenheten" in text_of(page)
    assert "Gröndals" not in text_of(page)
    office = Unit.objects.get(code="OVN-BIST").pk
    sent = ward.post(
        send,
        fill(
            ward,
            send,
            to=[office],
            expected_discharge=f"{clock.today() + timedelta(days=3)}",
            certainty="likely",
            doctor_name="Dr Övning",
        ),
    )
    assert sent.status_code == 302, text_of(sent)
    assert PERSON.name in text_of(play(region, "OVN-BIST", "office").get(reverse("worklist")))
    for name in ("ward", "office", "vc", "home"):
        real = region.client(name)
        assert PERSON.name not in text_of(real.get(reverse("worklist")))
        assert PERSON.name not in text_of(real.post(reverse("people"), {"q": PERSON.number}))
        assert real.get(reverse("case", args=[episode.public_id])).status_code == 404
        assert "Övning:" not in text_of(real.get(reverse("directory")))
        assert "Inga riktiga personer" not in text_of(real.get(reverse("directory")))
    assert ward.get(reverse("case", args=[region.episode.public_id])).status_code == 404
    assert "Gröndals" not in text_of(ward.get(reverse("directory")))
    assert "Elsa Testsson" not in text_of(ward.post(reverse("people"), {"q": "Elsa"}))


def test_the_same_place_each_time_and_no_other(region: Region) -> None:
    user, _ = region.person("ward")
    first = services_practice.join(user_id=user.pk, code="OVN-AVD")
    assert first is not None
    assert services_practice.join(user_id=user.pk, code="OVN-AVD") == first
    assert services_practice.join(user_id=user.pk, code="T-ward") is None
    assert region.client("ward").post(reverse("practice"), {"place": "T-ward"}).status_code == 404
    assert not Assignment.objects.filter(unit__organisation__practice=True, role=Role.ADMINISTRATOR).exists()


def test_a_message_never_reaches_a_unit_of_the_other_world(region: Region) -> None:
    episode = admit(region)
    real, played = region.id("office"), Unit.objects.get(code="OVN-BIST").pk
    for who, case, unit in (
        (acting("OVN-AVD"), episode, real),
        (region.acting("ward"), region.episode, played),
    ):
        with pytest.raises(Invalid, match="unknown_unit"):
            services.send_admission_notice(
                acting=who,
                episode_id=case.pk,
                at=clock.now(),
                to=[unit],
                expected_discharge=clock.today(),
                certainty=Certainty.LIKELY,
                content=NoticeContent(doctor_name="Dr Test"),
            )


def test_the_database_refuses_what_the_code_would_let_through(region: Region) -> None:
    episode = admit(region)
    for case, unit in ((episode, region.id("office")), (region.episode, Unit.objects.get(code="OVN-VC").pk)):
        with pytest.raises(IntegrityError, match="kept apart"), transaction.atomic():
            Party.objects.create(episode=case, unit_id=unit, since=clock.now())
    with pytest.raises(IntegrityError, match="from its beginning"), transaction.atomic():
        Organisation.objects.filter(code=MUNICIPALITY[0]).update(practice=False)


def test_a_person_is_in_one_world(region: Region) -> None:
    admit(region)
    municipality = region.organisations["municipality"].pk
    played = Organisation.objects.get(code=MUNICIPALITY[0]).pk
    elsa = Patient.objects.get(name="Elsa Testsson").personal_number
    no_test_number = personal_number(date(1898, 2, 4), 123)  # born so long ago that nobody has it
    for who, number, where in (
        (region.acting("ward"), PERSON.number, municipality),  # known from practice
        (region.acting("ward"), elsa, played),
        (acting("OVN-AVD"), elsa, played),  # known from the real world
        (acting("OVN-AVD"), no_test_number, played),
        (acting("OVN-AVD"), people_to_admit(9)[1].number, municipality),
    ):
        with pytest.raises(Invalid, match="practice"):
            services.register_patient(
                acting=who, personal_number=number, name="Kim", sex=Sex.FEMALE, registered_in_id=where
            )


def test_no_list_no_report_and_no_mail_of_the_real_world_holds_practice(region: Region) -> None:
    admit(region)
    Unit.objects.filter(code="OVN-BIST").update(notify_email="ovning@enhet.example")
    unit = Unit.objects.get(code="OVN-BIST")
    (mail,) = [list(deliver_overdue(_message(unit.pk)))]
    assert [one.channel for one in mail] == ["inbox"]
    assert not any(one.practice for one in selectors.units())
    assert not any(one.practice for one in selectors.organisations())
    assert {one.practice for one in selectors.units(kinds=[UnitKind.WARD], practice=True)} == {True}
    assert not may_read(acting("OVN-AVD"))
    assert selectors_duty.registered_people(unit.pk) == []
    real = region.acting("ward")
    assert not visible_to(real).filter(registered_in__practice=True).exists()
    assert not visible_to(acting("OVN-AVD")).filter(registered_in__practice=False).exists()


def _message(unit_id: int) -> object:
    return type("Message", (), {"event": "task.overdue", "payload": {"unit": unit_id}})()


def test_people_to_admit_are_test_people(region: Region) -> None:
    for seed in range(200):
        for person in people_to_admit(seed):
            assert is_test_number(person.number)
            assert parse(person.number, today=clock.today()) == person.number
    assert not is_test_number("193802041237")
    with pytest.raises(PermissionDenied):
        services.register_patient(
            acting=region.acting("home"),
            personal_number=PERSON.number,
            name="Kim",
            sex=Sex.FEMALE,
            registered_in_id=region.organisations["municipality"].pk,
        )
