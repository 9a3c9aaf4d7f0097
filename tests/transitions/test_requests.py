"""Requests with an owner, and the whole picture inside the municipality (T35, T36)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from actors.models import Unit
from actors.rules.kinds import UnitKind
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import text_of
from transitions import services
from transitions.models import Addressee, Task
from transitions.presenters.requests import warning
from transitions.rules.requests import Wanted
from transitions.rules.tasks import TaskKind
from transitions.selectors.chains import chains

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral."""
    made = build()
    made.units["nurse"] = Unit.objects.create(
        code="T-nurse",
        organisation=made.organisations["municipality"],
        kind=UnitKind.MUNICIPAL_HEALTH_CARE,
        name="Kommunens sjuksköterskor",
        phone="08-1",
    )
    return made


def act(region: Region, name: str, unit: str, **more: object) -> object:
    """A service now."""
    service = getattr(services, name)
    return service(acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), **more)


def warned(region: Region, unit: str) -> bool:
    """The unit is told not to promise."""
    return warning(chains([region.episode])[region.episode.pk], acting=region.acting(unit)) is not None


def has(region: Region, unit: str, kind: TaskKind) -> bool:
    """The unit has a task of the kind."""
    return Task.objects.filter(episode=region.episode, unit_id=region.id(unit), kind=kind).exists()


def test_a_place_is_asked_for_judged_and_decided_and_not_promised_before(region: Region) -> None:
    what = {"what": Wanted.SHORT_TERM}
    act(region, "make_request", "ward", **what, owner_id=region.id("office"))
    assert warned(region, "ward")
    assert not warned(region, "office")
    assert has(region, "ward", TaskKind.JUDGE_REQUEST)
    with pytest.raises(Conflict) as early:
        act(region, "decide_request", "office", **what, granted=True)
    assert early.value.code == "nothing_to_decide"
    with pytest.raises(Conflict) as twice:
        act(region, "make_request", "office", **what, owner_id=region.id("office"))
    assert twice.value.code == "already_asked"
    act(region, "judge_request", "ward", **what, supports=True, doctor_name="Dr Ek")
    assert has(region, "office", TaskKind.DECIDE_REQUEST)
    assert warned(region, "ward")
    act(region, "decide_request", "office", **what, granted=False)
    assert not warned(region, "ward")
    assert not has(region, "office", TaskKind.DECIDE_REQUEST)


def test_an_assessment_of_the_home_goes_to_its_owner_without_the_doctor(region: Region) -> None:
    what = {"what": Wanted.HOME_ASSESSMENT}
    with pytest.raises(Invalid) as caught:
        act(region, "make_request", "ward", **what, owner_id=region.id("home"))
    assert caught.value.code == "no_owner"
    item = act(region, "make_request", "ward", **what, owner_id=region.id("vc"))
    assert Addressee.objects.filter(item=item, unit_id=region.id("vc"), named=True).exists()
    assert not has(region, "ward", TaskKind.JUDGE_REQUEST)
    act(region, "decide_request", "office", **what, granted=True)


def test_what_is_granted_is_its_owners_task_until_it_is_taken_over(region: Region) -> None:
    what = {"what": Wanted.TRAINING}
    act(region, "make_request", "ward", **what, owner_id=region.id("vc"))
    with pytest.raises(Conflict) as early:
        act(region, "take_request", "vc", **what)
    assert early.value.code == "nothing_to_take"
    act(region, "decide_request", "office", **what, granted=True)
    assert has(region, "vc", TaskKind.TAKE_REQUEST)
    with pytest.raises(Conflict):
        act(region, "take_request", "ward", **what)
    with pytest.raises(Invalid):
        act(region, "take_request", "vc", **what, from_when=clock.today() - timedelta(days=1))
    item = act(region, "take_request", "vc", **what, from_when=clock.today())
    assert Addressee.objects.filter(item=item, unit_id=region.id("office")).exists()
    assert not has(region, "vc", TaskKind.TAKE_REQUEST)
    page = region.client("office").get(reverse("case", args=[region.episode.public_id]))
    assert "Övertagen" in text_of(page)


def test_a_no_is_nobodys_to_take(region: Region) -> None:
    what = {"what": Wanted.TRAINING}
    act(region, "make_request", "ward", **what, owner_id=region.id("vc"))
    act(region, "decide_request", "office", **what, granted=False)
    assert not has(region, "vc", TaskKind.TAKE_REQUEST)


def test_the_whole_picture_holds_what_reached_the_reader_and_no_more(region: Region) -> None:
    act(
        region,
        "make_request",
        "ward",
        what=Wanted.TRAINING,
        owner_id=region.id("vc"),
        note="Tränar i trappa.",
    )
    act(
        region,
        "consult",
        "office",
        unit_id=region.id("nurse"),
        profession="nurse",
        question="Räcker nattlig tillsyn?",
    )
    where = reverse("whole_picture", args=[region.episode.public_id])
    office = text_of(region.client("office").get(where))
    assert "Fortsatt träning" in office
    assert "Räcker nattlig tillsyn?" in office
    assert "Tränar i trappa." not in office, "the note had no ground for the office"
    nurse = text_of(region.client("nurse").get(where))
    assert "Fråga till kollega" in nurse
    assert "Fortsatt träning" not in nurse
    assert region.client("ward").get(where).status_code == 403
