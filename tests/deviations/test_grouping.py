"""Similar deviations: ordered by a MAS, made by a worker, seen within what she may see (A6)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from core import clock, scope
from core.models import OutboxMessage
from deviations import services
from deviations.models import Deviation, Grouping
from deviations.services import grouping
from deviations.tasks import group_alike, sweep_groupings
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts

pytestmark = pytest.mark.django_db

URL = "/avvikelser/tavla/liknande/"
BOXES = (
    "Dosetten var tom på kvällen, receptet saknades.",
    "Tom dosett igen. Inga recept 8801.",
    "Dosetter tomma, recepten var inte förnyade.",
)


class World:
    """Three empty boxes of the office's about the vårdcentral, one thing else; one of the neighbour's."""

    def __init__(self) -> None:
        self.region: Region = build(start=clock.now() - timedelta(days=60))
        self.mas = self.region.acting("mas")
        self.alike = [self.report("office", text, days) for days, text in enumerate(BOXES, 1)]
        self.other = self.report("office", "Listan var gammal.", 4)
        self.elsewhere = [self.report("other_office", text, 5) for text in BOXES]

    def report(self, by: str, text: str, days: int) -> Deviation:
        return services.report(
            acting=self.region.acting(by),
            at=clock.now() - timedelta(days=days),
            category="medicines",
            about_id=self.region.id("vc"),
            severity="moderate",
            text=text,
        )

    def made(self) -> Grouping:
        row = grouping.order(acting=self.mas, at=clock.now())
        assert group_alike(row.pk)
        row.refresh_from_db()
        return row


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker):
        yield World()


def test_the_worker_groups_the_area_by_swedish_stems(world: World, query_counts: QueryCounts) -> None:
    row = world.made()
    ids = [one.pk for one in world.alike]
    assert row.counted == 4
    assert [(one[0], one[3]) for one in row.groups] == [("medicines", ids)]
    # Forms of a word are one stem; numbers and small words are none.
    assert set(row.groups[0][4]) == {"doset", "recept", "tom"}
    client = world.region.client("mas")
    with query_counts.same("deviations.alike"):
        page = client.get(URL)
    text = page.content.decode()
    assert "Så gjordes grupperingen" in text
    assert [group["count"] for group in page.context["groups"]] == [3]
    assert "8801" not in text
    assert world.other.ref not in text
    assert world.elsewhere[0].ref not in text


def test_ordered_twice_is_made_once(world: World) -> None:
    client = world.region.client("mas")
    assert "Ingen gruppering är gjord än." in client.get(URL).content.decode()
    for _ in range(2):
        assert client.post(URL).status_code == 302
    row = Grouping.objects.get()
    assert "Grupperingen görs" in client.get(URL).content.decode()
    assert group_alike(row.pk)
    assert not group_alike(row.pk)
    assert not group_alike(row.pk + 1)
    assert OutboxMessage.objects.filter(event="deviation.grouping_ordered").count() == 0
    # A worker that was not there is rung for again.
    assert sweep_groupings() == 0
    Grouping.objects.update(ordered_at=clock.now() + timedelta(seconds=1))
    with scope.system("test"):
        assert grouping.waiting(now=clock.now() + timedelta(minutes=5)) == [row.pk]


def test_nobody_else_asks_or_sees(world: World) -> None:
    row = world.made()
    for name in ("vc", "office", "management"):
        with pytest.raises(PermissionDenied):
            grouping.order(acting=world.region.acting(name), at=clock.now())
        assert world.region.client(name).get(URL).status_code == 403
    for name, seen in (("mas", 1), ("other_mas", 0), ("office", 0), ("vc", 0)):
        with transaction.atomic(), scope.acting_as(world.region.acting(name)):
            assert Grouping.objects.filter(pk=row.pk).count() == seen
    assert "Ingen gruppering" in world.region.client("other_mas").get(URL).content.decode()


def test_members_are_those_that_can_be_seen_now(world: World) -> None:
    row = world.made()
    row.groups = [["medicines", 1, 2, [one.pk for one in (*world.alike[:1], *world.elsewhere)], ["dosett"]]]
    row.save()
    page = world.region.client("mas").get(URL)
    assert page.context["groups"] == []
    with pytest.raises(IntegrityError, match="grouping_made_has_groups"), transaction.atomic():
        Grouping.objects.filter(pk=row.pk).update(made_at=None)
    assert reverse("deviation_board_lift").startswith("/avvikelser/tavla/")
