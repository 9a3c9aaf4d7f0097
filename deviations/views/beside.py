"""Photos and files of a deviation, and thanks for a hand-over."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.invalid import Invalid
from deviations import permissions, selectors, services
from deviations.forms import EncloseForm
from deviations.services.enclosing import MOST_BYTES
from deviations.views.base import DeviationView
from transitions.locks import NotFound
from transitions.selectors import cases
from transitions.views.base import ActingView

CONTENT_TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}


class EncloseView(DeviationView):
    """A photo or a file, by the unit that reported."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at it and keep it."""
        form = EncloseForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(enclosing=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        content = form.cleaned_data["picture"].read(MOST_BYTES)
        try:
            services.enclose(acting=self.acting, ref=self.deviation.ref, at=self.now, content=content)
        except Invalid as error:
            form.add_error("picture", error.message)
            return self.page(enclosing=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, "Bilagan är tillagd.")
        return HttpResponseRedirect(self.url)


class FileView(DeviationView):
    """A file, to be saved and never shown inline."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Its content; 404 for one that has not been looked at, or that may show somebody the unit may not see."""
        row = self.deviation
        if row.episode_id is not None and not self.shows_person and row.reported_by_id != self.acting.unit_id:
            raise Http404
        found = selectors.file_of(deviation=row, public_id=kwargs["file_id"])
        if found is None:
            raise Http404
        return HttpResponse(
            bytes(found.content),
            content_type=CONTENT_TYPES[found.suffix],
            headers={
                "Content-Disposition": f'attachment; filename="bilaga.{found.suffix}"',
                "X-Content-Type-Options": "nosniff",
            },
        )


class ThankView(ActingView):
    """Bra överlämning: one tap."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The button stands on the page of the case."""
        permissions.require_report(self.acting)
        return HttpResponseRedirect(reverse("deviation_list"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Thank once; a second tap is told so."""
        permissions.require_report(self.acting)
        try:
            public_id, to_id = UUID(request.POST.get("arende", "")), int(request.POST.get("enhet", ""))
        except ValueError as error:
            raise Http404 from error
        episode = cases.by_public_id(acting=self.acting, public_id=public_id)
        if episode is None:
            raise Http404
        try:
            _, made = services.thank(acting=self.acting, episode_id=episode.pk, to_id=to_id, at=self.now)
            messages.success(request, "Tack skickat: bra överlämning." if made else "Ni har redan tackat.")
        except Invalid as error:
            messages.error(request, error.message)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("case", args=[public_id]))
