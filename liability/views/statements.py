"""The month's statements: the list, one month, and the buttons of both sides."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import formats
from core.conflicts import Conflict
from liability import permissions, services
from liability.models import Statement, StatementRow
from liability.presenters import statement_log as history
from liability.presenters import statements as present
from liability.presenters.tabs import tabs
from liability.selectors import statements as selectors
from transitions.locks import NotFound
from transitions.views.base import ActingView

ROWS_A_PAGE = 50


class StatementListView(ActingView):
    """Every month that the organisation is a party to. Nobody is named."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the latest month first."""
        permissions.require(self.acting, permissions.SEE_STATEMENTS)
        found = selectors.listed(acting=self.acting)
        page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        context = {
            "rows": [present.listed_row(row, now=self.now) for row in page.object_list],
            "page": page,
            "liability_tabs": tabs(self.acting, "statements"),
            "region_side": permissions.side_of(self.acting).value == "region",
        }
        return render(request, "liability/statements.html", context)


class StatementView(ActingView):
    """A page of one statement; 404 for one that the organisation is no party to."""

    statement: Statement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch it within what may be seen."""
        if request.user.is_authenticated:
            permissions.require(self.acting, permissions.SEE_STATEMENTS)
            public_id: UUID = kwargs["statement_id"]
            found = selectors.statement(acting=self.acting, public_id=public_id)
            if found is None:
                raise Http404
            self.statement = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def url(self) -> str:
        """The page of the statement."""
        return reverse("statement", args=[self.statement.public_id])

    def named(self, rows: list[StatementRow]) -> dict[int, selectors.Named]:
        """Whom the rows are about, for those whose unit is on the case; each look is logged."""
        found = selectors.names_of(acting=self.acting, rows=rows)
        if found:
            self.log_look(sorted({each.patient_id for each in found.values()}), "statement")
        return found

    def refresh(self) -> None:
        """The statement as it is now: after a refusal."""
        fresh = selectors.statement(acting=self.acting, public_id=self.statement.public_id)
        if fresh is None:
            raise Http404
        self.statement = fresh

    def refusal(self, conflict: Conflict) -> str:
        """Why a step was refused, on the statement as it is now."""
        self.refresh()
        return history.refusal(conflict, selectors.log_of(self.statement), now=self.now)


class MonthView(StatementView):
    """The month: sums, rows by what they are, and what has been done."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, the same for both sides."""
        return self.page()

    def page(self, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        """The page, with what stood in the way of a step."""
        found = self.statement
        rows = selectors.rows_of(found)
        fact = selectors.fact_of(found, today=formats.day_of(self.now))
        primary, actions = present.actions(found, fact, self.acting)
        context = {
            "statement": present.head(found, now=self.now),
            "figures": present.figures(found),
            "groups": present.groups(rows, found, self.named(rows)),
            "log": history.log_lines(selectors.log_of(found), found, now=self.now),
            "primary": primary,
            "actions": actions,
            "conflict": conflict,
            "files": [
                history.file_line(found, one, now=self.now) for one in selectors.files_of(found, limit=5)
            ],
            "order_url": reverse("statement_order", args=[found.public_id]),
            "formats": history.formats_for(found),
            "list_url": reverse("statements"),
        }
        return render(self.request, "liability/statement.html", context, status=status)


class StepView(MonthView):
    """A button on the month. A second click is told that it is done, and does nothing."""

    act: ClassVar[Callable[..., Any]]
    success: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button stands on the page of the month."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step; 409 with the page as it is now when the other side was first."""
        version = request.POST.get("version", "")
        try:
            type(self).act(
                acting=self.acting,
                public_id=self.statement.public_id,
                version=int(version) if version.isdigit() else -1,
            )
        except Conflict as conflict:
            return self.page(status=HTTPStatus.CONFLICT, conflict=self.refusal(conflict))
        except NotFound as error:
            raise Http404 from error
        messages.success(request, self.success)
        return HttpResponseRedirect(self.url)


class ProposeView(StepView):
    """Föreslå."""

    act, success = staticmethod(services.propose), "Underlaget är föreslaget. Kommunen ser det nu."


class AgreeView(StepView):
    """Godkänn."""

    act, success = staticmethod(services.agree), "Ni har godkänt underlaget."


class LockView(StepView):
    """Lås."""

    act, success = (
        staticmethod(services.lock_month),
        "Underlaget är låst. Rättelser blir rader i en senare månad.",
    )
