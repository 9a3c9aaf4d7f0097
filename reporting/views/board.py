"""The nämnd's report: begun, written, made final and fetched by managers."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import throttle
from core.conflicts import Conflict
from core.formats import moment_text
from core.invalid import Invalid
from reporting import services as run_services
from reporting.exports.board import compose, render_board
from reporting.forms.board import KINDS, BeginForm, BoardForm, ScheduleForm
from reporting.forms.report import latest_whole_month, period_choices
from reporting.models import BoardReport
from reporting.presenters.board import PARTS, board_view, suggested
from reporting.presenters.runs import run_view
from reporting.presenters.tabs import tabs
from reporting.rules.formats import Format
from reporting.rules.periods import ScheduleKind, parse_period
from reporting.selectors import boards, runs
from reporting.selectors.directory import scope_of
from reporting.selectors.figures import figures
from reporting.services import board as services
from reporting.views.goals import DecidingView

CONFLICTS = {
    "stale": "Någon annan har skrivit i rapporten sedan du öppnade den. Det du skrev står kvar: jämför och spara igen.",
    "final": "Rapporten är redan slutlig och går inte att ändra.",
    "busy": "En annan rapport görs slutlig just nu. Försök igen om en stund.",
}


class BoardListView(DecidingView):
    """The nämnd's reports of the own organisation and its districts; a new one; drafts that make themselves."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        self.require()
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft, or go on with the one that is there."""
        self.require()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        row = services.begin_board(
            acting=self.acting,
            known=self.known,
            organisation=form.cleaned_data["organisation"],
            period=parse_period(form.cleaned_data["period"]),
        )
        return HttpResponseRedirect(reverse("board_report", args=[row.public_id]))

    def form(self, data: Any = None) -> BeginForm:
        """The form of a new report."""
        organisations = [(each, self.known.organisations[each].name) for each in self.own]
        initial = {"period": latest_whole_month(self.now)}
        return BeginForm(data, organisations=organisations, periods=period_choices(self.now), initial=initial)

    def page(self, form: BeginForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "rows": [board_view(row, self.now) for row in boards.boards_of(self.own)],
            "schedule_form": ScheduleForm(),
            "schedules": [
                {
                    "key": row.public_id,
                    "name": KINDS[ScheduleKind(row.kind)],
                    "of": self.known.organisations[row.organisation].name,
                }
                for row in boards.schedules_of(self.own)
            ],
            "runs": [run_view(run, self.now) for run in runs.latest_runs(acting=self.acting)],
            "report_tabs": tabs(self.acting, "board_reports"),
        }
        return render(self.request, "reporting/boards.html", context, status=status)


class ScheduleView(DecidingView):
    """Have drafts made by themselves, or stop."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin or end."""
        self.require()
        standing = boards.schedules_of(self.own)
        ending = [row for row in standing if str(row.public_id) == request.POST.get("end")]
        form = ScheduleForm(request.POST)
        if ending:
            services.end_schedule(acting=self.acting, known=self.known, schedule=ending[0])
            messages.success(request, "Inga fler utkast görs av sig själva.")
        elif form.is_valid():
            kind = ScheduleKind(form.cleaned_data["kind"])
            services.begin_schedule(
                acting=self.acting, known=self.known, organisation=self.organisation(), kind=kind
            )
            messages.success(request, "Ett utkast görs när perioden är slut. Det står då i listan.")
        return HttpResponseRedirect(reverse("board_reports"))


class OneBoardView(DecidingView):
    """A page of one nämnd's report. 404 for somebody else's."""

    board: BoardReport

    def find(self, public_id: UUID) -> None:
        """Fetch it. Raises PermissionDenied, Http404."""
        self.require()
        found = boards.board(self.own, public_id)
        if found is None:
            raise Http404
        self.board = found

    def url(self) -> str:
        """The page of the report."""
        return reverse("board_report", args=[self.board.public_id])


class BoardPageView(OneBoardView):
    """The report: its texts to write, what it will say, its files; a final one is read."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The page."""
        self.find(public_id)
        return self.page(self.form())

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Save the texts."""
        self.find(public_id)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.write_board(
                acting=self.acting,
                known=self.known,
                board=self.board,
                texts=form.texts(),
                reference=form.cleaned_data["reference"],
                version=_number(request.POST.get("version")),
            )
        except Conflict as error:
            form.add_error(None, CONFLICTS[error.verdict.code])
            return self.page(form, status=HTTPStatus.CONFLICT)
        messages.success(request, "Texterna är sparade.")
        return HttpResponseRedirect(self.url())

    def form(self, data: Any = None) -> BoardForm:
        """The texts as they stand; those that nobody has written are suggested."""
        found = figures(self.board.organisation, self.board.period, now=self.now, known=self.known)
        written = {part: one.text for part, one in services.latest_texts(self.board).items()}
        return BoardForm(data, texts={**suggested(found), **written}, reference=self.board.reference)

    def page(self, form: BoardForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form, or of what is final."""
        final = self.board.final_at is not None
        told = self.board.content if final else compose(self.board, now=self.now, known=self.known).content
        context = {
            "form": form,
            "board": board_view(self.board, self.now),
            "version": self.board.version,
            "page": told,
            "whole": not final or services.is_whole(self.board),
            "sum": self.board.sha256,
            "versions": [
                {
                    "name": PARTS[part],
                    "texts": [
                        {
                            "text": one.text,
                            "by": one.written_by_name,
                            "at": moment_text(one.written_at, self.now),
                        }
                        for one in texts
                    ],
                }
                for part, texts in boards.versions_of(self.board).items()
            ],
            "report_tabs": tabs(self.acting, "board_reports"),
        }
        return render(self.request, "reporting/board.html", context, status=status)


class FinalView(OneBoardView):
    """Make the report final: asked first, since it cannot be undone."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The question."""
        self.find(public_id)
        return self.page("")

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Lock it with its figures."""
        self.find(public_id)
        try:
            services.make_final(
                acting=self.acting,
                known=self.known,
                board=self.board,
                version=_number(request.POST.get("version")),
                now=self.now,
                compose=lambda row: compose(row, now=self.now, known=self.known),
            )
        except Invalid as error:
            return self.page(error.message, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as error:
            return self.page(CONFLICTS[error.verdict.code], status=HTTPStatus.CONFLICT)
        messages.success(request, "Rapporten är slutlig. Siffrorna är låsta.")
        return HttpResponseRedirect(self.url())

    def page(self, error: str, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The question, with what stands in the way."""
        context = {
            "board": board_view(self.board, self.now),
            "version": self.board.version,
            "error": error,
            "back_url": self.url(),
            "report_tabs": tabs(self.acting, "board_reports"),
        }
        return render(self.request, "reporting/board_final.html", context, status=status)


class BoardFileView(OneBoardView):
    """Order a file of the report: a PDF by a worker, the tables at once."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Store the order."""
        self.find(public_id)
        try:
            form = Format(request.POST.get("format", ""))
        except ValueError as error:
            raise Http404 from error
        throttle.count("file", self.acting)
        plain = "plain" in request.POST
        at_once = form is not Format.PDF
        run = run_services.order_report(
            acting=self.acting,
            scope=scope_of(self.board.organisation, self.known),
            period=parse_period(self.board.period),
            form=form,
            ring=not at_once,
            board=self.board,
            plain=plain,
        )
        if at_once:
            content = render_board(self.board, form, plain=plain, now=self.now)
            run_services.finish_report(run.pk, content, acting=self.acting)
        return HttpResponseRedirect(reverse("report_run", args=[run.public_id]))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1
