"""Loggkontroll: samples of who looked at whom, verdicts, alerts; and a patient's own extract, as page and PDF."""

from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from actors import selectors as actors
from actors.names import names_for_patient, shown_names
from core import clock, conf, log_review, pdf, throttle
from core.log_review import NotReviewable, Sample
from transitions import permissions
from transitions.forms.logs import EXTRACT_DAYS, ExtractForm, VerdictForm, verdict_forms
from transitions.presenters import logs as present
from transitions.selectors import logs as selectors
from transitions.views.base import ActingView, require_role

MOST_IN_PDF = 1500
ROWS_A_PAGE = 100


class LogReviewView(ActingView):
    """The units that the reviewer follows up, alerts, and samples drawn."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Flagged units first."""
        require_role(self.acting, permissions.REVIEW_LOGS)
        units = selectors.overseen_units(self.acting)
        ids = [unit.id for unit in units]
        standings = log_review.standings(ids, now=self.now)
        names = shown_names(self.acting)
        month = self.now - timedelta(days=conf.value("LOG_REVIEW_DAYS"))
        rows = [present.unit_row(unit, standings[unit.id]) for unit in units]
        context = {
            "units": sorted(rows, key=lambda row: not standings[row["id"]].flagged),
            "flagged": sum(one.flagged for one in standings.values()),
            "alerts": [present.alert_row(one, names) for one in log_review.alerts(ids, since=month)],
            "samples": [
                present.sample_row(one)
                for one in log_review.samples(ids, drawn_since=self.now - timedelta(days=365))
            ],
        }
        return render(request, "transitions/log_reviews.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Draw a sample of a unit's last thirty days."""
        require_role(self.acting, permissions.REVIEW_LOGS)
        chosen = request.POST.get("unit", "")
        unit = next((one for one in selectors.overseen_units(self.acting) if str(one.id) == chosen), None)
        if unit is None:
            raise Http404
        try:
            drawn = log_review.draw(
                self.acting,
                unit_id=unit.id,
                unit_name=unit.name,
                organisation_id=unit.organisation_id,
                since=self.now - timedelta(days=conf.value("LOG_REVIEW_DAYS")),
                until=self.now,
            )
        except NotReviewable:
            messages.info(request, "Ingen på enheten har läst om någon patient de senaste 30 dagarna.")
            return HttpResponseRedirect(reverse("log_reviews"))
        return HttpResponseRedirect(reverse("log_sample", args=[drawn.id]))


class LogSampleView(ActingView):
    """One sample: each look, and what the reviewer finds of it."""

    def get(self, request: HttpRequest, sample_id: int) -> HttpResponse:
        """The looks with a form for those that wait."""
        return self._page(self._sample(sample_id))

    def post(self, request: HttpRequest, sample_id: int) -> HttpResponse:
        """Store the verdicts that were filled in; the rest is left for later."""
        sample = self._sample(sample_id)
        forms = verdict_forms(self._waiting(sample), request.POST)
        # All of them are checked, so that all the errors are shown at once.
        if not all([form.is_valid() for form in forms.values()]):  # noqa: C419
            return self._page(sample, forms, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        findings = {
            row: (form.cleaned_data["finding"], form.cleaned_data["note"].strip())
            for row, form in forms.items()
            if form.cleaned_data["finding"]
        }
        try:
            count = log_review.judge(self.acting, sample, findings)
        except NotReviewable as error:
            raise Http404 from error
        if count:
            messages.success(
                request, f"{count} bedömningar sparade." if count > 1 else "Bedömningen är sparad."
            )
        else:
            messages.info(request, "Välj en bedömning för minst en rad.")
        return HttpResponseRedirect(request.path)

    def _sample(self, sample_id: int) -> Sample:
        require_role(self.acting, permissions.REVIEW_LOGS)
        units = [unit.id for unit in selectors.overseen_units(self.acting)]
        found = log_review.sample(units, sample_id)
        if found is None:
            raise Http404
        return found

    def _waiting(self, sample: Sample) -> list[int]:
        return [
            look.id
            for look, verdict in log_review.chosen(sample)
            if (verdict is None or verdict.finding == log_review.ASK)
            and (look.user_id is None or look.user_id != self.acting.user_id)
        ]

    def _page(
        self, sample: Sample, forms: dict[int, VerdictForm] | None = None, *, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        chosen = log_review.chosen(sample)
        about = selectors.looked_at(look for look, _ in chosen)
        self.log_look(sorted({look.patient_id for look, _ in chosen}), "log_review", None, "log_review")
        forms = forms if forms is not None else verdict_forms(self._waiting(sample))
        names = shown_names(self.acting)
        rows = [
            present.reviewed_row(
                look,
                verdict,
                about.get(look.id),
                forms.get(look.id),
                names=names,
                own=look.user_id is not None and look.user_id == self.acting.user_id,
            )
            for look, verdict in chosen
        ]
        context = {
            "sample": present.sample_row(sample),
            "rows": rows,
            "waits": bool(forms),
            "same": log_review.redrawn(sample) == list(sample.rows),
        }
        return render(self.request, "transitions/log_sample.html", context, status=status)


class LogExtractsView(ActingView):
    """Whose log is to be drawn out, at the patient's own request (PDL 8:5, SVOD 4:5)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        require_role(self.acting, permissions.EXTRACT_LOG)
        return self._page(ExtractForm(today=clock.local_date(self.now)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find the person; the number goes no further than this."""
        require_role(self.acting, permissions.EXTRACT_LOG)
        form = ExtractForm(request.POST, today=clock.local_date(self.now))
        if not form.is_valid():
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        throttle.count("number", self.acting)
        data = form.cleaned_data
        found = selectors.extract_patient(self.acting, personal_number=data["personal_number"])
        if found is None:
            form.add_error(
                "personal_number", "Er organisation har inget ärende med den personen. Kontrollera numret."
            )
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        time_asked = urlencode({"fran": data["since"], "till": data["until"]})
        return HttpResponseRedirect(f"{reverse('log_extract', args=[found.public_id])}?{time_asked}")

    def _page(self, form: ExtractForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        return render(self.request, "transitions/log_extracts.html", {"form": form}, status=status)


class LogExtractView(ActingView):
    """Everybody who looked at one patient in a time."""

    def get(self, request: HttpRequest, patient_id: UUID) -> HttpResponse:
        """The page."""
        context = self.extract(patient_id)
        page = Paginator(context["rows"], ROWS_A_PAGE).get_page(request.GET.get("sida"))
        asked = urlencode({"fran": context["since"], "till": context["until"]})
        context |= {
            "page": page,
            "rows": page.object_list,
            "pdf_url": f"{reverse('log_extract_pdf', args=[patient_id])}?{asked}",
            "too_many": page.paginator.count > MOST_IN_PDF,
        }
        return render(request, "transitions/log_extract.html", context)

    def extract(self, patient_id: UUID) -> dict[str, Any]:
        """The patient, the time and the rows; the look itself is logged."""
        require_role(self.acting, permissions.EXTRACT_LOG)
        patient = selectors.extract_patient(self.acting, public_id=patient_id)
        if patient is None:
            raise Http404
        self.log_look([patient.id], "log_extract", None, "extract")
        today = clock.local_date(self.now)
        until = _day(self.request.GET.get("till"), today)
        since = _day(self.request.GET.get("fran"), until - timedelta(days=EXTRACT_DAYS))
        looks = selectors.looks_at(patient.id, since=_start(since), until=_start(until + timedelta(days=1)))
        providers = {one.id: one.name for one in actors.organisations()}
        return {
            "patient": patient,
            "since": since,
            "until": until,
            "looks": len(looks),
            "rows": present.extract_rows(looks, names=names_for_patient(), providers=providers),
            "made_at": self.now,
            "provider": self.acting.organisation_name,
        }


class LogExtractPdfView(LogExtractView):
    """The extract as a document to hand to the patient."""

    def get(self, request: HttpRequest, patient_id: UUID) -> HttpResponse:
        """The file. A time with too many rows is not made: 422 says to choose a shorter one."""
        context = self.extract(patient_id)
        throttle.count("file", self.acting)
        if len(context["rows"]) > MOST_IN_PDF:
            text = "Utdraget har för många rader för ett dokument. Välj en kortare tid."
            return HttpResponse(
                text, status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type="text/plain; charset=utf-8"
            )
        document = pdf.make(
            render_to_string("transitions/log_extract_pdf.html", context),
            styles=[pdf.STATIC / "css" / "pdf.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="loggutdrag.pdf"'
        return answer


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)
