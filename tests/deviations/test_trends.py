"""Trends of a MAS's area: local months, medians, where they gather; nobody else's (A6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from deviations import selectors_trends as selectors
from deviations import services
from deviations.models import Deviation
from deviations.rules.trends import Per, spans
from deviations.services import joining
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
URL = "/avvikelser/tavla/over-tid/"


class World:
    """The last evening of October and the first minute of November, local time; one answered; one elsewhere."""

    def __init__(self) -> None:
        self.region: Region = build(start=NOW - timedelta(days=60))
        late = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # 23.30 local, the week after the clock went back
        self.october = self.report("office", late)
        self.november = self.report("office", datetime(2026, 10, 31, 23, 1, tzinfo=UTC), severity="serious")
        self.report("office", NOW - timedelta(days=2), category="aids")
        self.report("other_office", NOW - timedelta(days=2))
        services.answer(
            acting=self.region.acting("vc"),
            ref=self.october.ref,
            at=late + timedelta(days=3),
            explanation="x",
            measure="y",
        )

    def report(
        self, by: str, at: datetime, *, severity: str = "low", category: str = "medicines"
    ) -> Deviation:
        return services.report(
            acting=self.region.acting(by),
            at=at,
            category=category,
            about_id=self.region.id("vc"),
            severity=severity,
            text="Dosetten var tom.",
        )


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker), time_machine.travel(NOW, tick=False):
        yield World()


def test_local_months_and_medians(world: World) -> None:
    mas = world.region.acting("mas")
    months = spans(NOW.date(), Per.MONTH, 3)
    found = selectors.periods(acting=mas, spans=months)
    assert [(one.reported, one.serious, one.answered) for one in found] == [(0, 0, 0), (1, 0, 1), (2, 1, 0)]
    quarters = selectors.periods(acting=mas, spans=spans(NOW.date(), Per.QUARTER, 2))
    assert [one.reported for one in quarters] == [0, 3]
    (vc,) = selectors.answering(acting=mas, spans=months, now=NOW)
    assert (vc.name, vc.answered, vc.median_days, vc.waiting) == ("Gröndals vårdcentral", 1, 3.0, 2)
    counts = {one.category: one.count for one in selectors.cells(acting=mas, spans=months)}
    assert counts == {"medicines": 2, "aids": 1}


def test_an_event_that_two_have_reported_is_counted_once(world: World) -> None:
    other = Deviation.objects.exclude(pk__in=[world.october.pk, world.november.pk]).get(category="aids")
    joining.join(acting=world.region.acting("vc"), leading=world.november.ref, ref=other.ref, at=NOW)
    mas, months = world.region.acting("mas"), spans(NOW.date(), Per.MONTH, 3)
    assert [one.reported for one in selectors.periods(acting=mas, spans=months)] == [0, 1, 1]
    assert {one.category: one.count for one in selectors.cells(acting=mas, spans=months)} == {"medicines": 2}
    (vc,) = selectors.answering(acting=mas, spans=months, now=NOW)
    assert (vc.answered, vc.waiting) == (1, 1)


def test_the_page_and_its_drawing(world: World, query_counts: QueryCounts) -> None:
    client = world.region.client("mas")
    with query_counts.same("deviations.trends"):
        page = client.get(f"{URL}?per=kvartal")
    text = page.content.decode()
    assert "3 avvikelser, flest kv4 2026: 3" in text
    assert "3,0 dygn" in text
    assert [cell["shade"] for cell in page.context["heat"]["rows"][0]["cells"]] == [4, 2]
    drawing = client.get("/avvikelser/tavla/over-tid.svg?per=kvartal")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "kv4" in drawing.content.decode()
    assert client.get(f"{URL}?per=nonsense").status_code == 200
    assert len(world.region.client("other_mas").get(URL).context["heat"]["rows"]) == 1
    assert world.region.client("vc").get(URL).status_code == 403
