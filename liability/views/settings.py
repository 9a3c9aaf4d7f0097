"""What the parties decide once: the deadlines of a statement's steps, and how a finance system takes its file."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.history import changes_of
from core.invalid import Invalid
from liability import permissions
from liability.exports.statement import as_finance, finance_text
from liability.forms_settings import DeadlinesForm, LayoutForm
from liability.presenters import settings as present
from liability.presenters.statements import head
from liability.presenters.tabs import tabs
from liability.rules.finance import EXAMPLE_HEAD, EXAMPLE_POSTS, Layout, LayoutError, layout_from_json
from liability.selectors import deadlines as deadline_rows
from liability.selectors import statement_files as files
from liability.selectors.parties import Parties, parties_of
from liability.services.deadlines import set_deadlines
from liability.services.statement_files import set_layout
from liability.shelf import shipped_deadlines
from transitions.views.base import ActingView


class DeadlinesView(ActingView):
    """Tidsfrister between the own organisation and each of its counterparts, with every change of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; a link on a row fills the form in with it."""
        permissions.require(self.acting, permissions.SET_DEADLINES)
        parties = parties_of(self.acting)
        wanted = request.GET.get("mellan", "")
        return self.page(parties, self.form(parties, initial=self.standing(parties, wanted)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter the deadlines between two parties."""
        permissions.require(self.acting, permissions.SET_DEADLINES)
        parties = parties_of(self.acting)
        form = self.form(parties, request.POST)
        if not form.is_valid():
            return self.page(parties, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        chosen = next(each for each in parties if each.key == form.cleaned_data["parties"])
        try:
            set_deadlines(
                acting=self.acting,
                region=chosen.region,
                municipality=chosen.municipality,
                deadlines=form.deadlines(),
                source=form.cleaned_data["source"],
            )
        except Invalid as error:
            form.add_error(error.field or None, error.message)
            return self.page(parties, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, f"Fristerna mellan {chosen.name} är sparade.")
        return HttpResponseRedirect(reverse("statement_deadlines"))

    def form(self, parties: list[Parties], data: Any = None, **more: Any) -> DeadlinesForm:
        """The form, with the parties to choose among."""
        return DeadlinesForm(data, parties=[(each.key, each.name) for each in parties], **more)

    def standing(self, parties: list[Parties], wanted: str) -> dict[str, Any]:
        """What holds between the parties of a key, or what ships."""
        shipped = shipped_deadlines().deadlines
        found = deadline_rows.entered(acting=self.acting, parties=[e for e in parties if e.key == wanted])
        source = found[0].row if found else shipped
        days = {name: getattr(source, name) for name in ("propose_days", "dispute_days", "answer_days")}
        return {"parties": wanted, "source": found[0].row.source if found else "", **days}

    def page(
        self, parties: list[Parties], form: DeadlinesForm, *, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """The page with the form."""
        found = deadline_rows.entered(acting=self.acting, parties=parties)
        context = {
            "rows": present.deadline_rows(found, shipped_deadlines()),
            "history": present.changes(deadline_rows.changes(found)),
            "form": form,
            "liability_tabs": tabs(self.acting, "statement_deadlines"),
        }
        return render(self.request, "liability/deadlines.html", context, status=status)


class LayoutView(ActingView):
    """Ekonomifil: columns, separator and codes of one payer, and what the file then looks like."""

    payers: list[Parties]
    payer: Parties

    def choose(self) -> None:
        """Find whose file it is: the own organisation's, or that of a district under it."""
        permissions.require(self.acting, permissions.SET_LAYOUT)
        self.payers = parties_of(self.acting)
        asked = self.request.GET.get("betalare", "")
        chosen = [each for each in self.payers if not asked or str(each.owing_id) == asked]
        if not chosen:
            raise Http404
        self.payer = chosen[0]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        self.choose()
        layout = files.layout_for(self.payer.municipality)
        return self.page(LayoutForm(layout=layout), layout)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, or only show what the file would be."""
        self.choose()
        standing = files.layout_for(self.payer.municipality)
        form = LayoutForm(request.POST, layout=standing)
        if not form.is_valid():
            return self.page(form, standing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            wanted = layout_from_json(form.as_layout())
            if "preview" in request.POST:
                return self.page(form, wanted, tried=True)
            set_layout(acting=self.acting, municipality=self.payer.municipality, layout=form.as_layout())
        except LayoutError as error:
            form.add_error(form.field_of(error.field), str(error))
            return self.page(form, standing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Uppställningen är sparad. Filer som redan är gjorda ändras inte.")
        return HttpResponseRedirect(self.url(self.payer))

    def url(self, payer: Parties) -> str:
        """The page of a payer."""
        address = reverse("finance_layout")
        return address if payer is self.payers[0] else f"{address}?betalare={payer.owing_id}"

    def page(
        self, form: LayoutForm, layout: Layout, *, tried: bool = False, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """The page with the form, and the file by `layout` on the last agreed month."""
        entered = files.entered_layout(self.payer.municipality)
        context = {
            "payer": self.payer.owing_name,
            "payers": [
                {"label": each.owing_name, "url": self.url(each), "current": each is self.payer}
                for each in self.payers
            ],
            "form": form,
            "tried": tried,
            "entered": entered is not None,
            "history": [] if entered is None else changes_of(entered),
            **self.example(layout),
            "liability_tabs": tabs(self.acting, "finance_layout"),
        }
        return render(self.request, "liability/finance_layout.html", context, status=status)

    def example(self, layout: Layout) -> dict[str, Any]:
        """The beginning of the file: of the last agreed month, or of an invented one while there is none."""
        month = None if self.payer.owing_id is None else files.example_month(self.payer.owing_id)
        if month is None:
            text, title = finance_text(layout, EXAMPLE_POSTS, EXAMPLE_HEAD), ""
        else:
            content = files.content(month.pk, now=self.now)
            text = as_finance(replace(content, layout=layout)).decode("utf-8-sig")
            title = head(content.statement, now=self.now)["title"]
        return {"preview": present.preview(text, layout.separator), "preview_of": title}
