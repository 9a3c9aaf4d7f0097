"""Året: the patient-safety compilation of the MAS's area, on the page and as files (PSL 3:10)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from actors.names import shown_names
from core import clock, throttle
from deviations import selectors_year as selectors
from deviations.exports.year import as_pdf, as_xlsx
from deviations.presenters import year as present
from deviations.presenters.year import Form
from deviations.rules.year import chosen, years
from deviations.views.board import BoardView

TYPES = {
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class YearView(BoardView):
    """The page: the year is chosen, its tables stand here, its files are fetched here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The year that the address asks for; what is not known counts as the one that is written about now."""
        today = clock.today()
        year = chosen(request.GET.get("ar", ""), today)
        found = selectors.of_year(acting=self.acting, year=year, now=self.now)
        url = reverse("deviation_year")
        context = {
            "tabs": self.tabs("deviation_year"),
            "title": present.title(found),
            "year": year,
            "unfinished": year == today.year,
            "years": [
                {"label": str(one), "url": f"{url}?{urlencode({'ar': one})}", "current": one == year}
                for one in years(today)
            ],
            "figures": present.headline(found),
            "tables": present.tables(found, names=shown_names(self.acting), today=today),
            "definitions": present.DEFINITIONS,
            "readers": present.READERS,
            "sources": present.SOURCES,
            "files": [
                {"label": str(one).upper(), "url": _file_url(one, year), "primary": one is Form.PDF}
                for one in Form
            ],
        }
        return render(request, "deviations/year.html", context)


class FileView(BoardView):
    """The year as a file. Its name tells nothing but the year."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        """The file. 404 for a form that is not made."""
        if form not in set(Form):
            raise Http404
        throttle.count("file", self.acting)
        today = clock.today()
        year = chosen(request.GET.get("ar", ""), today)
        found = selectors.of_year(acting=self.acting, year=year, now=self.now)
        make = as_pdf if form == Form.PDF else as_xlsx
        document = make(found, names=shown_names(self.acting), today=today)
        answer = HttpResponse(document, content_type=TYPES[Form(form)])
        answer["Content-Disposition"] = f'attachment; filename="patientsakerhet-{year}.{form}"'
        return answer


def _file_url(form: Form, year: int) -> str:
    return f"{reverse('deviation_year_file', args=[form])}?{urlencode({'ar': year})}"
