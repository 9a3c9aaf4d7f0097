"""Question and answer between the parties, and notes that nobody else reads."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from core.scope import acting_as
from deviations import services
from deviations.models import Deviation, Entry
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.sip.pages import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build()


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


@pytest.fixture
def row(region: Region) -> Deviation:
    return services.report(
        acting=region.acting("office"),
        at=clock.now(),
        category="medicines",
        about_id=region.id("ward"),
        severity="low",
        text="Listan saknades.",
    )


def write(region: Region, row: Deviation, by: str, text: str, own: bool = False) -> Entry:
    return services.write(acting=region.acting(by), ref=row.ref, at=clock.now(), text=text, own=own)


def test_a_question_and_its_answer_are_read_by_both_and_a_note_by_one(region: Region, row: Deviation) -> None:
    write(region, row, "ward", "Vilken dag var det?")
    write(region, row, "office", "I tisdags.")
    write(region, row, "ward", "Prata med läkaren först.", own=True)
    url = reverse("deviation_detail", args=[row.public_id])
    ward, office, mas = (region.client(name).get(url).content.decode() for name in ("ward", "office", "mas"))
    for page in (ward, office, mas):
        assert "Vilken dag var det?" in page
        assert "I tisdags." in page
    assert ["läkaren" in page for page in (ward, office, mas)] == [True, False, False]
    told = OutboxMessage.objects.filter(event="deviation.message").order_by("pk")
    assert [one.payload["units"] for one in told] == [[region.id("office")], [region.id("ward")]]


def test_the_database_keeps_a_note_to_its_unit(region: Region, row: Deviation) -> None:
    write(region, row, "ward", "Prata med läkaren först.", own=True)
    for name, seen in (("ward", 1), ("office", 0), ("mas", 0), ("vc", 0)):
        with acting_as(region.acting(name)):
            assert Entry.objects.count() == seen, name


def test_who_writes_and_when(region: Region, row: Deviation) -> None:
    with pytest.raises(PermissionDenied):
        write(region, row, "mas", "Hur går det?")
    with pytest.raises(Invalid):
        write(region, row, "ward", " ")
    now = clock.now()
    services.answer(acting=region.acting("ward"), ref=row.ref, at=now, explanation="Sen.", measure="Mall.")
    services.mark_read(acting=region.acting("office"), ref=row.ref, at=now)
    services.close(acting=region.acting("office"), ref=row.ref, at=now)
    with pytest.raises(Conflict):
        write(region, row, "ward", "En sak till.")
    assert write(region, row, "ward", "Följ upp i vår.", own=True).own


def test_in_the_browser_once(region: Region, row: Deviation) -> None:
    ward = region.client("ward")
    page = reverse("deviation_detail", args=[row.public_id])
    url = reverse("deviation_write", args=[row.public_id])
    values = fields_of(ward.get(page).content.decode())
    empty = ward.post(url, {**values, "text": " ", "to": "others"})
    assert empty.status_code == 422
    body = {"key": values["key"], "text": "<script>alert(1)</script>", "to": "others"}
    assert [ward.post(url, body).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(kind="message").count() == 1
    assert "<script>alert" not in ward.get(page).content.decode()
