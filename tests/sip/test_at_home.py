"""SIP of a person who is in no hospital (S7): who opens it, what it may hold, who sees it, and that it counts apart."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from reporting.rules.dates import add_months
from reporting.selectors.figures import figures
from sip import services
from sip.models import Sip
from tests.factories.region import Region, build, personal_number
from tests.pages.support import text_of
from tests.sip.pages import fill
from transitions.models import CareEpisode, Patient, Task
from transitions.permissions import visible_to
from transitions.rules.kinds import CareForm, ItemKind, Sex
from transitions.selectors.chains import chain
from transitions.services import open_at_home, record_item, register_admission, register_patient

pytestmark = pytest.mark.django_db
NUMBER = personal_number(date(1941, 3, 7), 984)


@pytest.fixture
def region() -> Region:
    return build()


def person(region: Region, by: str = "vc", number: str = NUMBER) -> Patient:
    return register_patient(
        acting=region.acting(by),
        personal_number=number,
        name="Hemma Hemmasson",
        sex=Sex.UNKNOWN,
        registered_in_id=region.organisations["municipality"].pk,
    )[0]


def opened(region: Region, by: str = "vc") -> CareEpisode:
    return open_at_home(acting=region.acting(by), patient_id=person(region, by).pk, at=clock.now())


def called(region: Region, episode: CareEpisode, *, by: str = "vc", asked_by: str = "person") -> Sip:
    now = clock.now()
    other = {"vc": "office", "office": "vc"}[by]
    return services.call_sip(
        acting=region.acting(by),
        episode_id=episode.pk,
        at=now,
        to=[region.id(other), region.id("rehab")],
        caller={"vc": "care_contact", "office": "municipality"}[by],
        meeting_at=now + timedelta(days=7),
        mode="room",
        why="Hon klarar inte trapporna längre.",
        asked_by=asked_by,
    )


def typed(client: Client, **changes: object) -> dict[str, object]:
    first = client.post(reverse("sip_start"), {"step": "number", "personal_number": NUMBER})
    assert first.status_code == 200
    told = {"step": "person", "personal_number": NUMBER, "key": str(uuid4()), "name": "Hemma Hemmasson"}
    return told | {"sex": "unknown", "protection": "none", **changes}


@pytest.mark.parametrize("by", ["vc", "office"])
def test_either_side_opens_and_calls_from_the_pages(region: Region, by: str) -> None:
    client = region.client(by)
    assert "SIP utan inskrivning" in text_of(client.get(reverse("sip_list")))
    sent = typed(client, registered_in=region.organisations["municipality"].pk)
    answer = client.post(reverse("sip_start"), sent)
    episode = CareEpisode.objects.get(patient__personal_number=NUMBER)
    assert (episode.at_home, episode.phase) == (True, "at_home")
    assert answer.url == reverse("sip_call", args=[episode.public_id])
    assert NUMBER not in answer.url
    page = client.get(answer.url)
    text = text_of(page)
    assert "Vem har bett om SIP?" in text
    assert "Tre dagar" not in text
    assert "Ersätter inte" not in text
    day = clock.today() + timedelta(days=5)
    other = region.id("office" if by == "vc" else "vc")
    told = {"asked_by": "person", "why": "Hon ber om det."} if by == "office" else {"asked_by": "person"}
    sent = fill(
        client,
        answer.url,
        meeting_at_day=str(day),
        meeting_at_clock="10.00",
        mode="room",
        units=[str(other)],
        **told,
    )
    assert sent.status_code == 302
    sip = Sip.objects.get(episode=episode)
    assert sip.asked_by == "person"
    told = text_of(client.get(reverse("sip_detail", args=[sip.public_id])))
    assert "På begäran av: personen själv" in told
    assert "Vårdcentralen har inte kallat" not in told
    assert "Ersätter inte" not in told
    page = client.get(reverse("case", args=[episode.public_id]))
    case = text_of(page)
    assert "Ärende utan inskrivning" in case
    assert reverse("going_home", args=[episode.public_id]) not in page.content.decode(), "nobody goes home"
    assert "Registrera dödsfall utanför sjukhus" in case
    assert "Inskrivnings\u00admeddelande inom 24 timmar" not in case
    assert "Utan inskrivning" in text_of(client.get(reverse("sip_list") + "?flik=kallade"))


def test_only_those_who_are_called_see_it(region: Region) -> None:
    sip = called(region, opened(region))
    url = reverse("sip_detail", args=[sip.public_id])
    assert region.client("office").get(url).status_code == 200
    assert region.client("rehab").get(url).status_code == 200
    for stranger in ("ward", "home", "other_office", "night"):
        assert region.client(stranger).get(url).status_code == 404
        assert not visible_to(region.acting(stranger)).filter(pk=sip.episode_id).exists()


def test_wards_and_home_care_open_none(region: Region) -> None:
    for unit in ("ward", "home", "rehab", "mas"):
        assert region.client(unit).get(reverse("sip_start")).status_code == 403


def test_whose_wish_it_was_is_told(region: Region) -> None:
    with pytest.raises(Invalid) as told:
        called(region, opened(region), asked_by="")
    assert told.value.field == "asked_by"


def test_no_step_of_a_stay_fits_and_no_task_of_one_is_made(region: Region) -> None:
    episode = opened(region)
    for kind in (ItemKind.ADMISSION_NOTICE_SENT, ItemKind.DISCHARGE_READY_SENT, ItemKind.DISCHARGED):
        acting = region.acting("vc", source="import", role=Role.WARD_NURSE)
        with pytest.raises(Conflict) as refused:
            record_item(acting=acting, episode_id=episode.pk, kind=kind, at=clock.now())
        assert refused.value.code == "no_stay"
    called(region, episode)
    kinds = set(Task.objects.filter(episode=episode).values_list("kind", flat=True))
    assert kinds == {"acknowledge"}
    episode.refresh_from_db()
    assert chain(episode).phase == episode.phase == "at_home"
    assert episode.ended_at is not None


def test_opened_twice_is_one_case_and_one_in_hospital_is_told_to_those_on_the_case(region: Region) -> None:
    first = opened(region)
    assert opened(region).pk == first.pk
    with pytest.raises(Conflict) as told:
        open_at_home(acting=region.acting("vc"), patient_id=region.episode.patient_id, at=clock.now())
    assert told.value.code == "in_hospital"
    # Of a stay that the unit is not on nothing is told.
    other = open_at_home(
        acting=region.acting("other_office"), patient_id=region.episode.patient_id, at=clock.now()
    )
    assert other.at_home


def test_an_admission_later_is_no_readmission_and_no_case_is_both(region: Region) -> None:
    episode = opened(region)
    before = clock.now() - timedelta(days=5)
    CareEpisode.objects.filter(pk=episode.pk).update(admitted_at=before, ended_at=before)
    later = register_admission(
        acting=region.acting("ward"),
        patient_id=episode.patient_id,
        admitted_at=clock.now(),
        care_form=CareForm.SOMATIC,
    )
    assert not later.parties.filter(earlier__isnull=False).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        CareEpisode.objects.filter(pk=later.pk).update(at_home=True)


def test_the_statistics_keep_it_apart(region: Region) -> None:
    today = clock.today()
    period = f"{add_months(today, -1):%Y-%m}..{today:%Y-%m}"

    def count(of: str) -> tuple[dict[str, object], dict[str, int]]:
        found = figures(of, period, now=clock.now(), fresh=True)
        return found.report.measures, dict(found.sip.outside)

    before = count("0199")[0]
    sip = called(region, opened(region, "office"), by="office")
    services.record_held(
        acting=region.acting("vc"),
        episode_id=sip.episode_id,
        at=clock.now(),
        sip_ref=sip.ref,
        attended=[region.id("vc"), region.id("office")],
        patient_took_part="room",
        relative_took_part=False,
    )
    with scope.widened():
        measures, outside = count("0199")
        assert measures == before
        assert (outside["sip_home_called"], outside["sip_home_held"]) == (1, 1)
        assert (outside["sip_home_by_municipality"], outside["sip_home_asked"]) == (1, 1)
        assert count("T-rehab")[1]["sip_home_called"] == 1
        assert count("T-home")[1]["sip_home_called"] == 0
