"""Staff's side of the patient's own view: offering the form, and reading what was written before others do (U2)."""

import io
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import qrcode  # type: ignore[import-untyped]
import qrcode.image.svg  # type: ignore[import-untyped]
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from actors.rules.kinds import Role
from core import sms
from core.conflicts import Conflict
from core.invalid import Invalid
from reporting import permissions
from reporting.forms.experience import AnswerForm
from reporting.forms.report import ReportForm
from reporting.models import CommentState, ExperienceInvite
from reporting.presenters.patient_view import answered_rows, comment_rows, response_tables
from reporting.presenters.tabs import tabs
from reporting.rules.periods import parse_period
from reporting.selectors import experience as rows
from reporting.selectors.directory import scope_of
from reporting.selectors.patient_view import patient_view
from reporting.services import experience as services
from reporting.views.base import ReportsView
from transitions.views.base import ActingView

GONE = "Personen har redan svarat, tackat nej eller fått en annan kod."


class OffersView(ActingView):
    """The people in the unit's chains who are to be asked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        permissions.require_offerer(self.acting)
        found = rows.open_offers(acting=self.acting, now=self.now)
        self.log_look([each.episode.patient_id for each in found], "experience_offers")
        offers = [
            {
                "key": each.public_id,
                "name": each.episode.patient.name,
                "home": each.episode.ended_at,
                "until": each.lapses_at,
                "sent": each.sent_at,
                "sms": sms.ready() and sms.is_mobile(each.episode.patient.phone),
            }
            for each in found
        ]
        return render(request, "reporting/offers.html", {"offers": offers, "now": self.now})


class OneOfferView(ActingView):
    """One offer of the unit's. 404 for any other."""

    offer: ExperienceInvite

    def find(self, public_id: UUID, look: str) -> None:
        """Fetch it and log the look. Raises PermissionDenied, Http404."""
        permissions.require_offerer(self.acting)
        found = rows.offer(acting=self.acting, public_id=public_id, now=self.now)
        if found is None:
            raise Http404
        self.offer = found
        self.log_look([found.episode.patient_id], look, found.episode_id)


class OfferView(OneOfferView):
    """By telephone: type what the person says; or send the link; or the person does not want to."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The form."""
        self.find(public_id, "experience_phone")
        return self.page(AnswerForm(language=rows.language("sv")))

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """What came of it."""
        self.find(public_id, "experience_phone")
        act, words = request.POST.get("act"), rows.language("sv")
        form = AnswerForm(request.POST if act == "answer" else None, language=words)
        try:
            if act == "sms":
                address = request.build_absolute_uri(reverse("experience_enter")) + "{code}/"
                number = self.offer.episode.patient.phone
                services.send_link(acting=self.acting, invite=self.offer, number=number, address=address)
                messages.success(request, "Länken är skickad.")
            elif act == "decline":
                services.decline_by_phone(acting=self.acting, invite=self.offer, now=self.now)
                messages.success(request, "Det är noterat. Personen tillfrågas inte igen.")
            elif form.is_valid():
                services.answer_by_phone(
                    acting=self.acting,
                    invite=self.offer,
                    values=form.values(),
                    language=words.code,
                    now=self.now,
                )
                messages.success(request, "Svaret är sparat. Det går inte att läsa igen.")
            else:
                return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Invalid as error:
            return self.page(form, error=error.message, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict:
            messages.info(request, GONE)
        return HttpResponseRedirect(reverse("experience_offers"))

    def page(self, form: AnswerForm, *, error: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "name": self.offer.episode.patient.name,
            "key": self.offer.public_id,
            "error": error,
            "p": rows.language("sv").phrases,
            "languages": rows.languages().values(),
        }
        return render(self.request, "reporting/offer.html", context, status=status)


class PaperView(OneOfferView):
    """The form on paper: a code and its QR, in the language that was chosen. A new paper makes the old code void."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The sheet to print."""
        self.find(public_id, "experience_paper")
        words = rows.language(request.POST.get("language", ""))
        try:
            code = services.new_code(acting=self.acting, invite=self.offer)
        except Conflict:
            messages.info(request, GONE)
            return HttpResponseRedirect(reverse("experience_offers"))
        address = request.build_absolute_uri(reverse("experience_answer", args=[code]))
        context = {
            "words": words,
            "p": words.phrases,
            "form": AnswerForm(language=words),
            "code": "-".join(code[place : place + 4] for place in range(0, len(code), 4)),
            "enter": request.build_absolute_uri(reverse("experience_enter")),
            "qr": _qr(f"{address}?sprak={words.code}"),
        }
        return render(request, "reporting/answer_paper.html", context)


def _qr(address: str) -> SafeString:
    """The address as a square of dots: a path of numbers alone."""
    drawn = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, box_size=12, border=2).save(drawn)
    return mark_safe(drawn.getvalue().decode().partition("?>")[2].strip())  # noqa: S308 - our own drawing


class PatientViewView(ReportsView):
    """What patients say: shares, answer rate and drop-out by group, and the texts that a person has read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        context: dict[str, Any] = {"form": form, "report_tabs": tabs(self.acting, "patient_view", of, period)}
        if not form.is_valid():
            return render(
                request, "reporting/patient_view.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        asked = parse_period(period)
        figures, scope = self.figures(), scope_of(of, self.known)
        found = patient_view(scope, self.known, asked)
        screens = self.acting.role in permissions.SCREENERS
        areas = self.known.organisation_ids(scope.organisations) or {self.acting.organisation_id}
        texts = rows.comments(organisation_ids=areas)
        context |= {
            "organisation": scope.name,
            "period_name": asked.name,
            "shares": answered_rows(figures),
            "tables": response_tables(found),
            "texts": comment_rows(texts),
            "screens": screens,
            "may_report": self.acting.role is Role.MAS,
            "query": urlencode({"for": of, "period": period}),
        }
        return render(request, "reporting/patient_view.html", context)


class ScreenView(ReportsView):
    """A person reads a text and decides whether others may; or makes a complaint a deviation."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """What was decided."""
        permissions.require_screener(self.acting)
        own = {self.known.organisation_codes.get(self.acting.organisation_id, "")}
        own |= {one.id for one in self.known.organisations.values() if one.parent in own}
        comment = rows.comment(
            organisation_ids=self.known.organisation_ids(frozenset(own)), public_id=public_id
        )
        if comment is None:
            raise Http404
        act = request.POST.get("act")
        try:
            if act == "deviation":
                ref = services.report_complaint(acting=self.acting, comment=comment, now=self.now)
                messages.success(request, f"Avvikelse {ref} är rapporterad.")
            elif act in (CommentState.SHOWN, CommentState.WITHHELD):
                services.screen(
                    acting=self.acting, comment=comment, show=act == CommentState.SHOWN, now=self.now
                )
                messages.success(request, "Texten är läst.")
            else:
                raise Http404
        except Conflict:
            messages.info(request, "Texten är redan rapporterad, eller skribenten har inte bett om det.")
        return HttpResponseRedirect(reverse("patient_view"))
