"""Auditors' questions: the seven recommendations of 2011 as a scorecard, and an answer to a letter from them (U8)."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from core import throttle
from reporting import permissions
from reporting.exports.asked import asked_pdf
from reporting.forms.report import ReportForm
from reporting.presenters.asked import AskedView, asked_views, columns, summary
from reporting.presenters.tabs import tabs
from reporting.rules.asked import Asked
from reporting.rules.periods import PeriodError
from reporting.selectors import asked as selectors
from reporting.selectors.figures import Figures, figures
from reporting.views.base import ReportsView

NOTHING_CHOSEN = "Välj minst en brist som skrivelsen tar upp."


class _AskedView(ReportsView):
    """What the two pages have in common; a subclass says which questions."""

    name: ClassVar[str]
    heading: ClassVar[str]
    intro: ClassVar[str]
    choosing: ClassVar[bool] = False

    def questions(self) -> list[Asked]:
        """All that may be chosen."""
        return selectors.recommendations()

    def chosen(self) -> list[Asked]:
        """Those that are answered: all, or the ones that the reader has marked."""
        asked = self.request.GET if self.request.method == "GET" else self.request.POST
        marked = set(asked.getlist("brist"))
        return [one for one in self.questions() if not self.choosing or one.code in marked]

    def found(self) -> Figures:
        """The figures, small numbers hidden whoever asks. Raises Http404."""
        of, period = self.asked()
        try:
            return figures(of, period, now=self.now, known=self.known)
        except PeriodError as error:
            raise Http404 from error

    def views(self, found: Figures) -> list[AskedView]:
        """What is known of what was chosen."""
        return asked_views(selectors.answered(self.chosen(), found, self.known), found)

    def get(self, request: HttpRequest, refused: str = "") -> HttpResponse:
        """The page; 422 with the reason when the period cannot be read, or with what is `refused`."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        context: dict[str, Any] = {
            "form": form,
            "heading": self.heading,
            "intro": self.intro,
            "wording": selectors.wording(),
            "of": of,
            "period": period,
            "report_tabs": tabs(self.acting, self.name, of, period),
        }
        if not form.is_valid():
            return render(request, "reporting/asked.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        found, chosen = self.found(), self.chosen()
        views = self.views(found)
        marked = {one.code for one in chosen}
        context |= {
            "organisation": found.scope.name,
            "period_name": found.period.name,
            "answers": views,
            "summary": summary(views) if views else "",
            "columns": columns(found),
            "choices": [
                {"code": one.code, "title": one.title, "source": one.source, "marked": one.code in marked}
                for one in (self.questions() if self.choosing else [])
            ],
            "chosen": [one.code for one in chosen] if self.choosing else [],
        }
        if refused:
            form.add_error(None, refused)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
        return render(request, "reporting/asked.html", context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The same as a tagged PDF. 422 when nothing has been chosen."""
        found = self.found()
        views = self.views(found)
        if not views:
            return self.get(request, refused=NOTHING_CHOSEN)
        throttle.count("file", self.acting)
        content = asked_pdf(
            views, found, heading=self.heading, intro=self.intro, wording=selectors.wording(), now=self.now
        )
        answer = HttpResponse(content, content_type="application/pdf")
        name = slugify(f"{self.heading} {found.scope.name} {found.period.code}")
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer


class RecommendationsView(_AskedView):
    """The scorecard."""

    name = "recommendations"
    heading = "Revisorernas sju rekommendationer 2011"
    intro = "Vad uppgifterna i Hemväg säger om var och en, och vad de inte säger."


class LetterView(_AskedView):
    """Svar på skrivelse: choose among the shortcomings."""

    name = "letter_answer"
    heading = "Svar på skrivelse"
    intro = "Välj de brister som skrivelsen tar upp. Sidan ger siffror, definitioner och det som inte går att säga."
    choosing = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who answer for the organisation."""
        if request.user.is_authenticated:
            permissions.require_decider(self.acting)
        return super().dispatch(request, *args, **kwargs)

    def questions(self) -> list[Asked]:
        """The shortcomings."""
        return selectors.shortcomings()
