"""The MAS board: columns and list, filters and saved views, moves by existing steps, lifting to a meeting (A6)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import selectors_board as selectors
from deviations import services
from deviations.models import Deviation, MeetingItem
from deviations.rules.kinds import Stage, Step
from deviations.rules.limits import age_days
from deviations.selectors_board import BoardFilter
from deviations.services import board, meetings
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts

pytestmark = pytest.mark.django_db

BOARD = "/avvikelser/tavla/"


class World:
    """Three deviations about or by the municipality, one of which the MAS herself answers; one of the neighbour's."""

    def __init__(self) -> None:
        self.region: Region = build(start=clock.now() - timedelta(days=60), to=("office", "vc", "home"))
        self.mas = self.region.acting("mas")
        self.client: Client = self.region.client("mas")
        self.hers = self.report("ward", "mas", days=40, severity="serious")
        self.office = self.report("home", "office", days=3, category="aids")
        self.answered = self.report("office", "vc", days=20)
        services.answer(
            acting=self.region.acting("vc"),
            ref=self.answered.ref,
            at=clock.now() - timedelta(days=2),
            explanation="Recepten förnyades inte.",
            measure="Vi förnyar dem.",
        )
        self.elsewhere = self.report("other_office", "vc", days=5)

    def report(
        self, by: str, about: str, *, days: int, severity: str = "moderate", category: str = "medicines"
    ) -> Deviation:
        return services.report(
            acting=self.region.acting(by),
            at=clock.now() - timedelta(days=days),
            category=category,
            about_id=self.region.id(about),
            severity=severity,
            text="Dosetten var tom.",
        )

    def move(self, row: Deviation, step: str, **sent: object) -> object:
        fresh = Deviation.objects.get(pk=row.pk)
        url = reverse("deviation_move", args=[row.public_id, step])
        return self.client.post(f"{url}?kategori=medicines&vy=lista", {"version": fresh.version, **sent})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker):
        yield World()


def refs(world: World, **narrow: object) -> set[str]:
    rows = selectors.narrowed(acting=world.mas, narrow=BoardFilter(**narrow), now=clock.now())  # type: ignore[arg-type]
    return set(rows.values_list("ref", flat=True))


def test_the_board_holds_the_area_and_nothing_else(world: World, query_counts: QueryCounts) -> None:
    with query_counts.same("deviations.board"):
        page = world.client.get(BOARD)
    shown = {card["ref"] for column in page.context["columns"] for card in column["cards"]}
    assert shown == {world.hers.ref, world.office.ref, world.answered.ref}
    text = page.content.decode()
    assert f"{age_days(world.hers.reported_at, clock.now())}\u00a0dagar" in text
    assert text.index("Äldsta obesvarade") < text.index("Över lokal svarstid")
    assert world.elsewhere.ref not in text
    with query_counts.same("deviations.board_list"):
        listed = world.client.get(f"{BOARD}?vy=lista")
    assert {card["ref"] for card in listed.context["cards"]} == shown


def test_others_have_no_board(world: World) -> None:
    for name in ("ward", "vc", "office", "home", "management", "region_management"):
        assert world.region.client(name).get(BOARD).status_code == 403
    vc = world.region.acting("vc")
    at = clock.now()
    for act in (
        lambda: board.move(acting=vc, step=Step.RECEIVE, ref=world.elsewhere.ref, at=at, version=1, words={}),
        lambda: board.save_view(acting=vc, name="Min", query={}, for_unit=False, at=at),
        lambda: board.remove_view(acting=vc, filter_id=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_each_filter_narrows(world: World) -> None:
    region, hers, office, answered = world.region, world.hers.ref, world.office.ref, world.answered.ref
    assert refs(world) == {hers, office, answered}
    assert refs(world, unit_id=region.id("ward")) == {hers}
    assert refs(world, unit_id=region.id("vc")) == {answered}
    assert refs(world, category="aids") == {office}
    assert refs(world, severity="serious") == {hers}
    assert refs(world, principal="region") == {answered}
    assert refs(world, principal="municipality") == {hers, office}
    assert refs(world, principal="provider") == set()
    assert refs(world, older_than=7) == {hers, answered}
    assert refs(world, late=True) == {hers}
    assert refs(world, stage="answered") == {answered}
    holder = region.person("office")[0]
    Deviation.objects.filter(pk=world.office.pk).update(holder=holder)
    assert refs(world, holder_id=holder.pk) == {office}
    assert selectors.holders(acting=world.mas) == [(holder.pk, "Person office")]
    page = world.client.get(f"{BOARD}?kategori=nonsense&enhet=x&ansvarig=99999")
    assert page.status_code == 200
    assert page.context["total"] == 3
    assert "Ingen avvikelse passar filtret." in world.client.get(f"{BOARD}?lage=closed").content.decode()


def test_a_view_is_saved_for_oneself(world: World, query_counts: QueryCounts) -> None:
    url = f"{reverse('deviation_board_views')}?kategori=aids&huvudman=municipality"
    with query_counts.same("deviations.board_views"):
        page = world.client.get(url).content.decode()
    assert "Vad det gäller: Hjälpmedel, Gäller huvudman: Kommun" in page
    assert world.client.post(url, {"name": "", "for_whom": "me"}).status_code == 422
    saved = world.client.post(url, {"name": "Hjälpmedel", "for_whom": "me"})
    assert saved["Location"] == f"{BOARD}?kategori=aids&huvudman=municipality"
    shown = world.client.get(saved["Location"]).context["saved"]
    assert [(one["name"], one["current"]) for one in shown] == [("Hjälpmedel", True)]
    # A colleague of hers sees none of it, and cannot take it away; the working list has its own.
    colleague = world.region.client("mas")
    assert colleague.get(BOARD).context["saved"] == []
    row = world.client.get(reverse("deviation_board_views")).context["rows"][0]
    assert colleague.post(row["remove_url"]).status_code == 404
    assert world.client.post(row["remove_url"]).status_code == 302
    assert world.client.get(BOARD).context["saved"] == []


def test_cards_are_moved_by_the_steps_there_are(world: World) -> None:
    back = f"{BOARD}?kategori=medicines&vy=lista#avvikelse-{world.hers.public_id}"
    for step, stage in (("receive", Stage.RECEIVED), ("investigate", Stage.INVESTIGATING)):
        assert world.move(world.hers, step)["Location"] == back  # type: ignore[index]
        assert Deviation.objects.get(pk=world.hers.pk).stage == stage
    url = reverse("deviation_move", args=[world.hers.public_id, "answer"])
    assert "Skicka svaret" in world.client.get(url).content.decode()
    # Never a blank change of state.
    assert world.move(world.hers, "answer").status_code == 422  # type: ignore[attr-defined]
    said = {"explanation": "Listan kom inte.", "measure": "Vi ringer.", "key": uuid4()}
    assert world.move(world.hers, "answer", **said)["Location"] == back  # type: ignore[index]
    assert Deviation.objects.get(pk=world.hers.pk).proposed_measure == "Vi ringer."
    assert world.move(world.hers, "reopen").status_code == 422  # type: ignore[attr-defined]
    assert world.move(world.hers, "reopen", why="Det hände igen.").status_code == 302  # type: ignore[attr-defined]
    right = world.region.id("office")
    assert world.move(world.hers, "return", to=right).status_code == 302  # type: ignore[attr-defined]
    assert Deviation.objects.get(pk=world.hers.pk).routed_to_id == right


def test_a_move_that_is_not_hers_or_comes_late_changes_nothing(world: World) -> None:
    card = next(
        card
        for column in world.client.get(BOARD).context["columns"]
        for card in column["cards"]
        if card["ref"] == world.answered.ref
    )
    assert (card["main"], card["moves"]) == (None, [])
    assert world.move(world.answered, "read").status_code == 403  # type: ignore[attr-defined]
    assert world.move(world.elsewhere, "receive").status_code == 404  # type: ignore[attr-defined]
    assert world.move(world.hers, "take_over").status_code == 404  # type: ignore[attr-defined]
    assert world.move(world.hers, "receive", version="x").status_code == 302  # type: ignore[attr-defined]
    assert world.move(world.hers, "receive", version=99).status_code == 302  # type: ignore[attr-defined]
    assert Deviation.objects.get(pk=world.hers.pk).stage == Stage.REPORTED
    with pytest.raises(Conflict):
        board.move(
            acting=world.mas,
            step=Step.CLOSE,
            ref=world.hers.ref,
            at=clock.now(),
            version=world.hers.version,
            words={},
        )
    with pytest.raises(Invalid):
        board.move(
            acting=world.mas,
            step=Step.ANSWER,
            ref=world.hers.ref,
            at=clock.now(),
            version=world.hers.version,
            words={"explanation": " ", "measure": "x"},
        )
    # A page that has grown old keeps what was typed.
    late = world.move(world.hers, "answer", version=99, explanation="Min text", measure="x", key=uuid4())
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "Min text" in late.content.decode()  # type: ignore[attr-defined]


def test_marked_ones_are_lifted_to_a_meeting(world: World) -> None:
    forum = meetings.save_forum(
        acting=world.mas, name="Samverkansmöte Testköping", kind="joint", every_weeks=4, agenda=""
    )
    starts = clock.now() + timedelta(days=8)
    meeting = meetings.call_meeting(acting=world.mas, forum=forum, at=clock.now(), starts_at=starts)
    lift = reverse("deviation_board_lift")
    chosen = [world.hers.pk, world.office.pk, world.elsewhere.pk]
    assert world.client.post(lift, {"deviation": chosen, "meeting": "x"}).status_code == 302
    assert not MeetingItem.objects.exists()
    for _ in range(2):
        world.client.post(lift, {"deviation": chosen, "meeting": str(meeting.public_id)})
    assert set(MeetingItem.objects.values_list("deviation_id", flat=True)) == {
        world.hers.pk,
        world.office.pk,
    }
    page = world.client.get(BOARD).content.decode()
    assert page.count("På möte") == 2
