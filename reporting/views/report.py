"""The report page, its diagrams, and the files that are ordered from it."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from actors.acting import Acting
from core import throttle
from core.orders import OrderState
from reporting import services
from reporting.exports.tables import TABLES
from reporting.forms.report import ReportForm
from reporting.presenters.charts import CHART_IDS
from reporting.presenters.charts import charts as present_charts
from reporting.presenters.report import merger_notes, present
from reporting.presenters.runs import run_view
from reporting.presenters.sip import CHART_IDS as SIP_CHARTS
from reporting.presenters.sip import sip_charts
from reporting.presenters.tabs import tabs
from reporting.rules.formats import CONTENT_TYPES, Format
from reporting.rules.periods import parse_period
from reporting.selectors import runs
from reporting.selectors.directory import scope_of
from reporting.selectors.figures import figures
from reporting.selectors.mergers import mergers
from reporting.views.base import ReportsView, drawing, with_sources


class ReportPageView(ReportsView):
    """The report of an organisation and a month."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; 422 with the reason at the field when the period cannot be read."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        if not form.is_valid():
            refused: dict[str, Any] = {
                "form": form,
                "page": None,
                "report_tabs": tabs(self.acting, "reports"),
            }
            return render(request, "reporting/report.html", refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        found = self.figures()
        page = present(found)
        shown = with_sources(page.charts, of, period)
        context: dict[str, Any] = {
            "form": form,
            "page": page,
            "figures": page.key_figures,
            "merged": merger_notes(mergers(found)),
            "charts": shown,
            "of": of,
            "period": period,
            "report_tabs": tabs(self.acting, "reports", of, period),
            "runs": [run_view(run, self.now) for run in runs.latest_runs(acting=self.acting)],
        }
        return render(request, "reporting/report.html", context)


class DiagramView(ReportsView):
    """One diagram of a report as SVG."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """The drawing; kept for some minutes, since the same one stands on the page and in the PDF."""
        if name not in (*CHART_IDS, *SIP_CHARTS):
            raise Http404
        found = self.figures()
        drawn = sip_charts(found) if name in SIP_CHARTS else present_charts(found)
        chart = next(chart for chart in drawn if chart.id == name)
        return HttpResponse(drawing(chart), content_type="image/svg+xml")


class OrderView(ReportsView):
    """Order a report as a file."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the order; a worker makes a PDF, the others are made at once."""
        of, text = self.asked()
        try:
            form, period = Format(request.POST.get("format", "")), parse_period(text)
        except ValueError as error:
            raise Http404 from error
        throttle.count("file", self.acting)
        at_once = TABLES.get(form)
        run = services.order_report(
            acting=self.acting, scope=scope_of(of, self.known), period=period, form=form, ring=at_once is None
        )
        if at_once is not None:
            content = at_once(figures(of, text, now=self.now, known=self.known))
            services.finish_report(run.pk, content, acting=self.acting)
        return HttpResponseRedirect(reverse("report_run", args=[run.public_id]))


class RunView(ReportsView):
    """How far an ordered report has come."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The page of the order; it looks again by itself until the file is made."""
        run = _run(self.acting, public_id)
        back = f"{reverse('reports')}?{urlencode({'for': run.organisation, 'period': run.period})}"
        if run.board_id:
            back = reverse("board_report", args=[run.board.public_id])
        return render(request, "reporting/run.html", {"run": run_view(run, self.now), "back_url": back})


class FileView(ReportsView):
    """The file of an ordered report."""

    def get(self, request: HttpRequest, public_id: UUID) -> FileResponse | HttpResponseRedirect:
        """The file, and a line of audit that it was fetched."""
        run = _run(self.acting, public_id)
        if run.state != OrderState.MADE:
            messages.info(request, "Rapporten är inte klar än.")
            return HttpResponseRedirect(reverse("report_run", args=[run.public_id]))
        services.note_download(acting=self.acting, run=run)
        kind = "nämndrapport" if run.board_id else "uppföljning"
        name = f"{slugify(f'{kind} {run.organisation_name} {run.period}')}.{run.format}"
        return FileResponse(
            run.file.open("rb"),
            as_attachment=True,
            filename=name,
            content_type=CONTENT_TYPES[Format(run.format)],
        )


def _run(acting: Acting, public_id: UUID) -> Any:
    run = runs.run_by_public_id(acting=acting, public_id=public_id)
    if run is None:
        raise Http404
    return run
