"""Att göra: the list, its filters and the poll for changes; searching for a person."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from actors import services_sessions
from actors.acting import Acting
from core import formats, polling, preferences, throttle, versions
from core.navigation import entries_for
from transitions import permissions
from transitions.presenters import worklist as present
from transitions.presenters.working import rest_choices
from transitions.selectors import cases, working_day
from transitions.selectors import worklist as selectors
from transitions.views.base import ActingView
from transitions.views.filtering import (
    SEARCH_KEY,
    TABS,
    FilterForm,
    PersonForm,
    narrowing,
    query_of,
    require_worklist,
    worklist_url,
)
from transitions.views.saved_filters import filter_url
from transitions.views.worklist_acts import undoable

ROWS_A_PAGE = 50


class StartView(ActingView):
    """`/`: the first page of the one who acts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the first entry of the menu."""
        entries = entries_for(self.acting)
        if not entries:
            raise PermissionDenied
        return redirect(entries[0].url_name)


class WorklistView(ActingView):
    """The list itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The unit's rows in four groups. Every patient on the list is logged as seen by whoever looks."""
        require_worklist(self.acting)
        acting, now = self.acting, self.now
        narrow = narrowing(request.GET, text=request.session.get(SEARCH_KEY, ""))
        mark = versions.current(acting.unit_id)
        polling.remember(request, services_sessions.left(request.session).seconds)
        cases = selectors.work_cases(acting=acting, now=now, narrow=narrow)
        page = Paginator(cases, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        shown = selectors.work_rows(acting=acting, now=now, narrow=narrow, cases=list(page.object_list))
        self.log_look(sorted({row.episode.patient_id for row in shown}), "worklist")
        counts = selectors.tab_counts(acting=acting, now=now)
        back = selectors.resting_cases(acting=acting, now=now) if narrow.tab == "resting" else {}
        groups = present.groups(
            shown, now=now, user_id=acting.user_id, away=selectors.away(acting=acting, now=now), resting=back
        )
        context = {
            "heading": "Att göra nu",
            "heading_actions": _heading_actions(acting, counts["mine"]),
            "tabs": _tabs(narrow, counts),
            "saved": _saved(working_day.saved_filters(acting=acting), request.get_full_path()),
            "filters_url": _with_query(reverse("worklist_filters"), query_of(narrow)),
            "hand_overs": [present.hand_over(row) for row in working_day.unread_hand_overs(acting=acting)],
            "undo": undoable(request, now) is not None,
            "filter_form": FilterForm(
                {"q": narrow.text, "phase": narrow.phase, "uppgift": narrow.task},
                tasks=selectors.task_kinds(acting=acting, now=now),
            ),
            "filter_action": worklist_url(replace(narrow, phase="", task="")),
            "filters_active": bool(narrow.text or narrow.phase or narrow.task),
            "reset_url": reverse("worklist_reset"),
            "changed_url": f"{reverse('worklist_changes')}?{urlencode({'sedan': now.isoformat()})}",
            "version": mark,
            "reload_url": request.get_full_path(),
            "bulk_url": reverse("worklist_act"),
            "bulk_query": query_of(narrow),
            "rest_choices": rest_choices(now),
            "resting": narrow.tab == "resting",
            "total": len(cases),
            "may_take_out": permissions.may(acting, permissions.TAKE_LIST_OUT),
            "tour": preferences.tour_step(request),
            "can_assign": True,
            "groups": groups,
            "page": page if page.paginator.num_pages > 1 else None,
            "empty": _empty(narrow, selectors.next_deadline(acting=acting, now=now), now),
            "attention": counts["unit"],
        }
        return render(request, "transitions/worklist.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the search text into the session, and show the list."""
        require_worklist(self.acting)
        form = FilterForm(request.POST)
        if form.is_valid():
            request.session[SEARCH_KEY] = form.cleaned_data["q"]
            chosen = {**form.cleaned_data, "flik": request.GET.get("flik", "")}
            return HttpResponseRedirect(worklist_url(narrowing(chosen)))
        return redirect("worklist")


class ResetView(ActingView):
    """Take the filter away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Forget the search text."""
        request.session.pop(SEARCH_KEY, None)
        return redirect("worklist")


class ChangesView(ActingView):
    """The poll when something has changed, or nobody remembers who asks (transitions/polls.py answers the rest)."""

    background = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Compare the mark that the page was drawn with."""
        seen = request.GET.get("v", "")
        mark = versions.current(self.acting.unit_id)
        polling.remember(request, services_sessions.left(request.session).seconds)
        if not mark or mark == seen:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        drawn = _moment(request.GET.get("sedan", ""))
        context = {
            "changed_url": request.get_full_path(),
            "version": seen,
            "changed": selectors.changed_since(acting=self.acting, moment=drawn or self.now),
            "reload_url": reverse("worklist"),
        }
        return render(request, "components/changed.html", context)


class PeopleView(ActingView):
    """Personer: search within what the unit may see. The text is sent by POST and stands in no address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty search."""
        require_worklist(self.acting)
        return self._page(PersonForm(), [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """The hits, each logged as seen."""
        require_worklist(self.acting)
        throttle.count("search", self.acting)
        form = PersonForm(request.POST)
        found = cases.search(acting=self.acting, text=form.cleaned_data["q"]) if form.is_valid() else []
        self.log_look(sorted({episode.patient_id for episode in found}), "search")
        return self._page(form, [present.person(episode) for episode in found], searched=True)

    def _page(self, form: PersonForm, rows: list[dict[str, Any]], *, searched: bool = False) -> HttpResponse:
        form.fields["q"].widget.attrs["autofocus"] = True
        context = {"form": form, "rows": rows, "searched": searched, "cut": len(rows) == cases.MOST_HITS}
        return render(self.request, "transitions/people.html", context)


def _heading_actions(acting: Acting, mine: int) -> list[dict[str, str]]:
    found = []
    if mine:
        found.append({"label": "Lämna över", "url": reverse("hand_over"), "icon": "arrow-left-right"})
    if permissions.may(acting, permissions.ADMIT):
        found.append({"label": "Skriv in patient", "url": reverse("admit"), "icon": "plus"})
    return found


def _tabs(narrow: selectors.WorkFilter, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The fixed tabs; what rests has one while something does."""
    return [
        {
            "label": label,
            "url": worklist_url(selectors.WorkFilter(tab=name)),
            "count": counts[name],
            "current": narrow.tab == name,
        }
        for name, label in TABS.items()
        if name != "resting" or counts[name] or narrow.tab == name
    ]


def _saved(rows: list[Any], address: str) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        url = filter_url(row.query)
        found.append(
            {"name": row.name, "url": url, "for_unit": row.user_id is None, "current": url == address}
        )
    return found


def _with_query(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _empty(narrow: selectors.WorkFilter, due: datetime | None, now: datetime) -> dict[str, str]:
    if narrow.text or narrow.phase or narrow.task:
        return {"text": "Inget ärende passar filtret.", "detail": "Ta bort filtret för att se alla ärenden."}
    if narrow.tab == "resting":
        return {
            "text": "Inget ärende vilar.",
            "detail": "Låt ett ärende vila, så står det här tills det behövs.",
        }
    if due is not None:
        return {
            "text": "Inget att göra just nu.",
            "detail": f"Nästa tidsfrist: {formats.moment_text(due, now)}.",
        }
    return {"text": "Inget att göra just nu.", "detail": "Nya meddelanden visas här så snart de kommer."}


def _moment(text: str) -> datetime | None:
    """When the page was drawn, as it wrote it into the address itself; anything else is nothing."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
