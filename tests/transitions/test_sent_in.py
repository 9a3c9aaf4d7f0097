"""Sent in to hospital: the report follows the person to the ward, and the vårdcentral hears of a visit (T32)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of, typed_moment
from transitions import services
from transitions.models import Addressee, CareEpisode, Item, Task
from transitions.rules.kinds import CareForm, DischargedTo, ItemKind
from transitions.rules.sent_in import follows
from transitions.rules.tasks import TaskKind
from transitions.selectors import sent_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to a nurse's unit too."""
    return build(to=("office", "vc", "rehab"))


def common(region: Region, unit: str, at: datetime | None = None) -> dict[str, object]:
    return {
        "acting": region.acting(unit),
        "episode_id": region.episode.pk,
        "at": at or clock.now(),
    }


def report(region: Region, at: datetime | None = None) -> Item:
    return services.report_sent_in(
        **common(region, "rehab", at), reason="Andfådd sedan i natt.", usual="Går själv", phone="08-1"
    )


def admit_again(region: Region, ward: str, at: datetime) -> CareEpisode:
    services.record_discharge(**common(region, "ward", at - timedelta(hours=1)), to=DischargedTo.HOME)
    return services.register_admission(
        acting=region.acting(ward),
        patient_id=region.episode.patient_id,
        admitted_at=at,
        care_form=CareForm.SOMATIC,
    )


def test_a_report_is_read_with_the_notice_and_by_nobody_who_was_not_told(region: Region) -> None:
    report(region)
    url = reverse("notice", args=[region.episode.public_id])
    read = text_of(region.client("ward").get(url))
    assert "Andfådd sedan i natt." in read
    assert "Går själv" in read
    assert "Andfådd" not in text_of(region.client("office").get(url))


def test_a_report_on_an_ended_case_follows_to_the_ward_that_admits(region: Region) -> None:
    now = clock.now()
    item = report(region, now - timedelta(minutes=30))
    again = admit_again(region, "other_ward", now)
    found = sent_in.reports(acting=region.acting("other_ward"), episode=again)
    assert [one.pk for one in found] == [item.pk]
    row = Addressee.objects.get(item=item, unit_id=region.id("other_ward"))
    assert not row.named
    page = text_of(region.client("other_ward").get(reverse("send_notice", args=[again.public_id])))
    assert "Andfådd sedan i natt." in page
    case = region.client("other_ward").get(reverse("case", args=[region.episode.public_id]))
    assert case.status_code == 404  # the report follows, the old case does not


def test_an_old_report_does_not_follow(region: Region) -> None:
    now = clock.now()
    item = report(region, now - timedelta(minutes=30))
    again = admit_again(region, "other_ward", now)
    Addressee.objects.filter(item=item, unit_id=region.id("other_ward")).delete()
    later = CareEpisode(patient_id=again.patient_id, admitted_at=now + timedelta(days=4), pk=again.pk)
    assert sent_in.reports(acting=region.acting("other_ward"), episode=later) == []


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(0), True),
        (timedelta(hours=72), True),
        (timedelta(hours=72, seconds=1), False),
        (-timedelta(seconds=1), False),
    ],
)
def test_how_long_a_report_follows(before: timedelta, expected: bool) -> None:
    """72 elapsed hours, across the night the clock goes back."""
    admitted = datetime.fromisoformat("2026-10-26T12:00:00+01:00")
    assert follows(admitted - before, admitted) is expected


def test_what_a_report_must_hold_and_who_writes_it(region: Region) -> None:
    with pytest.raises(services.Invalid) as caught:
        services.report_sent_in(**common(region, "rehab"), reason="  ")
    assert caught.value.code == "no_reason"
    with pytest.raises(PermissionDenied):
        services.report_sent_in(**common(region, "office"), reason="Andfådd")


def test_the_vardcentral_and_the_sender_are_told_of_a_visit(region: Region) -> None:
    """With a receipt: it is their task until then. The office is not told."""
    report(region)
    url = reverse("emergency_visit", args=[region.episode.public_id])
    client = region.client("ward")
    when = clock.local(clock.now() - timedelta(hours=2))
    typed = typed_moment("visited_at", f"{when:%Y-%m-%d %H.%M}")
    form = fill(client, url, note="Åter hem samma kväll.", **typed)
    assert client.post(url, form).status_code == 302
    item = Item.objects.get(kind=ItemKind.EMERGENCY_VISIT)
    assert set(item.addressees.values_list("unit_id", flat=True)) == {region.id("vc"), region.id("rehab")}
    waiting = Task.objects.filter(kind=TaskKind.ACKNOWLEDGE, item=item).values_list("unit_id", flat=True)
    assert set(waiting) == {region.id("vc"), region.id("rehab")}
    assert "Åter hem samma kväll." in text_of(
        region.client("vc").get(reverse("case", args=[region.episode.public_id]))
    )


def test_a_visit_is_not_in_the_future_and_not_of_one_who_has_died(region: Region) -> None:
    with pytest.raises(services.Invalid) as caught:
        services.record_emergency_visit(
            **common(region, "ward"), visited_at=clock.now() + timedelta(minutes=1)
        )
    assert caught.value.code == "later"
    services.record_death(**common(region, "ward"))
    with pytest.raises(Conflict) as refused:
        services.record_emergency_visit(**common(region, "ward"), visited_at=region.start)
    assert refused.value.code == "patient_deceased"


def test_a_visit_of_which_nobody_can_be_told_says_whom_to_ring() -> None:
    region = build(to=("office",))
    with pytest.raises(services.Invalid) as caught:
        services.record_emergency_visit(**common(region, "ward"), visited_at=region.start)
    assert caught.value.code == "nobody_to_tell"
