"""Protected identity: a patient's address, telephone, relatives and place, a colleague's name (LAW-6, LAW-7)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from actors.models import ProtectedStaff
from actors.names import names_for_patient
from actors.rules.kinds import Role
from core import clock
from core.invalid import Invalid
from core.models import AccessLogRow
from sip.models import Sip
from tests.access.matrix import MATRIX
from tests.access.world import World, build_world
from tests.factories.region import Region, build, logged_in
from tests.integrations.test_api import CASES, caller
from tests.pages.support import fill, text_of, typed_moment
from transitions import services
from transitions.models import CareEpisode, Patient, ProtectionChange, ProtectionOpening
from transitions.rules.kinds import Certainty, ConsentForm, DischargedTo, Protection, Scope, Sex
from transitions.services.notice_content import NoticeContent

NUMBER = "193802049811"
SECRETS = (
    "Kanariestigen 7",
    "08-7654321",
    "Dotter Kanarie",
    "Kvartersboendet Kanarie",
    "Gröndals vårdcentral",
)
REASON = "Uppgift från folkbokföringen i dag."


def protected(region: Region) -> Region:
    """The patient of the region, with everything that may not be told, and a second notice that told it."""
    Patient.objects.update(address=SECRETS[0], phone=SECRETS[1], listed_at=region.units["vc"])
    ward = region.person_acting("ward")
    services.give_consent(
        acting=ward,
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(hours=5),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    services.send_admission_notice(
        acting=ward,
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(hours=4),
        to=[region.id("home"), region.id("office"), region.id("vc")],
        expected_discharge=clock.today(),
        certainty=Certainty.LIKELY,
        content=NoticeContent(
            doctor_name="Lena Ek", basis="oral", next_of_kin=SECRETS[2], housing=SECRETS[3]
        ),
        note=f"Bor hos {SECRETS[2]}, {SECRETS[3]}.",
    )
    return region


@pytest.fixture
def region(db: None) -> Region:
    """The region with its patient, not yet protected."""
    cache.clear()
    return protected(build())


def at(region: Region, name: str) -> str:
    return reverse(name, args=[region.episode.public_id])


def mark(client: Client, region: Region, kind: Protection = Protection.CONFIDENTIAL) -> None:
    address = at(region, "change_protection")
    answer = client.post(address, fill(client, address, protection=str(kind), explained=REASON))
    assert answer.status_code == 302


def told(text: str) -> set[str]:
    # The vårdcentral is a place only where it says where the person is listed.
    return {secret for secret in SECRETS[:-1] if secret in text}


PAGES = ("case", "case_history", "send_notice", "change_date", "report_services", "sip_call", "liability")


def _texts(region: Region) -> Iterator[str]:
    for unit in ("ward", "office", "vc", "home"):
        client = region.client(unit)
        for name in PAGES:
            yield client.get(at(region, name)).content.decode()
        for name in ("worklist", "sip_list", "deviation_list", "reports"):
            yield client.get(reverse(name)).content.decode()
        yield client.post(reverse("people"), {"q": NUMBER}).content.decode()
        yield caller(region, unit)("get", f"{CASES}{region.episode.public_id}/").content.decode()
        yield caller(region, unit)("get", CASES).content.decode()


def test_a_mark_hides_where_the_person_is_on_every_page_and_in_the_api(region: Region) -> None:
    """Row 69."""
    ward = region.client("ward")
    assert told(ward.get(at(region, "case")).content.decode()) == {SECRETS[0], *SECRETS[2:4]}
    poll = at(region, "case_changes")
    page = ward.get(at(region, "case")).content.decode()
    drawn_from = page.split('hx-vals=\'{"v": "')[1].split('"')[0]
    assert ward.get(poll, {"v": drawn_from}).status_code == 204

    mark(region.client("office"), region)

    # Row 70: the page that is open asks within 25 seconds, and is drawn anew.
    asked = ward.get(poll, {"v": drawn_from})
    assert (asked.status_code, asked.headers.get("HX-Refresh")) == (200, "true")
    found = [told(text) for text in _texts(region)]
    assert found == [set()] * len(found)
    assert "Skyddad identitet: Sekretessmarkering" in text_of(ward.get(at(region, "case")))
    assert "Listad på" not in text_of(ward.get(at(region, "case")))
    row = ProtectionChange.objects.get()
    assert (row.before, row.after, row.explained) == ("none", "confidential", REASON)


def test_opening_needs_a_reason_and_is_the_persons_own_and_short(region: Region) -> None:
    ward, colleague = region.client("ward"), region.client("ward")
    mark(ward, region)
    address = at(region, "open_protected")
    assert ward.post(address, {**fill(ward, address), "reason": ""}).status_code == 422
    assert not ProtectionOpening.objects.exists()
    assert ward.post(address, fill(ward, address, reason="send_registered_address")).status_code == 302
    assert told(ward.get(at(region, "case")).content.decode()) == set(SECRETS[:4])
    assert AccessLogRow.objects.order_by("pk").values_list("ground", flat=True).last() == "protected_opened"
    assert told(colleague.get(at(region, "case")).content.decode()) == set()
    # A new mark closes what stands open.
    mark(region.client("office"), region, Protection.PROTECTED_REGISTRATION)
    assert told(ward.get(at(region, "case")).content.decode()) == set()


def test_of_a_protected_person_neither_place_nor_relatives_are_sent_or_stand_in_a_sip(region: Region) -> None:
    call = at(region, "sip_call")
    vc = region.client("vc")
    answer = vc.post(
        call,
        fill(
            vc,
            call,
            **typed_moment("meeting_at", f"{clock.today() + timedelta(days=4)} 13.00"),
            to=[region.id("office")],
            mode="room",
            place=f"Hemma, {SECRETS[0]}",
            matters=f"Ring {SECRETS[2]}",
        ),
    )
    assert answer.status_code == 302, fill(vc, call)
    page = reverse("sip_detail", args=[Sip.objects.get().public_id])
    assert told(vc.get(page).content.decode()) == {SECRETS[0], SECRETS[2]}
    mark(vc, region)
    for address in (page, f"{page}?flik=historik", at(region, "case")):
        assert told(vc.get(address).content.decode()) == set()
    with pytest.raises(Invalid) as refused:
        services.send_admission_notice(
            acting=region.person_acting("ward"),
            episode_id=region.episode.pk,
            at=clock.now(),
            to=[region.id("office")],
            expected_discharge=clock.today(),
            content=NoticeContent(doctor_name="Lena Ek", basis="oral", next_of_kin=SECRETS[2]),
        )
    assert refused.value.code == "protected"


def test_a_protected_person_is_found_by_the_whole_number_only(region: Region) -> None:
    mark(region.client("office"), region)
    office = region.client("office")
    for text in ("Elsa", "Testsson", NUMBER[:8], NUMBER[2:8]):
        assert "Elsa" not in text_of(office.post(reverse("people"), {"q": text})), text
        office.post(reverse("worklist"), {"q": text})
        assert "Elsa" not in text_of(office.get(reverse("worklist"))), text
    assert "Elsa" in text_of(office.post(reverse("people"), {"q": NUMBER}))
    # Nobody else finds the person at all, protected or not.
    for unit in ("other_office", "other_ward", "rehab"):
        assert "Elsa" not in text_of(region.client(unit).post(reverse("people"), {"q": NUMBER}))


def test_an_admission_elsewhere_takes_no_protection_away_and_tells_nothing(region: Region) -> None:
    mark(region.client("office"), region)
    other = region.client("other_ward")
    looked = other.post(reverse("admit"), {"step": "number", "personal_number": NUMBER})
    assert "Elsa" not in text_of(looked)
    assert told(looked.content.decode()) == set()
    services.register_patient(
        acting=region.person_acting("other_ward"),
        personal_number=NUMBER,
        name="Annat Namn",
        sex=Sex.FEMALE,
        registered_in_id=region.organisations["other"].pk,
        address="Annan gata 1",
    )
    patient = Patient.objects.get(personal_number=NUMBER)
    assert (patient.protection, patient.address, patient.name) == (
        "confidential",
        SECRETS[0],
        "Elsa Testsson",
    )


def test_where_a_protected_person_goes_is_not_told(region: Region) -> None:
    mark(region.client("office"), region)
    services.record_discharge(
        acting=region.person_acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=DischargedTo.SPECIAL_HOUSING,
        note="Till Kvartersboendet Kanarie.",
    )
    for unit in ("office", "home"):
        page = text_of(region.client(unit).get(at(region, "case")))
        assert "Utskriven" in page
        assert "särskilt boende" not in page.lower()
        assert told(page) == set()
    answer = caller(region, "office")("get", f"{CASES}{region.episode.public_id}/").json()
    assert answer["discharged_to"] == ""
    assert CareEpisode.objects.get().discharged_to == "special_housing"


CANARY = "Kanarie Kvist"
NAMING = (
    "case",
    "case_history",
    "take_contact",
    "deviation_detail",
    "deviation_list",
    "sip_detail",
    "worklist",
)
"""Pages that name who has done what."""


def _pages_of(who: str) -> list[str]:
    """The addresses that answer this position of the matrix with a page."""
    return [name for (name, method), answers in MATRIX.items() if method == "GET" and answers[who] == "200"]


@pytest.fixture
def world(db: None) -> World:
    """One of everything, made by a protected nurse on the ward where it is the ward's."""
    cache.clear()
    return build_world()


@pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.long)], ids=["naming pages", "every page"]
)
def test_a_protected_colleague_is_role_and_unit_to_everybody_else(world: World, every: bool) -> None:
    """Row 69 for staff: each page that there is, as each position of the matrix."""
    region = world.region
    user, assignment = region.person("ward")
    user.name = CANARY
    user.save()
    ProtectedStaff.objects.create(user=user, since=clock.now(), recorded_by_name="Test")
    nurse = logged_in(user, assignment)
    address = world.address("change_date")
    sent = fill(nurse, address, expected_discharge=f"{clock.today() + timedelta(days=3)}", certainty="sure")
    assert nurse.post(address, {**sent, "note": f"Ring {CANARY}."}).status_code == 302
    nurse.post(world.address("take_case"))
    for step in ("deviation_receive", "deviation_answer"):
        nurse.post(world.address(step), {"explanation": f"{CANARY} svarar", "proposed_measure": "Ny rutin"})

    own = world.clients["nurse"].get(world.address("case")).content.decode()
    assert CANARY in own
    readers = ("nurs2", "asses", "asse2", "vc", "home", "mas", "mgr", "admin") if every else ("asses", "home")
    read = [(who, name) for who in readers for name in _pages_of(who) if every or name in NAMING]
    assert len(read) > (120 if every else 9)
    for who, name in read:
        page = world.clients[who].get(world.address(name))
        body = b"".join(page.streaming_content) if page.streaming else page.content  # type: ignore[attr-defined]
        assert CANARY.encode() not in body, (who, name)
    seen = text_of(world.clients["asses"].get(world.address("case")))
    assert "Sjuksköterska på avdelning, Avdelning 21" in seen
    told_case = caller(region, "office")("get", f"{CASES}{region.episode.public_id}/").content.decode()
    assert CANARY not in told_case
    assert names_for_patient().of(f"{CANARY} läste") == "Sjuksköterska på avdelning, Avdelning 21 läste"


def test_a_protection_that_has_ended_shows_the_name_again(region: Region) -> None:
    user, _ = region.person("ward")
    row = ProtectedStaff.objects.create(user=user, since=clock.now(), recorded_by_name="Test")
    assert names_for_patient().of(user.name) != user.name
    row.ended_at, row.ended_by_name = clock.now(), "Test"
    row.save()
    assert names_for_patient().of(user.name) == user.name
    assert region.client("ward", role=Role.WARD_DOCTOR)
