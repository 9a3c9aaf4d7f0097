"""The planning that several units share: colour, dates, answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from tests.factories.region import Region, build, send_ready
from transitions import notifications, services
from transitions.models import Addressee, Item, Task
from transitions.rules.chain import Chain
from transitions.rules.kinds import Certainty, ItemKind
from transitions.rules.tasks import TaskKind
from transitions.rules.tracks import Track, track_of
from transitions.selectors import followup
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
    region.episode.child = True
    region.episode.save()
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


def moved(region: Region, days: int) -> Item:
    """A new date so many days from the one in force."""
    region.episode.refresh_from_db()
    assert region.episode.expected_discharge is not None
    return services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=region.episode.expected_discharge + timedelta(days=days),
        certainty=Certainty.LIKELY,
    )


def tasks_of(region: Region, unit: str) -> set[str]:
    """The kinds of task that a unit has."""
    return set(
        Task.objects.filter(episode=region.episode, unit_id=region.id(unit)).values_list("kind", flat=True)
    )


def answered(region: Region, unit: str = "office", **more: object) -> Item:
    """An answer to what stands."""
    values = {"can": True, "from_when": clock.today(), **more}
    return services.give_answer(
        acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), **values
    )


def test_an_answer_is_a_receipt_too_and_ends_the_task(region: Region) -> None:
    """T5: a date that comes earlier is acknowledged and answered; whoever answers has read."""
    item = moved(region, -2)
    assert {TaskKind.ANSWER, TaskKind.ACKNOWLEDGE} <= tasks_of(region, "office")
    assert TaskKind.ANSWER not in tasks_of(region, "vc"), "open care says whether it is ready elsewhere"
    said = answered(region)
    assert said.data == {
        "of": "expected_discharge_changed",
        "of_item": item.pk,
        "answer": "can",
        "from_when": f"{clock.today()}",
    }
    receipt = Addressee.objects.get(item=item, unit_id=region.id("office"))
    assert receipt.acknowledged_by == "Test office"
    assert TaskKind.ANSWER not in tasks_of(region, "office")
    moved(region, 1)
    assert TaskKind.ANSWER not in tasks_of(region, "office"), "a day later needs a receipt only"


def test_there_must_be_something_to_answer_and_the_answer_must_be_whole(region: Region) -> None:
    with pytest.raises(Conflict) as caught:
        answered(region)
    assert caught.value.code == "nothing_to_answer"
    moved(region, 5)
    for content, code in (({"from_when": None}, "no_start"), ({"can": False}, "no_missing")):
        with pytest.raises(Invalid) as wrong:
            answered(region, **content)
        assert wrong.value.code == code
    assert not Item.objects.filter(kind=ItemKind.ANSWER_GIVEN).exists()


def test_a_question_is_answered_by_the_doctor_and_a_no_withdraws(region: Region) -> None:
    """T28, in one act: the answer and the withdrawal, each an item."""
    send_ready(region, clock.now() - timedelta(hours=1))
    common = {"episode_id": region.episode.pk, "at": clock.now()}
    question = services.question_readiness(acting=region.acting("office"), why="Hög feber i natt", **common)
    assert TaskKind.ANSWER_QUESTION in tasks_of(region, "ward")
    with pytest.raises(Conflict) as caught:
        services.question_readiness(acting=region.acting("vc"), why="Samma sak", **common)
    assert caught.value.code == "question_open"
    services.answer_readiness(
        acting=region.acting("ward"), stands=False, doctor_name="Dr Ek", note="Det stämmer", **common
    )
    region.episode.refresh_from_db()
    assert region.episode.ready_at is None
    told = Addressee.objects.filter(item__kind=ItemKind.READINESS_ANSWERED).values_list("unit_id", flat=True)
    assert set(told) == {region.id("office"), region.id("vc")}
    assert followup.readiness_questions([region.episode.pk]) == {region.episode.pk: 1}
    with pytest.raises(Conflict) as none:
        services.answer_readiness(
            acting=region.acting("ward"), stands=True, doctor_name="Dr Ek", note="Nej", **common
        )
    assert none.value.code == "no_question"
    assert question.data["answer"] == "questions_readiness"


def test_a_provider_answers_the_order(region: Region) -> None:
    """T3: order to the provider, answer from it; the order is acknowledged with it."""
    common = {"episode_id": region.episode.pk, "at": clock.now()}
    order = services.order_home_care(
        acting=region.acting("office"), to=[region.id("home")], starts_at=clock.now(), **common
    )
    assert TaskKind.ANSWER_ORDER in tasks_of(region, "home")
    said = services.answer_order(acting=region.acting("home"), can=False, missing="Dubbelbemanning", **common)
    assert tasks_of(region, "home") == set()
    assert Addressee.objects.filter(item=said, unit_id=region.id("office")).exists()
    assert Addressee.objects.get(item=order, unit_id=region.id("home")).acknowledged_at is not None
    with pytest.raises(Conflict):
        services.answer_order(acting=region.acting("home"), can=True, from_when=clock.today(), **common)


def test_a_passed_day_goes_to_the_wards_management(region: Region) -> None:
    """T5: not only red at the ward. Nothing personal leaves: recipients are units, the inbox is theirs."""
    task = Task.objects.get(episode=region.episode, kind=TaskKind.DATE_TO_MANAGER)
    payload = {"task": task.pk, "episode": region.episode.pk, "unit": region.id("ward"), "kind": task.kind}
    late = {"unit": region.id("ward"), "kind": str(TaskKind.KEEP_DATE)}
    reached = {one.recipient_id for one in notifications.deliver_overdue(OutboxMessage(payload=payload))}
    assert reached == {region.id("ward"), region.id("region_management")}
    assert {one.recipient_id for one in notifications.deliver_overdue(OutboxMessage(payload=late))} == {
        region.id("ward")
    }
