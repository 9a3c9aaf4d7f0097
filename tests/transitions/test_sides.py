"""One chain seen from every side: six hospitals of one municipality, a person who is moved, a ward in another region.

T16, X10, through the pages. Six municipalities of one hospital: `test_apart`.
"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Organisation, Unit
from actors.rules.kinds import OrganisationKind, UnitKind
from core import clock
from tests.factories.region import Region, build, personal_number
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import CareEpisode, Task
from transitions.rules.chain import Phase
from transitions.rules.kinds import CareForm, Certainty, ItemKind, Sex
from transitions.rules.task_values import TaskKind
from transitions.services.notice_content import NoticeContent

pytestmark = pytest.mark.django_db

HOSPITALS = (
    "Norrsjukhuset",
    "Sörsjukhuset",
    "Östersjukhuset",
    "Västersjukhuset",
    "Fjärran lasarett",
    "Bortre lasarett",
)


@pytest.fixture
def region() -> Region:
    """The region with six hospitals, each with an "Avdelning 3"; the last two lie in another region."""
    made = build()
    far = Organisation.objects.create(code="09", kind=OrganisationKind.REGION, name="Region Fjärran")
    for number, hospital in enumerate(HOSPITALS):
        made.units[f"w{number}"] = Unit.objects.create(
            code=f"W{number}",
            organisation=far if number > 3 else made.organisations["region"],
            kind=UnitKind.WARD,
            name="Avdelning 3",
            hospital=hospital,
            phone=f"0{number}-555 00 00",
        )
    return made


def admit(region: Region, ward: str, number: int) -> CareEpisode:
    """A person of the municipality, with the notice sent to office and vårdcentral."""
    acting = region.acting(ward)
    patient, _ = services.register_patient(
        acting=acting,
        personal_number=personal_number(date(1936, 2, 1) + timedelta(days=number), 986),
        name=f"Resande Person {number}",
        sex=Sex.UNKNOWN,
        registered_in_id=region.organisations["municipality"].pk,
        listed_at_id=region.id("vc"),
    )
    episode = services.register_admission(
        acting=acting, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.SOMATIC
    )
    services.send_admission_notice(
        acting=acting,
        episode_id=episode.pk,
        at=clock.now(),
        to=[region.id("office"), region.id("vc")],
        expected_discharge=clock.today() + timedelta(days=3),
        certainty=Certainty.LIKELY,
        content=NoticeContent(doctor_name="Dr Öman", basis="oral", aids=f"Rollator {number}"),
    )
    return episode


def people(client: Client) -> str:
    """The unit's work list."""
    return text_of(client.get(reverse("worklist")))


def test_one_municipality_with_patients_at_six_hospitals(region: Region) -> None:
    """The office has all six, told apart by hospital; no ward knows of another's, in its own region or not."""
    cases = [admit(region, f"w{number}", number) for number in range(6)]
    office = region.client("office")
    listed = people(office)
    for number, (episode, hospital) in enumerate(zip(cases, HOSPITALS, strict=True)):
        assert f"Resande Person {number}" in listed
        assert f"Avdelning 3, {hospital}" in listed
        page = text_of(office.get(reverse("case", args=[episode.public_id])))
        assert f"Avdelning 3, {hospital}" in page
        assert f"0{number}-555 00 00" in page
        ward = region.client(f"w{number}")
        own = people(ward)
        others = [one for one in range(6) if one != number]
        assert f"Resande Person {number}" in text_of(ward.get(reverse("case", args=[episode.public_id])))
        assert not any(f"Resande Person {one}" in own for one in others)
        assert ward.get(reverse("case", args=[cases[others[0]].public_id])).status_code == 404
    assert "Resande Person" not in people(region.client("other_office"))


def move(region: Region, ward: str, to: str, episode: CareEpisode) -> None:
    """By the ward's own page."""
    client = region.client(ward)
    where = reverse("transfer", args=[episode.public_id])
    answer = client.post(where, fill(client, where, ward=region.id(to)))
    assert answer.status_code == 302, text_of(answer)


def test_a_person_moved_between_wards_hospitals_and_regions_is_one_chain(region: Region) -> None:
    """Ward, another ward of the region, a hospital in another region: each sees its part, the home side all along."""
    episode = admit(region, "w0", 7)
    where = reverse("case", args=[episode.public_id])
    move(region, "w0", "w1", episode)
    services.send_discharge_ready(
        acting=region.acting("w1"), episode_id=episode.pk, at=clock.now(), doctor_name="Dr Ek"
    )
    move(region, "w1", "w4", episode)
    episode.refresh_from_db()
    assert (episode.phase, episode.ward_id, episode.ready_at) == (Phase.NOTICED, region.id("w4"), None)
    assert CareEpisode.objects.filter(patient=episode.patient).count() == 1

    for unit in ("office", "vc"):
        page = text_of(region.client(unit).get(where))
        assert "Avdelning 3, Fjärran lasarett" in page, "where the person is now"
        assert "04-555 00 00" in page
        assert page.count("Flyttad till") >= 2, "the whole way"
        assert "Rollator 7" in text_of(region.client(unit).get(reverse("notice", args=[episode.public_id])))

    present, before, first = (region.client(unit) for unit in ("w4", "w1", "w0"))
    page = text_of(present.get(where))
    assert "Skicka utskrivningsklar" in page, "the present ward acts"
    assert "Rollator 7" not in text_of(present.get(reverse("notice", args=[episode.public_id]))), (
        "another provider: what was agreed to was for office and vårdcentral"
    )
    for ward in (before, first):
        assert "Skicka utskrivningsklar" not in text_of(ward.get(where)), "the earlier ones only read"
        change = reverse("change_date", args=[episode.public_id])
        assert ward.post(change, {"expected_discharge": f"{clock.today()}"}).status_code == 403
        assert "Resande Person 7" not in people(ward)
    assert "Rollator 7" in text_of(before.get(reverse("notice", args=[episode.public_id]))), (
        "the same provider"
    )
    waits = Task.objects.filter(episode=episode, kind=TaskKind.KEEP_DATE)
    assert set(waits.values_list("unit_id", flat=True)) == {region.id("w4")}

    client = region.client("w4")
    form = reverse("discharge", args=[episode.public_id])
    assert client.post(form, fill(client, form, to="home")).status_code == 302
    assert "Utskriven" in text_of(region.client("office").get(where))
    assert ItemKind.DISCHARGED in {item.kind for item in episode.items.all()}


def test_a_ward_in_another_region_finds_and_reaches_the_home_side(region: Region) -> None:
    """X10: the receivers are those of where the person lives; what they answer comes back to the far ward."""
    episode = admit(region, "w5", 8)
    far = region.client("w5")
    form = text_of(far.get(reverse("send_notice", args=[episode.public_id])))
    assert "Biståndsenheten (" in form
    assert "Gröndals vårdcentral (" in form
    assert "Biståndsenheten i Grannby" not in form
    assert "Resande Person 8" in people(region.client("office"))
    office = region.client("office")
    where = reverse("take_contact", args=[episode.public_id])
    assert office.post(where, fill(office, where, applies="yes")).status_code == 302
    vc = region.client("vc")
    where = reverse("appoint_contact", args=[episode.public_id])
    assert vc.post(where, fill(vc, where, name="Siv Vård", phone="08-555 11 22")).status_code == 302
    page = text_of(far.get(reverse("case", args=[episode.public_id])))
    assert "Siv Vård" in page
    assert "Ansöker om insatser Ja" in page or "Ansöker om insatser Ansöker" in page
    for stranger in ("w4", "ward", "other_office"):
        assert region.client(stranger).get(reverse("case", args=[episode.public_id])).status_code == 404
