"""The pages of a month: both sides see the same, names only those on the case, steps answer as the rules do."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import page as validator
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from actors.rules.kinds import Role
from core.models import AccessLogRow
from liability import services, tasks
from liability.models import Statement, StatementAttachment, StatementFile
from liability.rules.statement_files import Format
from liability.services import statement_files
from tests.database import kept_rows
from tests.liability.statement_support import APRIL, IN_APRIL, Month, another_stay, march

pytestmark = pytest.mark.django_db

NAME = "Elsa Testsson"


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Month]:
    with kept_rows(django_db_blocker):
        yield march()


@pytest.fixture
def month(made_once: Month, db: None) -> Month:
    """One month for the whole file; what a test does to it is undone."""
    return made_once


def controller(month: Month) -> Client:
    return month.told.region.client("region_management", role=Role.REGION_CONTROLLER)


def manager(month: Month) -> Client:
    return month.told.region.client("management", role=Role.MANAGER)


def url(month: Month, name: str, *more: object) -> str:
    return reverse(name, args=[month.statement.public_id, *more])


def post(client: Client, month: Month, name: str, *more: object, **data: object) -> object:
    sent = {"version": month.statement.version, "key": "0e8a1a63-9b36-4ab1-8e1c-4b0d6a4d8f01", **data}
    return client.post(url(month, name, *more), sent)


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_both_sides_see_the_same_figures_and_no_name(month: Month) -> None:
    for client in (controller(month), manager(month)):
        text = text_of(client, url(month, "statement"))
        for expected in ("55\N{NO-BREAK SPACE}800", "10–15 mars", "Rad 1", "Preliminärt"):
            assert expected in text, expected
        assert NAME not in text
        assert NAME not in text_of(client, url(month, "statement_row", 1))
        assert "mars 2022" in text_of(client, reverse("statements"))


def test_the_office_on_the_case_sees_the_name_and_is_logged(month: Month) -> None:
    client = month.told.region.client("office")
    assert NAME in text_of(client, url(month, "statement"))
    assert AccessLogRow.objects.filter(action="statement").count() == 1


def test_others_do_not(month: Month) -> None:
    for unit, status in (("other_office", 404), ("ward", 403), ("vc", 403), ("home", 403), ("mas", 403)):
        client = month.told.region.client(unit)
        assert client.get(url(month, "statement")).status_code == status, unit
        assert client.get(url(month, "statement_row", 1)).status_code == status, unit


def test_a_dispute_with_a_file_and_its_answer(month: Month) -> None:
    post(controller(month), month, "statement_propose")
    pdf = SimpleUploadedFile("beslut Elsa Testsson.pdf", b"%PDF-1.7\n<script>")
    empty = post(manager(month), month, "statement_dispute", 1, reason="", text="")
    assert empty.status_code == 422
    done = post(manager(month), month, "statement_dispute", 1, reason="days", text="Fel dag.", attachment=pdf)
    assert done.status_code == 302
    kept = StatementAttachment.objects.get()
    assert "Elsa" not in kept.file.name
    handed = controller(month).get(url(month, "statement_attachment", kept.public_id))
    assert handed["Content-Disposition"].startswith("attachment")
    assert (handed["Content-Type"], handed["X-Content-Type-Options"]) == (
        "application/octet-stream",
        "nosniff",
    )
    text = text_of(controller(month), url(month, "statement"))
    assert "Bestridet" in text
    assert "Fel dag." in text
    wrong = post(controller(month), month, "statement_answer", 1, outcome="changed", days="70", text="Nja")
    assert wrong.status_code == 422
    assert "från 0 till 6" in wrong.content.decode()


def test_a_stale_page_is_answered_with_what_holds_now(month: Month) -> None:
    version = month.statement.version
    post(controller(month), month, "statement_propose")
    late = manager(month).post(url(month, "statement_agree"), {"version": version})
    assert late.status_code == 409
    said = late.context["conflict"]
    assert "Underlaget ändrades medan du hade sidan öppen." in said
    assert "Föreslog underlaget (Person region_management" in said


def test_a_file_that_is_not_a_pdf_is_refused_in_words(month: Month) -> None:
    post(controller(month), month, "statement_propose")
    page = post(
        manager(month),
        month,
        "statement_dispute",
        1,
        reason="days",
        text="Fel dag, det jag skrev.",
        attachment=SimpleUploadedFile("x.pdf", b"MZ\x00"),
    )
    assert page.status_code == 422
    assert "Skicka en PDF eller en bild" in page.content.decode()
    assert "Fel dag, det jag skrev." in page.content.decode()


def made(month: Month, form: Format) -> bytes:
    order = statement_files.order_file(acting=month.controller, statement=month.statement, form=form)
    tasks.make_statement_file(order.pk)
    done = StatementFile.objects.get(pk=order.pk)
    assert (done.state, done.progress, len(done.sha256)) == ("made", 100, 64)
    return done.file.read()


def test_the_files_name_nobody_and_have_the_same_figures(month: Month) -> None:
    rows = list(csv.DictReader(io.StringIO(made(month, Format.CSV).decode("utf-8-sig")), delimiter=";"))
    assert (rows[0]["Dagar"], rows[0]["Belopp"], rows[0]["Första dag"]) == ("6", "55800", "2022-03-10")
    with zipfile.ZipFile(io.BytesIO(made(month, Format.XLSX))) as book:
        assert NAME.encode() not in b"".join(book.read(name) for name in book.namelist())


def test_the_pdf_is_tagged_and_says_what_the_page_does(month: Month) -> None:
    pdf = made(month, Format.PDF)
    answer = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)
    assert answer.is_compliant, [failure.message for failure in answer.failures]
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    kinds = _kinds(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= kinds
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    text = " ".join(" ".join((page.extract_text() or "").split()) for page in reader.pages)
    for part in ("Betalningsunderlag mars 2022", "Att betala (1)", "55 800", "10–15 mars"):
        assert part in text.replace("\N{NO-BREAK SPACE}", " "), part
    assert NAME not in text


def _kinds(node: Any) -> set[str]:
    """The kinds of element in the tree that a screen reader walks."""
    found = {str(node["/S"])} if "/S" in node else set()
    below = node.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        child = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(child, dict):
            found |= _kinds(child)
    return found


def test_the_file_for_the_finance_system(month: Month) -> None:
    page = post(controller(month), month, "statement_order", format="finance")
    assert page.status_code == 302
    assert not StatementFile.objects.exists()
    statement_files.set_layout(
        acting=month.manager,
        municipality="0199",
        layout={
            "columns": [["account", "Konto"], ["amount", "Belopp"], ["row", "Rad"]],
            "separator": "|",
            "codes": {"account": "4631"},
        },
    )
    month.locked()
    lines = made(month, Format.FINANCE).decode("utf-8-sig").splitlines()
    assert lines[:2] == ["Konto|Belopp|Rad", "4631|55800|1"]
    assert lines[2].startswith("KONTROLL|1|55800|")
    order = StatementFile.objects.get()
    client = manager(month)
    assert client.get(url(month, "statement_download", order.public_id)).status_code == 200
    order.refresh_from_db()
    assert order.fetched_by_name.startswith("Person management")
    first = order.fetched_at
    assert controller(month).get(url(month, "statement_download", order.public_id)).status_code == 200
    order.refresh_from_db()
    assert (order.fetched_at, order.fetched_by_name[:17]) == (first, "Person management")
    assert "Hämtad" in text_of(client, url(month, "statement"))


def test_what_if_begins_on_the_day_that_the_row_was_worked_out(month: Month) -> None:
    standing = another_stay(month.told, "2022-03-20 08:00").ready("2022-03-22 10:00")
    services.assess_episode(episode_id=standing.id, as_of=IN_APRIL)
    services.refresh_statements(now=IN_APRIL)
    april = Statement.objects.get(month=APRIL)
    row = april.rows.get(episode_id=standing.id)
    assert row.outcome == "blocked"
    address = reverse("statement_what_if", args=[april.public_id, row.number])
    page = controller(month).post(address, {"change": "no_sip"})
    shown = page.context["comparison"]
    assert shown["before"]["tag"].label == "Inget betalningsansvar"
    assert shown["effect"].endswith("fler.")


def test_the_way_over_the_pages(month: Month) -> None:
    region, town = controller(month), manager(month)
    assert "Föreslå underlaget" in text_of(region, url(month, "statement"))
    assert "Föreslå underlaget" not in text_of(town, url(month, "statement"))
    assert post(town, month, "statement_propose").status_code == 403
    assert month.statement.state == "preliminary"
    post(region, month, "statement_propose")
    for client in (town, region):
        post(client, month, "statement_agree")
    post(region, month, "statement_lock")
    assert month.statement.state == "locked"
    text = text_of(town, url(month, "statement"))
    assert "Låst" in text
    assert "Bestrid raden" not in text_of(town, url(month, "statement_row", 1))
    services.refresh_statements()
    assert month.statement.days == 6
