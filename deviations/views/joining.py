"""Slå ihop avvikelser om samma händelse, och dela dem igen."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions, selectors_joining
from deviations.forms import JoinForm, PartForm
from deviations.rules.kinds import Step
from deviations.services import joining as services
from deviations.views.base import DeviationView
from transitions.locks import NotFound

UNKNOWN = "Det finns ingen sådan avvikelse som ni kan svara på. Kontrollera numret."


class JoinView(DeviationView):
    """Svara på dem tillsammans: the one on the page leads."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Join the one whose number was written."""
        permissions.require(self.acting, Step.ANSWER, self.deviation)
        form = JoinForm(request.POST)
        if not form.is_valid():
            return self.page(joining=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        other = selectors_joining.by_ref(acting=self.acting, ref=form.cleaned_data["ref"])
        if other is None or not permissions.may(self.acting, Step.ANSWER, other):
            form.add_error("ref", UNKNOWN)
            return self.page(joining=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.join(acting=self.acting, leading=self.deviation.ref, ref=other.ref, at=self.now)
            messages.success(request, "Avvikelserna besvaras tillsammans. Båda som rapporterade får svaret.")
        except Invalid as error:
            form.add_error("ref", error.message)
            return self.page(joining=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            form.add_error("ref", conflict.message)
            return self.page(joining=form, status=HTTPStatus.CONFLICT)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(self.url)


class PartView(DeviationView):
    """Dela: the one on the page is answered by itself."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Part it, with the reason."""
        permissions.require(self.acting, Step.ANSWER, self.deviation)
        form = PartForm(request.POST)
        if not form.is_valid():
            return self.page(parting=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.part(
                acting=self.acting, ref=self.deviation.ref, at=self.now, why=form.cleaned_data["why"]
            )
            messages.success(request, "Avvikelsen besvaras för sig igen.")
        except Conflict as conflict:
            messages.info(request, conflict.message)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(self.url)
