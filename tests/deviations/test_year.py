"""The patient-safety compilation of a year: figures against a slow count, its files, who may (PSL 3:10, A6)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from actors.models import Unit
from actors.names import shown_names
from core.scope import acting_as
from deviations import selectors_year as selectors
from deviations import services
from deviations.exports.year import as_xlsx
from deviations.models import Deviation, Joining
from deviations.presenters import year as present
from deviations.rules.kinds import Category, Outcome, Severity, Stage
from deviations.rules.serious import QUESTIONS, Statute
from deviations.rules.year import Flow, chosen, flow, span, years
from deviations.services import investigating, joining, meetings, serious, thanking
from deviations.services.meetings import Seat
from tests.database import kept_rows
from tests.deviations.test_serious import tags
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://x.test","Klicka")'


class World:
    """Both sides report each other, a year end, a pair about one event, another municipality's, all that follows."""

    def __init__(self) -> None:
        self.region: Region = build(start=NOW - timedelta(days=30), to=("office", "vc", "home"))
        self.sent = self.report("office", "ward", severity="serious", outcome="harm")
        self.received = self.report("ward", "office", outcome="risk")
        self.report("home", "office", category="aids", episode_id=self.region.episode.pk)
        self.report("home", "vc")  # a private provider's, about nobody who is registered here
        self.report("other_office", "vc")
        # One event told three times: by two units of the area, and by another municipality, whose report leads one.
        self.lead, self.also = self.report("night", "vc"), self.report("office", "vc")
        self.elsewhere, self.kept = self.report("other_office", "vc"), self.report("office", "vc")
        for lead, row in ((self.lead, self.also), (self.elsewhere, self.kept)):
            joining.join(acting=self.region.acting("vc"), leading=lead.ref, ref=row.ref, at=NOW)
        # 23.59 on the last evening of the year before, and its first minute, by the local clock.
        self.report("office", "vc", at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
        self.report("office", "vc", at=datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
        self.learned()

    def report(self, by: str, about: str, at: datetime | None = None, **changes: Any) -> Deviation:
        values: dict[str, Any] = {
            "category": "medicines",
            "severity": "low",
            "text": "Dosetten var tom.",
            "episode_id": None,
        }
        return services.report(
            acting=self.region.acting(by),
            at=at or NOW - timedelta(days=3),
            about_id=self.region.id(about),
            **{**values, **changes},
        )

    def learned(self) -> None:
        """The office answers, investigates, flags and is thanked; the MAS lifts to a meeting that decides."""
        office, mas = self.region.acting("office"), self.region.acting("mas")
        services.investigate(acting=office, ref=self.received.ref, at=NOW - timedelta(days=2))
        planned = investigating.Planned(
            text=FORMULA, function="Enhetschef", due_on=date(2026, 12, 1), check_on=date(2026, 12, 15)
        )
        for _ in range(2):
            action = investigating.add_action(acting=office, ref=self.received.ref, at=NOW, planned=planned)
        investigating.mark_done(acting=office, public_id=action.public_id, at=NOW)
        investigating.check_effect(
            acting=office, public_id=action.public_id, at=NOW, verdict="helped", text="Färre samtal."
        )
        services.answer(
            acting=office, ref=self.received.ref, at=NOW - timedelta(days=1), explanation="x", measure="y"
        )
        said = {one.code: "unknown" for one in QUESTIONS[Statute.SARAH]}
        serious.assess(
            acting=office, ref=self.received.ref, at=NOW, statute="sarah", replies=said, reasons="Ska vidare."
        )
        thanking.thank(acting=office, episode_id=self.region.episode.pk, to_id=self.region.id("ward"), at=NOW)
        forum = meetings.save_forum(acting=mas, name="Samverkansmöte", kind="joint", every_weeks=4, agenda="")
        organisation = self.region.organisations["municipality"].pk
        seat = meetings.save_seat(
            acting=mas, forum=forum, at=NOW, seat=Seat(organisation, "Enhetschef", "decides", "Eva")
        )
        meeting = meetings.call_meeting(
            acting=mas, forum=forum, at=NOW, starts_at=NOW + timedelta(minutes=1), place=""
        )
        meetings.lift(acting=mas, meeting=meeting, ids=[self.sent.pk, self.received.pk], at=NOW)
        meetings.decide(
            acting=mas,
            items=list(meeting.items.filter(deviation__isnull=False)),
            at=NOW,
            text="Ring samma dag.",
            seat_id=seat.pk,
            due_on=date(2026, 12, 1),
        )

    def year(self, year: int = 2026, by: str = "mas") -> selectors.Year:
        acting = self.region.acting(by)
        with acting_as(acting):
            return selectors.of_year(acting=acting, year=year, now=NOW)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker), time_machine.travel(NOW, tick=False):
        yield World()


def test_the_year_that_is_written_about() -> None:
    assert chosen("", date(2026, 3, 31)) == 2025
    assert chosen("", date(2026, 4, 1)) == 2026
    assert chosen("2024", date(2026, 4, 1)) == 2024
    for asked in ("2021", "2027", "٢٠٢٤", "abc", "-2024", "02024"):
        assert chosen(asked, date(2026, 4, 1)) == 2026
    assert years(date(2026, 1, 1)) == (2026, 2025, 2024, 2023, 2022)
    assert (span(2025).first, span(2025).after) == (date(2025, 1, 1), date(2026, 1, 1))
    assert flow(2, by=True, about=True) + flow(3, by=True, about=False) == Flow(sent=3, within=2)


def slow_count(world: World, year: int) -> list[tuple[Deviation, str]]:
    """Each event of the area in the year with its way, row by row."""
    area = {world.region.organisations["municipality"].pk}

    def belongs(row: Deviation, unit: Unit) -> bool:
        here = row.episode is not None and row.episode.registered_in_id in area
        return unit.organisation_id in area or (unit.organisation.kind == "private_provider" and here)

    rows = list(
        Deviation.objects.select_related("reported_by__organisation", "about__organisation", "episode")
    )
    mine = [row for row in rows if belongs(row, row.reported_by) or belongs(row, row.about)]
    leading = dict(Joining.objects.filter(parted_at=None).values_list("deviation_id", "leading_id"))
    ids = {row.pk for row in mine}
    found = []
    for row in mine:
        local = row.reported_at + timedelta(hours=1)  # Swedish winter time
        if local.year == year and leading.get(row.pk) not in ids:
            by, about = belongs(row, row.reported_by), belongs(row, row.about)
            found.append((row, "within" if by and about else "sent" if by else "received"))
    return found


@pytest.mark.parametrize("year", [2025, 2026])
def test_figures_are_those_of_a_slow_count(world: World, year: int) -> None:
    found, rows = world.year(year), slow_count(world, year)

    def ways(**wanted: str) -> Flow:
        kept = [
            way for row, way in rows if all(getattr(row, name) == value for name, value in wanted.items())
        ]
        return Flow(kept.count("sent"), kept.count("received"), kept.count("within"))

    assert found.total == ways()
    assert found.categories == {one: ways(category=one) for one in Category}
    assert found.severities == {one: ways(severity=one) for one in Severity}
    assert found.outcomes == {one: ways(outcome=one) for one in Outcome}
    assert found.uncertain == ways(outcome="")
    assert found.stages == {one: ways(stage=one) for one in Stage}
    assert sum(found.before.values()) == len(slow_count(world, year - 1))
    assert sum(one.answered + one.waiting for one in found.answering) == len(rows)


def test_an_event_is_once_and_never_lost_to_another_area(world: World) -> None:
    found = world.year()
    counted = {row.pk for row, _ in slow_count(world, 2026)}
    assert {world.lead.pk, world.kept.pk} <= counted
    assert not {world.also.pk, world.elsewhere.pk} & counted
    assert found.total == Flow(sent=4, received=1, within=1)
    assert found.joined == 1
    assert world.year(2025).total == Flow(sent=1)


def test_what_was_learned(world: World) -> None:
    found = world.year()
    (office,) = [one for one in found.answering if one.median_days is not None]
    assert (office.answered, office.median_days) == (1, 2.0)
    assert (found.investigated, len(found.actions)) == (1, 2)
    assert (found.lifted, len(found.decisions)) == (2, 1)
    assert found.serious[Statute.SARAH] == selectors.Assessed(assessed=1, handed=0)
    assert found.serious[Statute.MARIA] == selectors.Assessed(assessed=0, handed=0)
    assert found.thanks == Flow(sent=1)
    learned = next(
        one for one in present.tables(found, names=names(world), today=NOW.date()) if one.name == "Lärande"
    )
    counts = dict(learned.rows)
    assert (counts["Åtgärder: att göra"], counts["Åtgärder: kontrollerad"]) == (1, 1)
    assert (counts["Effekt: hjälpte"], counts["Beslut som är genomförda"]) == (1, 0)


def names(world: World) -> Any:
    return shown_names(world.region.acting("mas"))


def test_another_area_has_its_own_and_others_have_none(world: World) -> None:
    other = world.year(by="other_mas")
    assert other.total == Flow(sent=2)
    assert (other.actions, other.thanks, other.serious[Statute.SARAH].assessed) == ([], Flow(), 0)
    with pytest.raises(PermissionDenied):
        world.year(by="vc")
    for url in (reverse("deviation_year"), reverse("deviation_year_file", args=["pdf"])):
        assert world.region.client("vc").get(url).status_code == 403


def test_the_page_says_who_may_read(world: World, query_counts: QueryCounts) -> None:
    client = world.region.client("mas")
    with query_counts.same("deviations.year"):
        page = client.get(reverse("deviation_year"))
    text = page.content.decode()
    for said in ("Patientsäkerhet 2026", "Året pågår", present.READERS, "Så räknas det", "Ring samma dag."):
        assert said in text, said
    assert (
        "Berättelsen ska vara klar den 1 mars."
        in client.get("/avvikelser/tavla/aret/?ar=2025").content.decode()
    )
    assert client.get(reverse("deviation_year_file", args=["csv"])).status_code == 404


def test_the_file_is_a_tagged_pdf_with_the_same_figures(world: World) -> None:
    made = world.region.client("mas").get(reverse("deviation_year_file", args=["pdf"]))
    assert made["Content-Disposition"] == 'attachment; filename="patientsakerhet-2026.pdf"'
    reader = PdfReader(BytesIO(made.content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    tree = tags(root["/StructTreeRoot"])
    shown = [one for one in present.tables(world.year(), names=names(world), today=NOW.date()) if one.rows]
    headings = [tag for tag in tree if tag in ("/H1", "/H2", "/H3")]
    assert headings == ["/H1", *["/H2"] * (len(headings) - 1)]
    assert tree.count("/Table") == tree.count("/Caption") == len(shown) == 10
    assert tree.count("/TH") == sum(len(one.columns) + len(one.rows) for one in shown)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Vem får läsa: För MAS" in text
    assert "Alla 4 1 1 6 1" in text


def test_a_text_is_never_a_formula_in_the_workbook(world: World) -> None:
    book = load_workbook(BytesIO(as_xlsx(world.year(), names=names(world), today=NOW.date())))
    cell = book["Åtgärder"]["A2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    kinds = {one.data_type for sheet in book for row in sheet.iter_rows() for one in row}
    assert "f" not in kinds
    assert [one.value for one in book["Kategori"][book["Kategori"].max_row]] == ["Alla", 4, 1, 1, 6, 1]
    assert "För MAS" in str(book["Om filen"]["B5"].value)
