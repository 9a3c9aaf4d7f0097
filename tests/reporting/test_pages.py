"""The report page: who sees whose figures, what it says, and its files and diagrams."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from actors.rules.kinds import Role
from core.models import AuditRow
from reporting import tasks
from reporting.models import ReportRun
from tests.factories.region import Region, add_cases
from tests.pages.support import text_of
from tests.query_counts import QueryCounts


def address(of: str, period: str, path: str = "/rapporter/") -> str:
    return f"{path}?{urlencode({'for': of, 'period': period})}"


@pytest.fixture
def manager(region: Region) -> Client:
    return region.client("management")


def offered(client: Client) -> list[str]:
    page = client.get("/rapporter/").content.decode()
    select = re.search(r'<select[^>]* name="for".*?</select>', page, re.DOTALL)
    assert select is not None
    return re.findall(r'<option value="([^"]+)"', select[0])


def test_a_manager_reads_sentences_first_then_figures_and_definitions(manager: Client, period: str) -> None:
    response = manager.get(address("0199", period))
    text = text_of(response)
    assert response.status_code == 200
    order = [
        text.index(part)
        for part in (
            "skrevs 6 vårdtillfällen ut",
            "Utvecklingen under tolv månader",
            "Alla mått",
            "Så räknas",
        )
    ]
    assert order == sorted(order)
    assert "färre än fem patienter" in text
    assert "Ladda ner PDF" in text


def test_the_address_of_nothing_shows_the_own_organisation_and_the_last_whole_month(manager: Client) -> None:
    response = manager.get("/rapporter/")
    assert response.status_code == 200
    assert "Testköpings kommun" in text_of(response)


@pytest.mark.parametrize(
    ("person", "role", "sees", "not_seen"),
    [
        ("management", None, {"0199", "T-office", "T-mas"}, {"01", "0198", "T-ward", "P-1", "T-home"}),
        ("mas", None, {"0199", "T-office"}, {"01", "0198"}),
        ("region_management", None, {"01", "T-ward", "T-vc"}, {"0199", "0198", "T-office"}),
        (
            "region_management",
            Role.REGION_CONTROLLER,
            {"01", "0199", "0198", "T-ward"},
            {"T-office", "P-1", "T-home"},
        ),
        ("ward", None, {"T-ward"}, {"01", "T-other_ward", "T-vc"}),
        ("home", None, {"T-home"}, {"P-1", "0199"}),
        ("night", None, {"T-night"}, {"0199"}),
    ],
)
def test_who_may_ask_for_whose_figures(
    region: Region, period: str, person: str, role: Role | None, sees: set[str], not_seen: set[str]
) -> None:
    client = region.client(person, role=role)
    choices = set(offered(client))
    assert sees <= choices
    assert not not_seen & choices
    for of in sees:
        assert client.get(address(of, period)).status_code == 200
    for of in not_seen:
        assert client.get(address(of, period)).status_code == 404
        drawing = address(of, period, "/rapporter/diagram/samverkan.svg")
        assert client.get(drawing).status_code == 404
        ordered = client.post("/rapporter/bestall/", {"for": of, "period": period, "format": "csv"})
        assert ordered.status_code == 404
    assert not ReportRun.objects.exists()


def test_small_numbers_are_shown_to_the_own_unit_and_hidden_from_its_manager(
    region: Region, period: str
) -> None:
    own = text_of(region.client("ward").get(address("T-ward", period)))
    manager = text_of(region.client("region_management").get(address("T-ward", period)))
    assert "Här visas också små tal" in own
    assert "färre än fem patienter" not in own
    assert "färre än fem patienter" in manager
    women = re.compile(r"Kvinnor (\S+)")
    assert women.search(own)[1] != "–"
    assert women.search(manager)[1] == "–"


@pytest.mark.parametrize("period", ["2021-13", "augusti", "2021-08..2021-06"])
def test_a_period_that_cannot_be_read_is_answered_at_the_field(manager: Client, period: str) -> None:
    response = manager.get(address("0199", period))
    assert response.status_code == 422
    assert "Perioden" in text_of(response) or "Spannet" in text_of(response) or "Månaden" in text_of(response)
    assert manager.get(address("0199", period, "/rapporter/diagram/samverkan.svg")).status_code == 404


def test_diagrams_have_their_own_address_and_their_values_in_a_table(manager: Client, period: str) -> None:
    page = manager.get(address("0199", period)).content.decode()
    sources = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert len(sources) == 4
    for source, alt in sources:
        answer = manager.get(source.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg")
        assert alt.endswith("Alla värden står i tabellen.")
    assert page.count("Visa värdena i en tabell") == 4
    assert manager.get(address("0199", period, "/rapporter/diagram/okant.svg")).status_code == 404


def test_a_pdf_is_ordered_made_by_a_worker_and_fetched(manager: Client, period: str) -> None:
    answer = manager.post("/rapporter/bestall/", {"for": "0199", "period": period, "format": "pdf"})
    assert answer.status_code == 302
    run = ReportRun.objects.get()
    waiting = manager.get(answer.url)
    assert "Görs nu" in text_of(waiting)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    fetch = f"/rapporter/fil/{run.public_id}/hamta/"
    assert manager.get(fetch).url == f"/rapporter/fil/{run.public_id}/"

    assert tasks.make_report(run.pk)
    done = manager.get(answer.url)
    assert "Hämta filen (PDF)" in text_of(done)
    assert "hx-trigger" not in done.content.decode()
    file = manager.get(fetch)
    content = b"".join(file.streaming_content)
    assert content.startswith(b"%PDF-")
    assert file["Content-Type"] == "application/pdf"
    assert "uppfoljning-testkopings-kommun" in file["Content-Disposition"]
    actions = AuditRow.objects.filter(object_type="reporting.reportrun").values_list("action", flat=True)
    assert list(actions) == ["report.ordered", "report.made", "report.fetched"]
    ReportRun.objects.get().file.delete(save=False)


@pytest.mark.parametrize(
    ("form", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfAvsnitt"), ("json", b"{")]
)
def test_a_table_is_made_at_once(manager: Client, period: str, form: str, begins: bytes) -> None:
    manager.post("/rapporter/bestall/", {"for": "0199", "period": period, "format": form})
    run = ReportRun.objects.get()
    file = manager.get(f"/rapporter/fil/{run.public_id}/hamta/")
    assert b"".join(file.streaming_content).startswith(begins)
    run.file.delete(save=False)


def test_anothers_file_is_not_found(manager: Client, region: Region, period: str) -> None:
    manager.post("/rapporter/bestall/", {"for": "0199", "period": period, "format": "csv"})
    run = ReportRun.objects.get()
    other = region.client("mas")
    assert other.get(f"/rapporter/fil/{run.public_id}/").status_code == 404
    assert other.get(f"/rapporter/fil/{run.public_id}/hamta/").status_code == 404
    run.file.delete(save=False)


@pytest.mark.parametrize(
    "data", [{"format": "exe"}, {"format": "pdf", "period": "igår"}, {"format": "pdf", "for": "9999"}]
)
def test_an_order_that_makes_no_sense_is_not_found(
    manager: Client, period: str, data: dict[str, str]
) -> None:
    sent = {"for": "0199", "period": period, "format": "pdf"} | data
    assert manager.post("/rapporter/bestall/", sent).status_code == 404
    assert not ReportRun.objects.exists()


def test_a_new_item_is_in_the_figures_at_once(region: Region, manager: Client, period: str) -> None:
    assert "skrevs 6 vårdtillfällen ut" in text_of(manager.get(address("0199", period)))
    add_cases(region, 6, first=100)
    assert "skrevs 7 vårdtillfällen ut" in text_of(manager.get(address("0199", period)))


def test_the_number_of_queries_is_fixed(
    region: Region, manager: Client, period: str, query_counts: QueryCounts
) -> None:
    cache.clear()  # the figures are kept for the next one who asks
    with query_counts.same("reporting.report_computed"):
        manager.get(address("0199", period))
    with query_counts.same("reporting.report_kept"):
        manager.get(address("0199", period))
    add_cases(region, 30, first=200)
    with query_counts.same("reporting.report_computed"):
        manager.get(address("0199", period))


def test_nobody_reads_reports_without_logging_in(db: None) -> None:
    assert Client().get("/rapporter/").status_code == 302
