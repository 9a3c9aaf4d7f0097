"""The plan as files: on paper for the person, and as text for the record systems."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from actors import selectors as actors
from core import pdf, throttle
from core.clock import local_date
from sip.languages import SWEDISH, languages
from sip.presenters.paper import Guardian, sheet
from sip.presenters.summary import summary
from sip.views.plan_base import PlanPageView
from transitions.rules.representation import RepresentativeKind
from transitions.selectors.consents import spoken_for_by


class PlanPdfView(PlanPageView):
    """The plan for the person to take home, as a tagged PDF: in a language, and for a child in words of its own."""

    look = "sip_plan_pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; its name tells nothing of the person.

        `sprak` is a language of `sip.languages`; `till=barn` the child's version. 404 when there is nothing to print,
        for an unknown language, and for the child's version of an adult's plan.
        """
        language = languages().get(request.GET.get("sprak", SWEDISH))
        to_child = request.GET.get("till") == "barn"
        if language is None or (to_child and not self.episode.child):
            raise Http404
        seen = self.seen_plan()
        if seen.plan is None or not self.opened:
            raise Http404
        throttle.count("file", self.acting)
        told = sheet(
            seen,
            self.sip,
            acting=self.acting,
            now=self.now,
            person=self.episode.patient.name,
            municipal=self.municipal(seen),
            language=language,
            guardians=self._guardians() if to_child else None,
        )
        document = pdf.make(
            render_to_string("sip/plan_pdf.html", {"plan": told}),
            styles=[pdf.STATIC / "css" / "pdf.css", pdf.STATIC / "css" / "sip-plan.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="sip-plan.pdf"'
        return answer

    def _guardians(self) -> list[Guardian]:
        rows = spoken_for_by(self.episode.patient_id, on=local_date(self.now))
        return [Guardian(name, phone) for kind, name, phone in rows if kind is RepresentativeKind.GUARDIAN]


class PlanTextView(PlanPageView):
    """The plan for the record system: plain text to keep or to paste, without the person's name and number."""

    look = "sip_plan_text"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file. 404 when there is nothing written."""
        seen = self.seen_plan()
        if seen.plan is None or not self.opened:
            raise Http404
        throttle.count("file", self.acting)
        units = actors.units(ids=[part.unit_id for part in seen.parts]) if seen.parts else []
        text = summary(
            seen, self.sip, municipal={unit.id: unit.municipal_side for unit in units}, now=self.now
        )
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="sip-plan.txt"'
        return answer
