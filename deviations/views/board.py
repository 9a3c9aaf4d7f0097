"""The MAS board: every deviation of her area in columns or as a list, moves, saved views, lifting to a meeting."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from actors import selectors as actors
from actors.names import shown_names
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions, selectors, selectors_meetings
from deviations import selectors_board as board
from deviations.forms import AnswerForm, BoardForm, ReopenForm, ReturnForm
from deviations.forms.board import given
from deviations.presenters import board as present
from deviations.presenters import pages
from deviations.presenters.words import MOVES, STAGES
from deviations.rules.kinds import Stage, Step
from deviations.services import board as board_services
from deviations.services import meetings as meeting_services
from deviations.views.base import DeviationView
from transitions.locks import NotFound
from transitions.selectors import working_day
from transitions.views.base import ActingView
from transitions.views.saved_filters import SavedFiltersView

ROWS_A_PAGE = 50
VIEWS = {"": "Tavla", "lista": "Lista"}


class BoardView(ActingView):
    """A page of the board, for a MAS. No person is named here, so nobody is logged as seen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hold the role to what the page asks, before anything is fetched."""
        if request.user.is_authenticated:
            permissions.require_board(self.acting)
        return super().dispatch(request, *args, **kwargs)

    def tabs(self, current: str) -> list[dict[str, Any]]:
        """The pages of the board."""
        return [
            {"label": label, "url": reverse(name), "current": name == current}
            for name, label in (
                ("deviation_board", "Tavla"),
                ("deviation_alike", "Liknande"),
                ("deviation_trends", "Över tid"),
                ("deviation_year", "Året"),
            )
        ]


def filter_form(view: ActingView, data: Any) -> BoardForm:
    """The filter with the units and holders that can be chosen. Three queries."""
    names = shown_names(view.acting)
    units = actors.units(practice=view.acting.practice)
    return BoardForm(
        data,
        units=[(unit.id, f"{unit.name}, {unit.organisation_name}") for unit in units],
        holders=[(pk, names.of(name)) for pk, name in board.holders(acting=view.acting)],
    )


def board_url(query: dict[str, str]) -> str:
    """The board, narrowed so."""
    return f"{reverse('deviation_board')}?{urlencode(query)}" if query else reverse("deviation_board")


class MainView(BoardView):
    """Columns, or the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The board as it is narrowed."""
        acting, now = self.acting, self.now
        form = filter_form(self, request.GET)
        query = form.query()
        look = request.GET.get("vy", "") if request.GET.get("vy") in VIEWS else ""
        rows = board.narrowed(acting=acting, narrow=form.narrow(), now=now)
        counts = board.by_stage(rows=rows, now=now)
        kept = {**query, **({"vy": look} if look else {})}
        context: dict[str, Any] = {
            "tabs": self.tabs("deviation_board"),
            "figures": present.headline(counts, now=now),
            "filter_form": form,
            "filters_active": bool(query),
            "reset_url": board_url({"vy": look} if look else {}),
            "look": look,
            "views": [
                {
                    "label": label,
                    "url": board_url({**query, **({"vy": name} if name else {})}),
                    "current": name == look,
                }
                for name, label in VIEWS.items()
            ],
            "saved": [
                {
                    "name": row.name,
                    "url": board_url(given(row.query)),
                    "for_unit": row.user_id is None,
                    "current": given(row.query) == query,
                }
                for row in working_day.saved_filters(acting=acting, page=board_services.PAGE)
            ],
            "saved_url": f"{reverse('deviation_board_views')}?{urlencode(query)}",
            "meetings": present.meetings(selectors_meetings.open_meetings(acting=acting), now=now),
            "lift_url": f"{reverse('deviation_board_lift')}?{urlencode(kept)}",
            "total": sum(one.count for one in counts.values()),
        }
        if look == "lista":
            page = Paginator(board.listed(rows=rows), ROWS_A_PAGE).get_page(request.GET.get("sida"))
            shown = list(page.object_list)
            lifted = board.lifted(acting=acting, ids=[row.pk for row in shown])
            context["page"] = page
            context["cards"] = [
                present.card(row, acting=acting, now=now, query=kept, lifted=lifted) for row in shown
            ]
        else:
            held = board.columns(rows=rows)
            lifted = board.lifted(acting=acting, ids=[row.pk for one in held.values() for row in one])
            context["columns"] = present.columns(
                held, counts, acting=acting, now=now, query=kept, lifted=lifted
            )
        return render(request, "deviations/board.html", context)


class LiftView(BoardView):
    """Lift what is marked on the board to a meeting."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lift; what the meeting has already is left as it is."""
        back = HttpResponseRedirect(board_url(_kept(request.GET)))
        ids = [int(one) for one in request.POST.getlist("deviation") if one.isdecimal()]
        asked = request.POST.get("meeting", "")
        rows = selectors_meetings.open_meetings(acting=self.acting)
        meeting = next((row for row in rows if str(row.public_id) == asked), None)
        if meeting is None:
            messages.error(request, "Välj vilket möte de ska lyftas till.")
            return back
        try:
            count = meeting_services.lift(acting=self.acting, meeting=meeting, ids=ids, at=self.now)
            text = {0: "De står redan på mötet.", 1: "En avvikelse är lyft till mötet."}
            messages.success(request, text.get(count, f"{count} avvikelser är lyfta till mötet."))
        except Invalid as error:
            messages.error(request, error.message)
        except Conflict as conflict:
            messages.info(request, conflict.message)
        return back


def _kept(given_query: QueryDict) -> dict[str, str]:
    """The board as it was narrowed, without anything else that may stand in the address."""
    look = given_query.get("vy", "")
    return {**given(given_query.dict()), **({"vy": look} if look in VIEWS and look else {})}


class MoveView(DeviationView):
    """Move a card: an existing step, with its form where words are demanded; then back to the board."""

    step: Step

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is no move."""
        if request.user.is_authenticated:
            permissions.require_board(self.acting)
            step = kwargs.pop("step")
            if step not in set(MOVES):
                raise Http404
            self.step = Step(step)
        return super().dispatch(request, *args, **kwargs)

    @property
    def back(self) -> str:
        """The board as it was narrowed, at the card."""
        return f"{board_url(_kept(self.request.GET))}#avvikelse-{self.deviation.public_id}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form of the step; one without words is a button on the board."""
        permissions.require(self.acting, self.step, self.deviation)
        form = self._form()
        if form is None or self.step not in pages.steps(self.deviation, acting=self.acting, now=self.now):
            return HttpResponseRedirect(self.back)
        return self._page(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step. A second click is told that it is done; an old page that something has changed."""
        permissions.require(self.acting, self.step, self.deviation)
        form = self._form(request.POST)
        if form is not None and not form.is_valid():
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        version = request.POST.get("version", "")
        if form is None and not version.isdecimal():
            return HttpResponseRedirect(self.back)
        try:
            board_services.move(
                acting=self.acting,
                step=self.step,
                ref=self.deviation.ref,
                at=self.now,
                version=int(version),
                words=form.cleaned_data if form else {},
            )
        except Invalid as error:
            if form is None:
                raise
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            if form is None:
                messages.info(request, conflict.message)
                return HttpResponseRedirect(self.back)
            return self._stale(form, conflict)
        except NotFound as error:
            raise Http404 from error
        fresh = selectors.by_public_id(acting=self.acting, public_id=self.deviation.public_id)
        messages.success(
            request,
            f"{self.deviation.ref} är flyttad till {STAGES[Stage(fresh.stage)].label.lower()}."
            if fresh is not None and fresh.stage != self.deviation.stage
            else f"{self.deviation.ref} är skickad vidare.",
        )
        return HttpResponseRedirect(self.back)

    def _form(self, data: QueryDict | None = None) -> forms.Form | None:
        initial = {"version": self.deviation.version}
        if self.step is Step.ANSWER:
            return AnswerForm(data, initial=initial)
        if self.step is Step.REOPEN:
            return ReopenForm(data, initial=initial)
        if self.step is Step.RETURN:
            return ReturnForm(data, initial=initial, units=self.units_to_choose())
        return None

    def _stale(self, form: forms.Form, conflict: Conflict) -> HttpResponse:
        fresh = selectors.by_public_id(acting=self.acting, public_id=self.deviation.public_id)
        if fresh is None:
            raise Http404
        self.deviation = fresh
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(fresh.version)  # type: ignore[index]
        return self._page(form, status=HTTPStatus.CONFLICT, conflict=conflict.message)

    def _page(self, form: forms.Form, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        shown = pages.detail(self.deviation, acting=self.acting, now=self.now)
        context = {
            "heading": MOVES[self.step],
            "deviation": shown,
            "form": form,
            "conflict": conflict,
            "submit": {Step.ANSWER: "Skicka svaret", Step.RETURN: "Skicka vidare", Step.REOPEN: "Öppna igen"}[
                self.step
            ],
            "cancel_url": self.back,
        }
        return render(self.request, "deviations/board_move.html", context, status=status)


class ViewsView(SavedFiltersView):
    """Saved views of the board: one's own, or the unit's."""

    page = board_services.PAGE
    remove_name = "deviation_board_view_remove"
    saved = "Vyn är sparad. Den står ovanför tavlan."

    def require(self) -> None:
        """A MAS has a board."""
        permissions.require_board(self.acting)

    def _form(self, query: Any) -> BoardForm:
        if not hasattr(self, "_filter"):
            self._filter = filter_form(self, {})
        self._filter.data = query
        self._filter.full_clean()
        return self._filter

    def chosen(self) -> dict[str, str]:
        """What the board is narrowed to."""
        return self._form(self.request.GET).query()

    def words(self, query: dict[str, Any]) -> list[str]:
        """In words, with what can no longer be chosen left out."""
        return self._form(query).words()

    def url_of(self, query: dict[str, Any]) -> str:
        """The board, narrowed so."""
        return board_url(given(query))

    def keep(self, *, name: str, for_unit: bool) -> None:
        """Save it."""
        board_services.save_view(
            acting=self.acting, name=name, query=self.chosen(), for_unit=for_unit, at=self.now
        )


class RemoveViewView(BoardView):
    """Take a saved view away."""

    def post(self, request: HttpRequest, filter_id: int) -> HttpResponse:
        """Remove one's own, or the unit's."""
        if not board_services.remove_view(acting=self.acting, filter_id=filter_id):
            raise Http404
        messages.success(request, "Vyn är borttagen.")
        return redirect("deviation_board_views")
