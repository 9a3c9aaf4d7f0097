"""The planning that several units share: colour, dates, answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.conflicts import Conflict
from tests.factories.region import Region, build
from transitions import services
from transitions.models import Item, Task
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.tasks import TaskKind
from transitions.rules.tracks import Track, track_of
from transitions.selectors.chains import chains

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral."""
    return build()


def chain_of(region: Region) -> Chain:
    """The chain anew."""
    region.episode.refresh_from_db()
    return chains([region.episode])[region.episode.pk]


def coloured(region: Region, track: Track, unit: str = "ward") -> Item:
    """A colour chosen now."""
    return services.set_track(
        acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), track=track
    )


def wants_sip(region: Region) -> bool:
    """The open care has a SIP to call."""
    return Task.objects.filter(episode=region.episode, kind=TaskKind.CALL_SIP).exists()


def test_blue_takes_the_sip_away_and_yellow_brings_it_back(region: Region) -> None:
    """One fact for the steps, the tasks and betalningsansvar."""
    assert wants_sip(region)
    coloured(region, Track.BLUE)
    recorded = Item.objects.get(kind=ItemKind.SIP_NOT_REQUIRED)
    assert recorded.data["reason"] == "single_principal"
    assert not wants_sip(region)
    coloured(region, Track.YELLOW, "office")
    recorded.refresh_from_db()
    assert recorded.cancelled_at is not None
    assert wants_sip(region)
    assert track_of(chain_of(region)) is Track.YELLOW


def test_a_word_on_sip_that_no_colour_gave_stands(region: Region) -> None:
    """The person does not consent: a colour neither doubles nor takes that back."""
    services.record_item(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        kind=ItemKind.SIP_NOT_REQUIRED,
        at=clock.now() - timedelta(hours=1),
        data={"reason": "no_consent"},
    )
    coloured(region, Track.BLUE)
    coloured(region, Track.RED)
    recorded = Item.objects.get(kind=ItemKind.SIP_NOT_REQUIRED)
    assert recorded.cancelled_at is None


def test_of_a_child_no_colour_takes_the_sip_away(region: Region) -> None:
    """T15: always considered."""
    region.episode.patient.personal_number = "201802049809"
    region.episode.patient.save()
    coloured(region, Track.BLUE)
    assert not Item.objects.filter(kind=ItemKind.SIP_NOT_REQUIRED).exists()


def test_the_same_colour_again_is_a_conflict_and_home_care_chooses_none(region: Region) -> None:
    coloured(region, Track.GREEN)
    with pytest.raises(Conflict) as caught:
        coloured(region, Track.GREEN, "vc")
    assert caught.value.code == "same_track"
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("home")],
        starts_at=clock.now(),
    )
    with pytest.raises(PermissionDenied):
        coloured(region, Track.RED, "home")
    assert Item.objects.filter(kind=ItemKind.TRACK_SET).count() == 1
