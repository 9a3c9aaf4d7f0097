"""A readmission is found by itself, told to those who were on both chains, and each side says why (T14)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build, send_notice
from transitions import services
from transitions.models import Addressee, CareEpisode, Party, Task
from transitions.rules.kinds import CareForm, DischargedTo, PointState
from transitions.rules.shields import StatedBy
from transitions.rules.tasks import TaskKind
from transitions.services import shields

pytestmark = pytest.mark.django_db

TITLE = "Återinskriven inom 30 dagar"


@pytest.fixture
def region() -> Region:
    """Home nine days ago, back since yesterday. The vårdcentral is new on the case; ward and office are not."""
    return back(build(start=clock.now() - timedelta(days=14), to=("office",)))


def back(made: Region, *, planned: bool = False) -> Region:
    """The person goes home, and is admitted again."""
    services.record_item(
        acting=made.acting("ward", source="import"),
        episode_id=made.episode.pk,
        kind="discharged",
        at=made.start + timedelta(days=5),
        data={"to": str(DischargedTo.HOME)},
    )
    start = clock.now() - timedelta(days=1)
    again = services.register_admission(
        acting=made.acting("ward"),
        patient_id=made.episode.patient_id,
        admitted_at=start,
        care_form=CareForm.SOMATIC,
        planned=planned,
    )
    made = replace(made, episode=again, start=start)
    send_notice(made, to=("office", "vc"))
    return made


def tell(region: Region, unit: str, cause: str, **more: object) -> object:
    """The unit's word on the cause, now."""
    return services.record_cause(
        acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), cause=cause, **more
    )


def asked(region: Region) -> set[int]:
    """The units that are to say why."""
    rows = Task.objects.filter(episode=region.episode, kind=TaskKind.RECORD_CAUSE)
    return set(rows.values_list("unit_id", flat=True))


def page(region: Region, unit: str) -> str:
    """The case as the unit reads it."""
    answer = region.client(unit).get(reverse("case", args=[region.episode.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_those_on_both_chains_are_told(region: Region) -> None:
    earlier = CareEpisode.objects.get(patient=region.episode.patient_id, ended_at__isnull=False)
    links = dict(Party.objects.filter(episode=region.episode).values_list("unit_id", "earlier_id"))
    assert links == {
        region.id("ward"): earlier.pk,
        region.id("office"): earlier.pk,
        region.id("vc"): None,
    }
    assert asked(region) == {region.id("ward"), region.id("office")}
    for unit in ("ward", "office"):
        text = page(region, unit)
        assert TITLE in text
        assert reverse("case", args=[earlier.public_id]) in text
    assert TITLE not in page(region, "vc")
    address = reverse("record_cause", args=[region.episode.public_id])
    assert region.client("vc").get(address).status_code == 404
    with pytest.raises(Conflict) as caught:
        tell(region, "vc", "medical")
    assert caught.value.code == "no_readmission"


def test_the_earlier_checklist_is_shown_to_those_who_saw_it() -> None:
    made = build(start=clock.now() - timedelta(days=14), to=("office", "vc"))
    for owner, point in (("ward", "Recept"), ("vc", "Rullator hem")):
        services.set_checklist_point(
            acting=made.acting("ward", source="import"),
            episode_id=made.episode.pk,
            at=made.start + timedelta(days=2),
            point=point,
            state=PointState.OPEN,
            critical=True,
            owner_id=made.id(owner),
        )
    region = back(made)
    for unit in ("ward", "office"):
        text = page(region, unit)
        assert "Förra hemgångslistan" in text
        assert "Rullator hem" in text
        assert "Recept" in text
    own = page(region, "vc")
    assert "Rullator hem" in own, "its own point"
    assert "Recept" not in own


def test_another_ward_of_the_same_care_provider_is_asked_and_sees_no_more(region: Region) -> None:
    earlier = CareEpisode.objects.get(patient=region.episode.patient_id, ended_at__isnull=False)
    services.transfer(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        ward_id=region.id("other_ward"),
    )
    assert asked(region) == {region.id("other_ward"), region.id("office")}
    text = page(region, "other_ward")
    assert TITLE in text
    assert "var inte med i det förra ärendet" in text
    assert reverse("case", args=[earlier.public_id]) not in text
    shields.set_block(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        stated_by=StatedBy.PATIENT,
        whole_organisation=False,
    )
    tell(region, "office", "aids")
    assert asked(region) == set(), "what the person has blocked, the other wards do not hear of"


def test_each_side_answers_for_itself_and_reads_the_other(region: Region) -> None:
    with pytest.raises(Invalid):
        tell(region, "ward", "weather")
    item = tell(region, "office", "aids")
    assert set(Addressee.objects.filter(item=item).values_list("unit_id", flat=True)) == {region.id("ward")}
    assert asked(region) == {region.id("ward")}
    ward = page(region, "ward")
    assert "Hjälpmedel saknades" in ward
    assert "Har inte svarat än" in ward
    address = reverse("record_cause", args=[region.episode.public_id])
    client = region.client("ward")
    form = client.get(address).context["form"]
    empty = {"version": form["version"].value(), "seen": form["seen"].value(), "key": form["key"].value()}
    wrong = client.post(address, empty)
    assert wrong.status_code == 422
    assert "Välj en orsak." in wrong.content.decode()
    sent = client.post(address, {**empty, "cause": "medicines", "note": "Dosetten var tom."})
    assert sent.status_code == 302
    assert asked(region) == set()
    office = page(region, "office")
    assert "Läkemedel" in office
    assert "Dosetten" not in office, "what is beyond the step needs consent"
    assert "Hjälpmedel saknades" not in page(region, "vc")


def test_a_planned_stay_asks_nobody() -> None:
    region = back(build(start=clock.now() - timedelta(days=14), to=("office",)), planned=True)
    assert asked(region) == set()
    assert TITLE not in page(region, "ward")
    with pytest.raises(Conflict):
        tell(region, "ward", "medical")


def test_a_unit_that_comes_later_is_told_if_it_was_there_before(region: Region) -> None:
    """Home care is named in both; it is told when it comes on the second chain, and not before."""
    earlier = CareEpisode.objects.get(patient=region.episode.patient_id, ended_at__isnull=False)
    for episode, moment in ((earlier, region.start - timedelta(days=12)), (region.episode, clock.now())):
        services.record_item(
            acting=region.acting("office", source="import"),
            episode_id=episode.pk,
            kind="home_care_notified",
            at=moment,
            to=[region.id("home")],
            data={"cause": "order"},
        )
    assert region.id("home") in asked(region)
    assert TITLE in page(region, "home")
    item = services.record_cause(
        acting=region.acting("home", role=Role.HOME_CARE_COORDINATOR),
        episode_id=region.episode.pk,
        at=clock.now(),
        cause="home_care_not_informed",
    )
    reached = set(Addressee.objects.filter(item=item).values_list("unit_id", flat=True))
    assert reached == {region.id("ward"), region.id("office")}
    assert asked(region) == {region.id("ward")}
