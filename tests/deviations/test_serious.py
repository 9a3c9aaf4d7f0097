"""Possible lex Maria and lex Sarah: people answer the law's questions and hand over; the system decides nothing."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from core.scope import acting_as
from deviations import services
from deviations.models import Deviation, SeriousEvent
from deviations.rules.serious import QUESTIONS, Reply, Statute, left
from deviations.services import investigating, serious
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.sip.pages import fields_of
from transitions.locks import NotFound
from transitions.models import Patient
from transitions.rules.kinds import Protection

pytestmark = pytest.mark.django_db
REPLIES = {one.code: "unknown" for one in QUESTIONS[Statute.MARIA]} | {"serious": "yes"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build(start=clock.now() - timedelta(days=2), to=("office", "vc"))


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


@pytest.fixture
def row(region: Region) -> Deviation:
    """The office has reported the ward."""
    return services.report(
        acting=region.acting("office"),
        at=clock.now(),
        category="medicines",
        about_id=region.id("ward"),
        severity="serious",
        outcome="harm",
        text="Dubbel dos i två dygn.",
        episode_id=region.episode.pk,
    )


def assess(region: Region, row: Deviation, by: str = "ward", **changes: Any) -> SeriousEvent:
    values: dict[str, Any] = {
        "statute": "maria",
        "replies": REPLIES,
        "reasons": "Ska till chefläkaren.",
        **changes,
    }
    return serious.assess(acting=region.acting(by), ref=row.ref, at=clock.now(), **values)


def hand_over(region: Region, row: Deviation, by: str = "ward", to: str = "Chefläkaren") -> SeriousEvent:
    return serious.hand_over(acting=region.acting(by), ref=row.ref, at=clock.now(), statute="maria", to=to)


def url(row: Deviation, name: str, *more: str) -> str:
    return reverse(name, args=[row.public_id, *more])


def tags(node: Any) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in tags(one)]
    if not isinstance(node, dict):
        return []
    return [*([str(node["/S"])] if "/S" in node else []), *tags(node.get("/K", []))]


def test_every_question_is_answered_and_none_is_answered_by_the_system() -> None:
    for statute in Statute:
        codes = [one.code for one in QUESTIONS[statute]]
        assert left(statute, {}) == codes
        assert left(statute, dict.fromkeys(codes, Reply.UNKNOWN)) == []
        assert left(statute, {**dict.fromkeys(codes, "yes"), codes[1]: "kanske"}) == [codes[1]]
        assert all(one.source for one in QUESTIONS[statute])
    assert not {"outcome", "decision", "verdict", "report"} & {one.name for one in SeriousEvent._meta.fields}


def test_who_assesses_and_hands_over(region: Region, row: Deviation) -> None:
    for name in ("office", "mas"):
        with pytest.raises((PermissionDenied, NotFound)):
            assess(region, row, by=name)
    with pytest.raises(NotFound):
        assess(region, row, by="vc")
    with pytest.raises(NotFound):
        hand_over(region, row)
    with pytest.raises(Invalid, match="question") as raised:
        assess(region, row, replies={**REPLIES, "journal": ""})
    assert raised.value.field == "journal"
    with pytest.raises(Invalid, match="no_reasons"):
        assess(region, row, reasons=" ")
    with pytest.raises(Invalid, match="statute"):
        assess(region, row, statute="anna")
    made = assess(region, row)
    with pytest.raises(Conflict, match="stale"):
        assess(region, row, version=0)
    assess(region, row, version=made.version)
    with pytest.raises(Invalid, match="no_receiver"):
        hand_over(region, row, to=" ")
    with pytest.raises(PermissionDenied):
        hand_over(region, row, by="office")
    done = hand_over(region, row)
    assert (done.handed_to, done.handed_by) == ("Chefläkaren", "Test ward")
    for again in (lambda: hand_over(region, row), lambda: assess(region, row)):
        with pytest.raises(Conflict, match="handed_over"):
            again()
    told = set(
        AuditRow.objects.filter(action__startswith="deviation.serious").values_list("action", flat=True)
    )
    assert told == {"deviation.serious_assessed", "deviation.serious_handed_over"}


def test_the_other_side_sees_nothing_of_it(region: Region, row: Deviation) -> None:
    assess(region, row)
    for name, seen in (("ward", 1), ("office", 0), ("mas", 0)):
        with acting_as(region.acting(name)), connection.cursor() as cursor:
            for table in ("seriousevent", "historicalseriousevent"):
                cursor.execute(f"SELECT count(*) FROM deviations_{table}")
                assert cursor.fetchone()[0] == seen, (name, table)
    office = region.client("office")
    assert office.get(url(row, "serious")).status_code == 404
    assert office.get(url(row, "serious_file", "maria")).status_code == 404
    assert "lagens frågor" not in office.get(url(row, "deviation_detail")).content.decode()


def test_the_page_asks_the_questions_and_keeps_what_was_typed(region: Region, row: Deviation) -> None:
    client = region.client("ward")
    assert "Gå till lagens frågor" in client.get(url(row, "deviation_detail")).content.decode()
    address = url(row, "serious_assess", "maria")
    data = fields_of(client.get(address).content.decode())
    answer = client.post(address, {**data, "reasons": "Vi vet inte än."})
    assert answer.status_code == 422
    assert "Vi vet inte än." in answer.content.decode()
    assert client.post(address, {**data, **REPLIES, "reasons": "Vi vet inte än."}).status_code == 302
    page = client.get(url(row, "serious")).content.decode()
    assert "Vet inte än" in page
    assert "Bedömd, inte överlämnad" in page
    hand = url(row, "serious_hand_over", "maria")
    keep = fields_of(client.get(hand).content.decode())
    assert [client.post(hand, {**keep, "to": "Chefläkaren"}).status_code for _ in range(2)] == [302, 302]
    assert "Överlämnad" in client.get(url(row, "serious")).content.decode()
    assert client.get(url(row, "serious_assess", "anna")).status_code == 404


def test_everything_is_one_tagged_pdf_and_each_fetching_is_logged(region: Region, row: Deviation) -> None:
    services.investigate(acting=region.acting("ward"), ref=row.ref, at=clock.now())
    client = region.client("ward")
    client.post(url(row, "investigation_course"))
    investigating.save(
        acting=region.acting("ward"),
        ref=row.ref,
        at=clock.now(),
        said=investigating.Said(course="Två ordinationer.", factors=["hand_over"], cause="Ingen avstämning."),
    )
    assess(region, row)
    made = client.get(url(row, "serious_file", "maria"))
    assert made["Content-Disposition"] == 'attachment; filename="underlag.pdf"'
    reader = PdfReader(BytesIO(made.content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    tree = tags(root["/StructTreeRoot"])
    headings = [tag for tag in tree if tag in ("/H1", "/H2", "/H3")]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert all(int(after[2]) <= int(before[2]) + 1 for before, after in pairwise(headings))
    assert tree.count("/Table") == tree.count("/Caption") == 3
    assert tree.count("/TH") >= 3 * 2
    text = " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")
    for said in ("Dubbel dos", "Ingen avstämning", "Ska till chefläkaren", "Lagens frågor", row.ref):
        assert said in text, said
    assert region.episode.patient.name in text
    assert AuditRow.objects.filter(action="deviation.serious_file").count() == 1
    for name, status in (("office", 404), ("mas", 404), ("vc", 404)):
        assert region.client(name).get(url(row, "serious_file", "maria")).status_code == status


def test_a_protected_person_is_not_named_on_paper(region: Region, row: Deviation) -> None:
    assess(region, row)
    Patient.objects.filter(pk=region.episode.patient_id).update(protection=Protection.CONFIDENTIAL)
    made = region.client("ward").get(url(row, "serious_file", "maria")).content
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    assert region.episode.patient.name not in text
    assert region.episode.patient.personal_number[-4:] not in text
    assert "skyddade uppgifter" in text
