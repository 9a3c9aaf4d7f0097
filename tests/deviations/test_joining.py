"""Several deviations about one event: one answer, each with its number and its text, parted again with a reason."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.scope import acting_as
from deviations import followup, selectors_joining, services
from deviations.models import Deviation, Entry, Joining
from deviations.rules.kinds import EntryKind, Stage
from deviations.services import joining
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.sip.pages import fields_of
from transitions.locks import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build(to=("office", "vc", "home"))


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


def report(region: Region, by: str, about: str = "vc", **changes: Any) -> Deviation:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "at": clock.now() - timedelta(days=1),
        "category": "medicines",
        "about_id": region.id(about),
        "severity": "low",
        "text": f"Dosetten var tom, såg {by}.",
    }
    return services.report(**{**values, **changes})


@pytest.fixture
def pair(region: Region) -> tuple[Deviation, Deviation]:
    """The ward and the night patrol have reported the same to the vårdcentral."""
    return report(region, "ward"), report(region, "night")


def join(region: Region, lead: Deviation, row: Deviation, by: str = "vc") -> Joining:
    return joining.join(acting=region.acting(by), leading=lead.ref, ref=row.ref, at=clock.now())


def answer(region: Region, row: Deviation, by: str = "vc") -> Deviation:
    return services.answer(
        acting=region.acting(by), ref=row.ref, at=clock.now(), explanation="Vi glömde.", measure="Ny rutin."
    )


def fresh(row: Deviation) -> Deviation:
    return Deviation.objects.get(pk=row.pk)


def test_one_answer_reaches_both_reporters_and_each_keeps_its_own(
    region: Region, pair: tuple[Deviation, Deviation]
) -> None:
    lead, row = pair
    join(region, lead, row)
    join(region, lead, row)  # a second click
    assert Joining.objects.count() == 1
    with pytest.raises(Conflict, match="joined"):
        answer(region, row)
    answer(region, lead)
    for one, by in ((lead, "ward"), (row, "night")):
        now = fresh(one)
        assert (now.stage, now.explanation) == (Stage.ANSWERED, "Vi glömde.")
        page = region.client(by).get(reverse("deviation_detail", args=[now.public_id])).content.decode()
        assert "Ny rutin." in page
        assert now.text == f"Dosetten var tom, såg {by}."
    assert len({fresh(lead).ref, fresh(row).ref}) == 2
    page = region.client("night").get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "såg ward" not in page
    assert lead.ref not in page
    services.mark_read(acting=region.acting("night"), ref=row.ref, at=clock.now())
    assert fresh(lead).stage == Stage.ANSWERED


def test_parted_with_a_reason_it_is_answered_by_itself(
    region: Region, pair: tuple[Deviation, Deviation]
) -> None:
    lead, row = pair
    join(region, lead, row)
    with pytest.raises(Invalid, match="no_reason"):
        joining.part(acting=region.acting("vc"), ref=row.ref, at=clock.now(), why=" ")
    joining.part(acting=region.acting("vc"), ref=row.ref, at=clock.now(), why="Två olika kvällar.")
    with pytest.raises(Conflict, match="not_joined"):
        joining.part(acting=region.acting("vc"), ref=row.ref, at=clock.now(), why="Igen.")
    answer(region, lead)
    assert fresh(row).stage == Stage.REPORTED
    answer(region, row)
    assert Entry.objects.filter(deviation=row, kind=EntryKind.PARTED, text="Två olika kvällar.").exists()


def test_who_may_and_what_cannot_be_joined(region: Region, pair: tuple[Deviation, Deviation]) -> None:
    lead, row = pair
    third = report(region, "home")
    elsewhere = report(region, "ward", about="rehab")
    with pytest.raises(PermissionDenied):
        joining.part(acting=region.acting("ward"), ref=lead.ref, at=clock.now(), why="Nej.")
    with pytest.raises(PermissionDenied):
        join(region, lead, elsewhere, by="ward")
    with pytest.raises(Invalid, match="same"):
        join(region, lead, lead)
    with pytest.raises(NotFound):
        join(region, lead, elsewhere)
    join(region, lead, row)
    with pytest.raises(Conflict, match="joined_already"):
        join(region, third, row)
    with pytest.raises(Conflict, match="joined_already"):
        join(region, row, third)
    with pytest.raises(Conflict, match="leads_others"):
        join(region, third, lead)
    answer(region, third)
    with pytest.raises(Conflict, match="not_waiting"):
        join(region, lead, third)
    for values in ({"deviation": row, "leading": third}, {"deviation": third, "leading": third}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Joining.objects.create(unit=region.units["vc"], at=clock.now(), by_name="Test", **values)


def test_an_answered_leading_one_no_longer_answers_for_one_that_is_reopened(
    region: Region, pair: tuple[Deviation, Deviation]
) -> None:
    lead, row = pair
    join(region, lead, row)
    answer(region, lead)
    services.reopen(acting=region.acting("night"), ref=row.ref, at=clock.now(), why="Det hände igen.")
    answer(region, row)
    assert fresh(row).stage == Stage.ANSWERED


def test_an_event_counts_once_where_both_are_counted(
    region: Region, pair: tuple[Deviation, Deviation]
) -> None:
    lead, row = pair

    def counted(*units: str) -> list[int]:
        rows = followup.deviation_rows(
            units=[region.id(one) for one in units], organisations=[], until=clock.now() + timedelta(days=1)
        )
        return sorted(one.id for one in rows)

    before = followup.mark()
    join(region, lead, row)
    assert followup.mark() != before
    assert counted("vc") == [lead.pk]
    assert counted("night") == [row.pk]
    assert counted("night", "ward") == [lead.pk]
    assert list(selectors_joining.once(Deviation.objects.all())) == [lead]
    joining.part(acting=region.acting("vc"), ref=row.ref, at=clock.now(), why="Olika.")
    assert counted("vc") == [lead.pk, row.pk]


def test_only_those_who_see_the_deviation_see_that_it_is_joined(
    region: Region, pair: tuple[Deviation, Deviation]
) -> None:
    join(region, *pair)
    for name, seen in (("vc", 1), ("night", 1), ("ward", 0), ("home", 0)):
        with acting_as(region.acting(name)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM deviations_joining")
            assert cursor.fetchone()[0] == seen, name


def test_the_page_joins_by_number_and_parts(region: Region, pair: tuple[Deviation, Deviation]) -> None:
    lead, row = pair
    client = region.client("vc")
    page = reverse("deviation_detail", args=[lead.public_id])
    address = reverse("deviation_join", args=[lead.public_id])
    answer_ = client.post(address, {"ref": "A-0000-0000"})
    assert answer_.status_code == 422
    assert "Kontrollera numret" in answer_.content.decode()
    assert client.post(address, {"ref": row.ref.lower()}).status_code == 302
    assert row.ref in client.get(page).content.decode()
    assert client.get(reverse("deviation_answer", args=[row.public_id])).status_code == 302
    child = client.get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Skicka svaret" not in child
    assert fields_of(child).get("why") is not None
    part = reverse("deviation_part", args=[row.public_id])
    assert client.post(part, {"why": ""}).status_code == 422
    assert client.post(part, {"why": "Olika kvällar."}).status_code == 302
    assert region.client("ward").post(address, {"ref": row.ref}).status_code == 403
