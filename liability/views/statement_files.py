"""A statement as a file: ordered, followed, fetched."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from core import throttle
from core.conflicts import Conflict
from core.orders import OrderState
from liability.models import StatementFile
from liability.presenters import statement_log as history
from liability.presenters import statements as present
from liability.rules.statement_files import CONTENT_TYPES, SUFFIXES, Format
from liability.selectors import statements as selectors
from liability.services import statement_files as services
from liability.views.statements import StatementView


class OrderView(StatementView):
    """Order the month as a file; a worker makes it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the order and show how far it has come."""
        try:
            form = Format(request.POST.get("format", ""))
        except ValueError as error:
            raise Http404 from error
        throttle.count("file", self.acting)
        try:
            order = services.order_file(acting=self.acting, statement=self.statement, form=form)
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return HttpResponseRedirect(self.url)
        return HttpResponseRedirect(
            reverse("statement_file", args=[self.statement.public_id, order.public_id])
        )


class FileView(StatementView):
    """How far an ordered file has come."""

    def order(self, public_id: UUID) -> StatementFile:
        """The order, or 404."""
        found = selectors.file_order(found=self.statement, public_id=public_id)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; it looks again by itself until the file is made."""
        order = self.order(kwargs["public_id"])
        context = {
            "statement": present.head(self.statement, now=self.now),
            "run": history.file_line(self.statement, order, now=self.now),
            "back_url": self.url,
        }
        return render(request, "liability/statement_file.html", context)


class DownloadView(FileView):
    """The file itself, and a mark that it was fetched."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The file."""
        order = self.order(kwargs["public_id"])
        if order.state != OrderState.MADE:
            messages.info(request, "Filen är inte klar än.")
            return HttpResponseRedirect(
                reverse("statement_file", args=[self.statement.public_id, order.public_id])
            )
        services.note_fetched(acting=self.acting, order=order)
        form = Format(order.format)
        name = slugify(f"betalningsunderlag {self.statement.municipality.name} {self.statement.month:%Y-%m}")
        return FileResponse(
            order.file.open("rb"),
            as_attachment=True,
            filename=f"{name}.{SUFFIXES[form]}",
            content_type=CONTENT_TYPES[form],
        )
