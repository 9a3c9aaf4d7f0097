"""The statistics of SIP: the page, and its tables as a file (S9, U12)."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from core import throttle
from reporting.exports.sip_sheets import sip_csv, sip_xlsx
from reporting.forms.report import ReportForm
from reporting.presenters.sip import present_sip, sip_charts
from reporting.presenters.tabs import tabs
from reporting.rules.formats import CONTENT_TYPES, Format
from reporting.rules.periods import PeriodError
from reporting.selectors.figures import figures
from reporting.views.base import ReportsView, with_sources

WRITERS = {Format.CSV: sip_csv, Format.XLSX: sip_xlsx}


class _SipView(ReportsView):
    """What the page and the file have in common."""

    def answers_for(self) -> set[str]:
        """Units whose attendance the reader sees: those whose own figures may be asked for."""
        return {choice.of for choice in self.allowed}


class SipStatisticsView(_SipView):
    """SIP of an organisation and a period: the sentence, the figures, the months, the splits, who was there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; 422 with the reason at the field when the period cannot be read."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        if not form.is_valid():
            refused: dict[str, Any] = {"form": form, "page": None}
            return render(request, "reporting/sip.html", refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        found = self.figures()
        page = present_sip(found, self.known, answers_for=self.answers_for())
        context: dict[str, Any] = {
            "form": form,
            "page": page,
            "figures": page.key_figures,
            "charts": with_sources(sip_charts(found), of, period),
            "of": of,
            "period": period,
            "report_tabs": tabs(self.acting, "sip_statistics", of, period),
        }
        return render(request, "reporting/sip.html", context)


class SipFileView(_SipView):
    """The tables as CSV or XLSX, made at once."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """The file: sums alone, small numbers hidden, whoever asks. 404 for what may not be asked for."""
        of, text = self.asked()
        try:
            form = Format(request.POST.get("format", ""))
            found = figures(of, text, now=self.now, known=self.known)
        except (ValueError, PeriodError) as error:
            raise Http404 from error
        if form not in WRITERS:
            raise Http404
        throttle.count("file", self.acting)
        content = WRITERS[form](found, self.known, answers_for=self.answers_for())
        answer = HttpResponse(content, content_type=CONTENT_TYPES[form])
        name = f"{slugify(f'sip {found.scope.name} {found.period.code}')}.{form}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
