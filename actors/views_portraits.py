"""Min bild: the face that others see on the contact card; and the picture itself."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actors import permissions, selectors_portraits
from actors import services_portraits as portraits
from actors.forms_portraits import PortraitForm
from actors.views_base import ActionView
from core import pictures
from core.invalid import Invalid


class OwnPortraitView(ActionView):
    """One's own picture: shown, replaced, taken away."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest) -> HttpResponse:
        """The picture as it is now, and the form."""
        return self._page(PortraitForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put it there, or take it away."""
        if request.POST.get("act") == "remove":
            removed = portraits.remove_portrait(acting=self.acting)
            messages.success(request, "Bilden är borttagen." if removed else "Bilden var redan borttagen.")
            return redirect("own_portrait")
        form = PortraitForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        sent = form.cleaned_data["picture"]
        try:
            # One byte more than is taken is enough to see that it is too large.
            portraits.save_portrait(acting=self.acting, content=sent.read(pictures.MAX_BYTES + 1))
        except Invalid as error:
            form.add_error("picture", error.message)
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Bilden är sparad. Så här ser andra den.")
        return redirect("own_portrait")

    def _page(self, form: PortraitForm, status: int = HTTPStatus.OK) -> HttpResponse:
        own = selectors_portraits.faces(self.acting, [self.acting.user_id])
        context = {"form": form, "face": next(iter(own.values()), "")}
        return render(self.request, "actors/portrait.html", context, status=status)


class PortraitView(ActionView):
    """A face, to whoever is logged in and may see it: a JPEG of our own making, and never anything else."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The picture."""
        found = selectors_portraits.image(self.acting, public_id)
        if found is None:
            raise Http404
        # Opened by itself it is a file; on a page it is shown all the same.
        disposition = {"Content-Disposition": 'attachment; filename="bild.jpg"'}
        return HttpResponse(found, content_type=pictures.CONTENT_TYPE, headers=disposition)
