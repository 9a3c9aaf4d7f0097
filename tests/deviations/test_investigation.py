"""The investigation: facts frozen, factors, cause, actions and effect; its own side's until the answer carries it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.calendar import swedish_calendar
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from core.scope import acting_as
from deviations import services
from deviations.models import CourseCopy, Deviation, Entry, Investigation, InvestigationAction
from deviations.rules.kinds import EntryKind
from deviations.services import investigating
from deviations.services.investigating import Planned, Said
from deviations.tasks import ask_for_answers
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of
from transitions.locks import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build(start=clock.now() - timedelta(days=4), to=("office", "vc", "home"))


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


@pytest.fixture
def row(region: Region) -> Deviation:
    """The office has reported the vårdcentral, which investigates."""
    made = services.report(
        acting=region.acting("office"),
        at=clock.now(),
        category="open_care_not_planned",
        about_id=region.id("vc"),
        severity="moderate",
        text="Ingen tid var bokad.",
        episode_id=region.episode.pk,
    )
    return services.investigate(acting=region.acting("vc"), ref=made.ref, at=clock.now())


def workday(after: int) -> date:
    return swedish_calendar().add_weekdays(clock.today(), after, eves_are_weekdays=False)


def save(
    region: Region, row: Deviation, by: str = "vc", version: int | None = None, **said: Any
) -> Investigation:
    values = {
        "course": "Tiden glömdes.",
        "factors": ["no_routine"],
        "cause": "Ingen rutin för helger.",
        **said,
    }
    return investigating.save(
        acting=region.acting(by), ref=row.ref, at=clock.now(), said=Said(**values), version=version
    )


def act(region: Region, row: Deviation, by: str = "vc", **changes: Any) -> InvestigationAction:
    values = {
        "text": "Rutin för helger.",
        "function": "Verksamhetschef",
        "due_on": workday(2),
        "check_on": workday(9),
    }
    planned = Planned(**{**values, **changes})
    return investigating.add_action(acting=region.acting(by), ref=row.ref, at=clock.now(), planned=planned)


def url(row: Deviation, name: str = "investigation") -> str:
    return reverse(name, args=[row.public_id])


def test_the_course_is_a_frozen_copy_of_what_the_unit_sees(region: Region, row: Deviation) -> None:
    client = region.client("vc")
    assert client.post(url(row, "investigation_course")).status_code == 302
    copy = CourseCopy.objects.get()
    titles = [event["title"] for event in copy.events]
    assert "Inskrivningsmeddelande skickat" in " ".join(titles) or any("nskrivning" in one for one in titles)
    assert not any("vvikelse" in one for one in titles)
    notice = next(event for event in copy.events if event["receipts"])
    assert {"unit": "Gröndals vårdcentral", "at": ""} in notice["receipts"]
    page = client.get(url(row)).content.decode()
    assert "inte kvitterat" in page
    assert copy.by_name in page
    assert region.episode.patient.name not in str(copy.events)
    client.post(url(row, "investigation_course"))
    assert CourseCopy.objects.count() == 1  # nothing has happened since
    assert region.client("office").post(url(row, "investigation_course")).status_code == 403


def test_a_unit_outside_the_case_gets_no_course(region: Region) -> None:
    made = services.report(
        acting=region.acting("office"),
        at=clock.now(),
        category="medicines",
        about_id=region.id("rehab"),
        severity="low",
        text="Listan saknades.",
        episode_id=region.episode.pk,
    )
    services.investigate(acting=region.acting("rehab"), ref=made.ref, at=clock.now())
    client = region.client("rehab")
    assert "Ni är inte med i ärendet" in client.get(url(made)).content.decode()
    assert client.post(url(made, "investigation_course")).status_code == 403
    assert CourseCopy.objects.count() == 0


def test_the_other_side_reads_nothing_of_it_in_the_database_either(region: Region, row: Deviation) -> None:
    save(region, row)
    act(region, row)
    region.client("vc").post(url(row, "investigation_course"))
    tables = ("investigation", "historicalinvestigation", "coursecopy", "investigationaction")
    for name, expected in (("vc", 1), ("office", 0), ("mas", 0), ("ward", 0)):
        with acting_as(region.acting(name)), connection.cursor() as cursor:
            for table in (*tables, "historicalinvestigationaction"):
                cursor.execute(f"SELECT count(*) FROM deviations_{table}")
                assert min(cursor.fetchone()[0], 1) == expected, (name, table)
    assert region.client("office").get(url(row)).status_code == 404
    assert (
        "Öppna utredningen" not in region.client("office").get(url(row, "deviation_detail")).content.decode()
    )


def test_the_mas_reads_her_own_sides_but_not_the_course(region: Region) -> None:
    made = services.report(
        acting=region.acting("vc"),
        at=clock.now(),
        category="home_care_not_informed",
        about_id=region.id("office"),
        severity="low",
        text="Ingen visste.",
        episode_id=region.episode.pk,
    )
    services.investigate(acting=region.acting("office"), ref=made.ref, at=clock.now())
    save(region, made, by="office")
    region.client("office").post(url(made, "investigation_course"))
    page = region.client("mas").get(url(made)).content.decode()
    assert "Ingen rutin för helger." in page
    assert region.client("other_mas").get(url(made)).status_code == 404
    with acting_as(region.acting("mas")):
        assert Investigation.objects.count() == 1
        assert CourseCopy.objects.count() == 0


def test_the_answer_carries_what_the_holder_chooses(region: Region, row: Deviation) -> None:
    save(region, row, factors_text="Två vikarier.")
    act(region, row)
    client = region.client("vc")
    data = fields_of(client.get(url(row, "deviation_detail")).content.decode())
    answer = {**data, "explanation": "Vi glömde.", "measure": "Ny rutin.", "carries": ["cause", "actions"]}
    assert client.post(url(row, "deviation_answer"), answer).status_code == 302
    text = Entry.objects.get(kind=EntryKind.ANSWERED).text
    assert "Orsak: Ingen rutin för helger." in text
    assert "Rutin för helger. Ansvarig: Verksamhetschef." in text
    assert "Tiden glömdes" not in text
    assert "vikarier" not in text
    page = region.client("office").get(url(row, "deviation_detail")).content.decode()
    assert "Orsak: Ingen rutin för helger." in page
    assert "Tiden glömdes" not in page


def test_only_who_answers_investigates_and_only_what_is_investigated(region: Region, row: Deviation) -> None:
    for name in ("office", "mas"):
        with pytest.raises((PermissionDenied, NotFound)):
            save(region, row, by=name)
    with pytest.raises(NotFound):
        save(region, row, by="other_ward")
    waiting = services.report(
        acting=region.acting("office"),
        at=clock.now(),
        category="medicines",
        about_id=region.id("vc"),
        severity="low",
        text="Listan saknades.",
    )
    with pytest.raises(Conflict, match="not_investigating"):
        save(region, waiting)
    save(region, row)
    with pytest.raises(Conflict, match="stale"):
        save(region, row, version=0)
    with pytest.raises(Invalid, match="factors"):
        save(region, row, factors=["no such"])
    with pytest.raises(Invalid, match="nothing"):
        save(region, row, factors=[], course=" ", cause="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Investigation.objects.create(deviation=row, unit=region.units["vc"], begun_at=clock.now())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"function": " "}, "no_function"),
        ({"person_id": 999_999}, "person"),
        ({"due_on": date(2020, 1, 1)}, "past"),
        ({"due_on": date(2027, 1, 6), "check_on": date(2027, 2, 1)}, "holiday"),
        ({"due_on": workday(5), "check_on": workday(2)}, "check_before_due"),
    ],
)
def test_an_action_that_cannot_be_is_refused(
    region: Region, row: Deviation, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid, match=code) as raised:
        act(region, row, **changes)
    if code == "holiday":
        assert "torsdag 7\xa0jan" in raised.value.message


def test_the_form_of_an_action_keeps_what_was_typed_on_a_holiday(region: Region, row: Deviation) -> None:
    client = region.client("vc")
    data = fields_of(client.get(url(row, "investigation_action")).content.decode())
    data |= {"text": "Ny rutin", "function": "Chef", "due_on": "2027-01-06", "check_on": "2027-02-01"}
    answer = client.post(url(row, "investigation_action"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Den dagen är ledig" in page
    assert "Ny rutin" in page
    assert [
        client.post(url(row, "investigation_action"), data | {"due_on": "2027-01-07"}).status_code
    ] * 2 == [302, 302]
    client.post(url(row, "investigation_action"), data | {"due_on": "2027-01-07"})
    assert InvestigationAction.objects.count() == 1


def test_done_checked_and_reminded_by_the_moved_clock(
    region: Region, row: Deviation, settings: Any, tmp_path: Path
) -> None:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    one = act(region, row)
    client = region.client("vc")

    def told(event: str) -> list[list[int]]:
        return [message.payload["units"] for message in OutboxMessage.objects.filter(event=event)]

    move: Callable[[int], None] = lambda days: clock.set_offset(clock.offset() + timedelta(days=days))  # noqa: E731
    ask_for_answers()
    assert told("deviation.action_due") == []
    move((one.due_on - clock.today()).days)
    ask_for_answers()
    ask_for_answers()
    assert told("deviation.action_due") == [[region.id("vc")]]
    with pytest.raises(Conflict, match="not_done"):
        investigating.check_effect(
            acting=region.acting("vc"),
            public_id=one.public_id,
            at=clock.now(),
            verdict="helped",
            text="Syns.",
        )
    done = reverse("investigation_action_done", args=[one.public_id])
    assert client.post(done, fields_of(client.get(done).content.decode())).status_code == 302
    move((one.check_on - clock.today()).days)
    ask_for_answers()
    ask_for_answers()
    assert told("deviation.effect_due") == [[region.id("vc")]]
    effect = reverse("investigation_action_effect", args=[one.public_id])
    data = fields_of(client.get(effect).content.decode())
    assert client.post(effect, data | {"verdict": "not", "text": ""}).status_code == 422
    assert client.post(effect, data | {"verdict": "not", "text": "Två nya fall."}).status_code == 302
    one.refresh_from_db()
    assert (one.verdict, one.checked_on) == ("not", clock.today())
    assert "Hjälpte inte" in client.get(url(row)).content.decode()
    with pytest.raises(NotFound):
        investigating.mark_done(acting=region.acting("office"), public_id=one.public_id, at=clock.now())


def test_the_database_keeps_verdicts_to_what_is_done(region: Region, row: Deviation) -> None:
    one = act(region, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvestigationAction.objects.filter(pk=one.pk).update(
            verdict="helped", checked_on=clock.today(), checked_by="Test"
        )


def test_query_counts(region: Region, row: Deviation, query_counts: QueryCounts) -> None:
    save(region, row)
    act(region, row)
    client = region.client("vc")
    client.post(url(row, "investigation_course"))
    with query_counts.same("deviations.investigation"):
        page = client.get(url(row)).content.decode()
    assert "Rutin saknades" in page
