"""Joint meetings: seats, what is lifted without a person, decisions that come back, minutes (A11, A13)."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from actors.rules.kinds import Role
from core import clock, pdf, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from deviations import permissions_meetings as permissions
from deviations import selectors_meetings as selectors
from deviations import services as deviations
from deviations.models import (
    Deviation,
    Forum,
    ForumSeat,
    Meeting,
    MeetingDecision,
    MeetingItem,
)
from deviations.services import meetings as services
from deviations.services.meetings import Seat
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts
from transitions.locks import NotFound

pytestmark = pytest.mark.django_db

SECRET = "Elsa Testsson ramlade i hallen"


class World:
    """The MAS keeps a forum in which the vårdcentral sits and one seat is vacant; three deviations."""

    def __init__(self) -> None:
        self.region: Region = build(to=("office", "vc", "home"))
        self.mas = self.region.acting("mas")
        self.vc = self.region.acting("vc")
        now = clock.now()
        self.forum: Forum = services.save_forum(
            acting=self.mas,
            name="Samverkansmöte Testköping",
            kind="joint",
            every_weeks=4,
            agenda="Avvikelser\n",
        )
        region, municipality = (self.region.organisations[name].pk for name in ("region", "municipality"))
        self.seat: ForumSeat = self.seat_of(
            Seat(region, "Verksamhetschef", "decides", "Vera", self.region.id("vc"))
        )
        self.vacant: ForumSeat = self.seat_of(Seat(municipality, "Enhetschef", "anchors"))
        self.meeting: Meeting = services.call_meeting(
            acting=self.mas, forum=self.fresh(), at=now, starts_at=now + timedelta(minutes=1), place="Teams"
        )
        self.deviations: list[Deviation] = [self.report(about) for about in ("office", "office", "ward")]

    def seat_of(self, seat: Seat) -> ForumSeat:
        return services.save_seat(acting=self.mas, forum=self.forum, at=clock.now(), seat=seat)

    def fresh(self) -> Forum:
        found = selectors.forum_by_public_id(acting=self.mas, public_id=self.forum.public_id)
        assert found is not None
        return found

    def report(self, about: str) -> Deviation:
        return deviations.report(
            acting=self.region.acting("home"),
            at=clock.now(),
            category="home_care_not_informed",
            about_id=self.region.id(about),
            severity="moderate",
            episode_id=self.region.episode.pk,
            text=SECRET,
        )

    def lift(self, **changes: Any) -> int:
        values = {"acting": self.mas, "meeting": self.meeting, "at": clock.now()}
        ids = [row.pk for row in self.deviations]
        return services.lift(**{**values, "ids": ids, **changes})

    def decide(self, **changes: Any) -> list[MeetingDecision]:
        values: dict[str, Any] = {
            "acting": self.mas,
            "items": list(MeetingItem.objects.filter(deviation__isnull=False).order_by("pk")),
            "at": clock.now(),
            "text": "Hemtjänsten rings samma dag.",
            "seat_id": self.seat.pk,
            "due_on": clock.today() + timedelta(days=30),
        }
        return services.decide(**{**values, **changes})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker):
        yield World()


def test_what_is_lifted_carries_nothing_of_the_person(world: World) -> None:
    assert world.lift() == 3
    assert world.lift() == 0
    page = world.region.client("vc").get(reverse("meeting", args=[world.meeting.public_id])).content.decode()
    assert "Hemtjänsten inte meddelad, Avdelning 21" in page
    patient = world.region.episode.patient
    for told in (SECRET, patient.name, patient.personal_number[-4:], world.deviations[0].ref):
        assert told not in page
    lifted = MeetingItem.objects.filter(deviation__isnull=False)
    assert {row.title for row in lifted} == {""}
    with pytest.raises(IntegrityError, match="lifted_item_has_no_text"), transaction.atomic():
        lifted.update(title="Elsa ramlade")


def test_a_number_is_stopped_wherever_it_is_typed(world: World) -> None:
    number = world.region.episode.patient.personal_number
    world.lift()
    for write in (
        lambda: services.add_item(
            acting=world.vc, meeting=world.meeting, at=clock.now(), title=f"Om {number}"
        ),
        lambda: world.decide(text=f"Ring {number}"),
    ):
        with pytest.raises(Invalid) as refused:
            write()
        assert refused.value.code == "identity_number"


def test_a_decision_comes_back_to_the_deviations_it_came_from(
    world: World, query_counts: QueryCounts
) -> None:
    world.lift()
    made = world.decide()
    assert len(made) == 3
    told = OutboxMessage.objects.get(event="meeting.decided").payload["units"]
    region = world.region
    assert set(told) == {region.id(name) for name in ("vc", "home", "office", "mas", "ward")}
    # The home care, which has no seat, reads it on its own deviation, and not the meeting.
    home = region.client("home")
    url = reverse("deviation_detail", args=[world.deviations[0].public_id])
    assert "Hemtjänsten rings samma dag." in home.get(url).content.decode()
    assert home.get(reverse("meeting", args=[world.meeting.public_id])).status_code == 404
    assert home.get(reverse("meeting_decision", args=[made[0].public_id])).status_code == 404
    # The vårdcentral answers for it, and says when it is done.
    vc = region.client("vc")
    with query_counts.same("deviations.meeting_decision"):
        page = vc.get(reverse("meeting_decision", args=[made[0].public_id])).content.decode()
    assert "för tidigt att säga" in page
    drawing = vc.get(reverse("meeting_effect", args=[made[0].public_id]))
    assert drawing["Content-Type"] == "image/svg+xml"
    done = reverse("meeting_decision_done", args=[made[0].public_id])
    sent = {"version": 0, "key": str(uuid4()), "text": "Rutinen gäller."}
    assert vc.post(done, sent).status_code == 302
    assert MeetingDecision.objects.get(pk=made[0].pk).done_on == clock.today()
    assert "Rutinen gäller." in home.get(url).content.decode()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"items": []}, "no_items"),
        ({"seat_id": 10**6}, "seat"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_past"),
        ({"category": "weather"}, "category"),
    ],
)
def test_a_decision_needs_who_and_when(world: World, changes: dict[str, Any], code: str) -> None:
    world.lift()
    with pytest.raises(Invalid) as refused:
        world.decide(**changes)
    assert refused.value.code == code
    with pytest.raises(Invalid):
        world.decide(seat_id=world.vacant.pk)
    assert not MeetingDecision.objects.exists()


def test_who_sees_a_point_as_the_program_and_the_database_say(world: World) -> None:
    world.lift()
    region = world.region
    # The MAS and the vårdcentral by their seats; home, office and ward by their deviations alone.
    for name, seats, rows in (("mas", 4, 4), ("vc", 4, 4), ("home", 0, 3), ("office", 0, 2), ("ward", 0, 1)):
        acting = region.acting(name)
        assert permissions.items_visible_to(acting).count() == seats
        with transaction.atomic(), scope.acting_as(acting):
            assert MeetingItem.objects.count() == rows
    for name in ("other_mas", "other_office", "rehab"):
        with transaction.atomic(), scope.acting_as(region.acting(name)):
            assert MeetingItem.objects.count() == 0
    services.end_seat(acting=world.mas, forum=world.forum, row=world.seat, at=clock.now())
    with transaction.atomic(), scope.acting_as(world.vc):
        assert MeetingItem.objects.count() == 0


def test_only_what_one_sees_can_be_lifted_and_only_by_those_with_a_seat(world: World) -> None:
    assert (
        services.lift(
            acting=world.vc, meeting=world.meeting, ids=[row.pk for row in world.deviations], at=clock.now()
        )
        == 0
    )
    with pytest.raises(NotFound):
        world.lift(acting=world.region.acting("home"))
    with pytest.raises(PermissionDenied):
        services.save_forum(acting=world.vc, name="Eget", kind="joint", every_weeks=1, agenda="")
    with pytest.raises(PermissionDenied):
        world.seat_of_vc = services.save_seat(  # type: ignore[attr-defined]
            acting=world.vc,
            forum=world.forum,
            at=clock.now(),
            seat=Seat(world.region.organisations["region"].pk, "Chef", "decides"),
        )


def test_three_meetings_without_anybody_are_seen_and_the_minutes_are_a_tagged_pdf(world: World) -> None:
    world.lift()
    world.decide()
    now = clock.now() + timedelta(hours=1)
    for week in range(3):
        meeting = world.meeting
        if week:
            meeting = services.call_meeting(
                acting=world.mas, forum=world.fresh(), at=now, starts_at=now - timedelta(minutes=week)
            )
        closed = services.close_meeting(
            acting=world.mas,
            meeting=meeting,
            at=now,
            minutes="Lugnt möte.",
            came={world.seat.pk: True, world.vacant.pk: False},
            substitutes={},
        )
        assert (world.vacant.pk in selectors.absences(forum=world.forum)) == (week == 2)
    assert world.seat.pk not in selectors.absences(forum=world.forum)
    with pytest.raises(Conflict):
        world.lift()
    with pytest.raises(Conflict):
        services.close_meeting(acting=world.mas, meeting=closed, at=now, minutes="", came={}, substitutes={})
    mas = world.region.client("mas")
    page = mas.get(reverse("forum", args=[world.forum.public_id])).content.decode()
    assert "Har inte kommit tre gånger i rad" in page
    assert "Vakant" in page
    document = mas.get(reverse("meeting_minutes", args=[world.meeting.public_id])).content
    assert PdfReader(io.BytesIO(document)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.pages(document) == 1


def test_a_readmission_is_lifted_by_those_who_were_on_both_stays(world: World) -> None:
    with pytest.raises(NotFound):
        services.lift_readmission(
            acting=world.vc, meeting=world.meeting, episode_id=world.region.episode.pk, at=clock.now()
        )


def test_a_vacancy_is_visible_and_a_mandate_is_one_towards_each(world: World) -> None:
    region = world.region.organisations["region"].pk
    common: dict[str, Any] = {
        "acting": world.mas,
        "at": clock.now(),
        "title": "Avvikelser",
        "mandate": "decides",
    }
    services.save_holder(**common, holder="Mia Test", phone="08-1")
    services.save_holder(**common, counterpart_id=region)
    with pytest.raises(Invalid) as refused:
        services.save_holder(**common, counterpart_id=region, holder="Någon")
    assert refused.value.code == "twice"
    page = world.region.client("vc").get(reverse("mandates")).content.decode()
    assert "1 plats har" in page
    controller = world.region.client("region_management", role=Role.REGION_CONTROLLER)
    assert controller.get(reverse("mandates")).status_code == 200


def test_the_pages_of_a_meeting(world: World, query_counts: QueryCounts) -> None:
    mas = world.region.client("mas")
    with query_counts.same("deviations.meetings"):
        assert "Samverkansmöte Testköping" in mas.get(reverse("meetings")).content.decode()
    lift = reverse("meeting_lift", args=[world.meeting.public_id])
    with query_counts.same("deviations.meeting_lift"):
        assert mas.get(lift).status_code == 200
    assert mas.post(lift, {"deviation": [row.pk for row in world.deviations]}).status_code == 302
    assert MeetingItem.objects.filter(deviation__isnull=False).count() == 3
    with query_counts.same("deviations.meeting"):
        assert mas.get(reverse("meeting", args=[world.meeting.public_id])).status_code == 200
    with query_counts.same("deviations.forum"):
        assert mas.get(reverse("forum", args=[world.forum.public_id])).status_code == 200
    change = reverse("forum_change", args=[world.forum.public_id])
    typed = {"version": 99, "key": str(uuid4()), "name": "Nytt namn", "kind": "joint", "every_weeks": 3}
    assert mas.post(change, typed).status_code == 409
    assert mas.post(change, {**typed, "version": 1, "key": str(uuid4())}).status_code == 302
    history = mas.get(f"{reverse('forum', args=[world.forum.public_id])}?flik=historik").content.decode()
    assert "Nytt namn" in history
