"""The nämnd's report: begun once, written in versions, made final with its figures, printed as it was kept."""

import io
import re
from datetime import timedelta

import page as validator
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from openpyxl import load_workbook
from pypdf import PdfReader

from core import clock
from core.conflicts import Conflict
from reporting import services as run_services
from reporting import tasks
from reporting.exports.board import NotWhole, compose, render_board
from reporting.models import BoardReport, BoardText, ReportRun
from reporting.rules.formats import Format
from reporting.rules.periods import ScheduleKind, parse_period
from reporting.selectors.directory import directory, scope_of
from reporting.services import board as services
from tests.factories.region import Region
from tests.pages.support import text_of


@pytest.fixture
def draft(region: Region, period: str) -> BoardReport:
    return services.begin_board(
        acting=region.acting("management"),
        known=directory(),
        organisation="0199",
        period=parse_period(period),
    )


def finalise(region: Region, board: BoardReport) -> BoardReport:
    """Made final after the period has ended."""
    later = parse_period(board.period).ends_before + timedelta(days=3)
    return services.make_final(
        acting=region.acting("management"),
        known=directory(),
        board=board,
        version=BoardReport.objects.get(pk=board.pk).version,
        now=later,
        compose=lambda row: compose(row, now=later),
    )


def test_two_who_begin_the_same_report_get_one(region: Region, draft: BoardReport, period: str) -> None:
    manager = region.client("management")
    assert "Testköpings kommun" in text_of(manager.get("/rapporter/namnd/"))
    again = services.begin_board(
        acting=region.acting("management"),
        known=directory(),
        organisation="0199",
        period=parse_period(period),
    )
    assert again.pk == draft.pk
    with pytest.raises(IntegrityError, match="board_one_draft"), transaction.atomic():
        BoardReport.objects.create(
            organisation="0199",
            organisation_name="x",
            period=period,
            made_at=clock.now(),
            made_by_name="x",
            definitions_version="1",
        )
    with pytest.raises(PermissionDenied):
        services.begin_board(
            acting=region.acting("office"),
            known=directory(),
            organisation="0199",
            period=parse_period(period),
        )


def test_texts_are_kept_in_versions_and_a_stale_page_loses_nothing(
    region: Region, draft: BoardReport
) -> None:
    manager = region.client("management")
    address = f"/rapporter/namnd/{draft.public_id}/"
    page = manager.get(address)
    assert "godkänner uppföljningen" in page.content.decode()
    typed = {
        "proposal": "Nämnden godkänner.",
        "comment": "Bra.",
        "actions": "",
        "equality": "",
        "reference": "ÄN 2026/12",
    }
    assert manager.post(address, {**typed, "version": "0"}).status_code == 302
    stale = manager.post(address, {**typed, "comment": "Skrivet av en annan.", "version": "0"})
    assert stale.status_code == 409
    assert "Skrivet av en annan." in stale.content.decode()
    assert manager.post(address, {**typed, "comment": "Bättre.", "version": "1"}).status_code == 302
    versions = BoardText.objects.filter(report=draft, part="comment").order_by("number")
    assert [(one.number, one.text) for one in versions] == [(1, "Bra."), (2, "Bättre.")]
    assert "Tidigare versioner" in text_of(manager.get(address))


def test_a_report_is_final_when_its_period_is_over_and_then_stands(
    region: Region, draft: BoardReport
) -> None:
    manager = region.client("management")
    early = manager.post(f"/rapporter/namnd/{draft.public_id}/slutlig/", {"version": "0"})
    assert early.status_code == 422
    assert "Perioden är inte slut än" in text_of(early)
    final = finalise(region, draft)
    assert services.is_whole(final)
    assert final.figures["measures"]["episodes"] == 6
    with pytest.raises(Conflict) as refused:
        finalise(region, draft)
    assert refused.value.verdict.code == "final"
    with pytest.raises(IntegrityError, match="board_final_is_locked"), transaction.atomic():
        BoardReport.objects.filter(pk=final.pk).update(sha256="")
    page = text_of(manager.get(f"/rapporter/namnd/{draft.public_id}/"))
    assert final.sha256 in page
    assert "Spara texterna" not in page


def test_what_is_changed_behind_the_back_is_found_and_not_printed(region: Region, draft: BoardReport) -> None:
    final = finalise(region, draft)
    changed = {**final.content, "lead": "Allt är bra."}
    BoardReport.objects.filter(pk=final.pk).update(content=changed)
    row = BoardReport.objects.get(pk=final.pk)
    assert not services.is_whole(row)
    with pytest.raises(NotWhole):
        render_board(row, Format.PDF, plain=False, now=clock.now())
    page = text_of(region.client("management").get(f"/rapporter/namnd/{draft.public_id}/"))
    assert "Ingen fil görs" in page


def test_a_later_report_says_what_has_changed_since(region: Region, draft: BoardReport, period: str) -> None:
    final = finalise(region, draft)
    figures = {**final.figures, "measures": {**final.figures["measures"], "episodes": 4}}
    BoardReport.objects.filter(pk=final.pk).update(figures=figures)
    later = services.begin_board(
        acting=region.acting("management"),
        known=directory(),
        organisation="0199",
        period=parse_period(period.split("..")[1]),
    )
    told = compose(later, now=clock.now()).content["changes"]
    assert [(one["measure"], one["was"], one["now"]) for one in told] == [
        ("Utskrivna vårdtillfällen", "4", "6")
    ]


def test_the_pdf_is_a_tagged_tjansteutlatande_and_the_plain_one_has_two_pages(
    region: Region, draft: BoardReport
) -> None:
    made = render_board(draft, Format.PDF, plain=False, now=clock.now())
    answer = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
    assert answer.is_compliant, [failure.message for failure in answer.failures]
    assert len(made) < 1024 * 1024
    reader = PdfReader(io.BytesIO(made))
    text = " ".join(" ".join((page.extract_text() or "").split()) for page in reader.pages)
    parts = (
        "Förslag till beslut", "Sammanfattning", "Förvaltningens bedömning", "Utvecklingen under tolv månader",
        "Jämfört med tidigare perioder", "Jämfört med länet", "Fördelningar", "Orsaker till återinskrivning",
        "Avvikelser och svar", "Vad patienter och närstående säger", "Så räknas siffrorna",
    )  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Utkast, inte beslutat" in text
    assert "Sida 1 av" in text
    plain = render_board(draft, Format.PDF, plain=True, now=clock.now())
    assert len(PdfReader(io.BytesIO(plain)).pages) == 2
    assert validator.is_pdf_compliant_bytes(plain, profile=validator.ValidationProfile.PDF_UA_1)


def test_the_workbook_of_a_final_report_is_the_one_that_was_kept(region: Region, draft: BoardReport) -> None:
    final = finalise(region, draft)
    region.organisations["municipality"].name = "Nytt namn"
    region.organisations["municipality"].save()
    book = load_workbook(io.BytesIO(render_board(final, Format.XLSX, plain=False, now=clock.now())))
    rows = {row[1]: row[3] for row in book["Mått"].iter_rows(min_row=2, values_only=True)}
    assert rows["episodes"] == final.figures["measures"]["episodes"] == 6
    assert rows["ready_days_mean_all"] == float(final.figures["measures"]["ready_days_mean_all"])
    assert "Testköpings kommun" in [row[1] for row in book["Om rapporten"].iter_rows(values_only=True)]


def test_two_orders_of_one_file_are_one_and_the_header_says_when_it_is_ready(
    region: Region, draft: BoardReport
) -> None:
    manager = region.client("management")
    address = f"/rapporter/namnd/{draft.public_id}/fil/"
    first = manager.post(address, {"format": "pdf", "plain": "1"})
    second = manager.post(address, {"format": "pdf", "plain": "1"})
    assert first["Location"] == second["Location"]
    row = ReportRun.objects.get()
    with pytest.raises(IntegrityError, match="report_ordered_once"), transaction.atomic():
        ReportRun.objects.create(
            organisation=row.organisation,
            organisation_name=row.organisation_name,
            period=row.period,
            format=row.format,
            plain=True,
            board=draft,
            ordered_by_id=row.ordered_by_id,
            unit_id=row.unit_id,
            ordered_at=clock.now(),
            ordered_by_name="x",
            definitions_version="1",
        )
    assert tasks.make_report(row.pk) is True
    page = manager.get("/rapporter/namnd/").content.decode()
    assert re.search(r"1<span class=\"ds-sr-only\"> nya", page)
    manager.get(f"/rapporter/fil/{row.public_id}/hamta/")
    assert not re.search(
        r"1<span class=\"ds-sr-only\"> nya", manager.get("/rapporter/namnd/").content.decode()
    )
    row.refresh_from_db()
    row.file.delete(save=False)


def test_a_file_that_finds_no_room_leaves_the_order_to_be_made_again(
    region: Region, draft: BoardReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_services.order_report(
        acting=region.person_acting("management"),
        scope=scope_of("0199", directory()),
        period=parse_period(draft.period),
        form=Format.CSV,
        board=draft,
    )

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.files.storage.FileSystemStorage._save", full)
        with pytest.raises(OSError, match="No space"), transaction.atomic():
            tasks.make_report(run.pk)
    run.refresh_from_db()
    assert (run.state, run.file.name, run.sha256) == ("ordered", "", "")
    assert tasks.make_report(run.pk) is True
    run.refresh_from_db()
    run.file.delete(save=False)


def test_a_schedule_makes_one_draft_when_the_period_has_ended(region: Region) -> None:
    known, manager = directory(), region.acting("management")
    services.begin_schedule(acting=manager, known=known, organisation="0199", kind=ScheduleKind.QUARTER)
    assert services.begin_schedule(
        acting=manager, known=known, organisation="0199", kind=ScheduleKind.QUARTER
    )
    assert tasks.make_board_drafts() == 1
    assert tasks.make_board_drafts() == 0
    row = BoardReport.objects.get()
    assert row.period == services.last_whole(ScheduleKind.QUARTER, clock.now()).code
    browser = region.client("management")
    key = services.BoardSchedule.objects.get().public_id
    browser.post("/rapporter/namnd/aterkommande/", {"end": str(key)})
    row.delete()
    assert tasks.make_board_drafts() == 0
