"""Att göra: the list, its filters, the poll for changes, and acts on marked rows."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from core import throttle, versions
from core.conflicts import Conflict
from core.navigation import entries_for
from transitions import permissions, services
from transitions.locks import NotFound
from transitions.presenters import worklist as present
from transitions.presenters.worklist import PHASES
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases
from transitions.selectors import worklist as selectors
from transitions.views.base import ActingView

TABS = (
    ("unit", "Min enhet"),
    ("unread", "Olästa"),
    ("mine", "Mina"),
    ("unassigned", "Ej tilldelade"),
    ("ready", "Utskrivningsklara"),
)
SEARCH_KEY = "worklist_search"
ROWS_A_PAGE = 50


class FilterForm(forms.Form):
    """The filter row. The search text never stands in an address: it may be a personal number."""

    q = forms.CharField(
        label="Sök namn eller personnummer",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    phase = forms.ChoiceField(
        label="Läge",
        required=False,
        choices=[("", "Alla"), *[(phase, PHASES[phase].label) for phase in Phase]],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]


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
        _require_worklist(self.acting)
        tab = request.GET.get("flik", "unit")
        narrow = selectors.WorkFilter(
            tab=tab if tab in dict(TABS) else "unit",
            text=request.session.get(SEARCH_KEY, ""),
            phase=request.GET.get("phase", "") if request.GET.get("phase") in set(Phase) else "",
        )
        mark = versions.current(self.acting.unit_id)
        cases = selectors.work_cases(acting=self.acting, now=self.now, narrow=narrow)
        page = Paginator(cases, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        shown = selectors.work_rows(
            acting=self.acting, now=self.now, narrow=narrow, cases=list(page.object_list)
        )
        counts = selectors.tab_counts(acting=self.acting, now=self.now)
        self.log_look(sorted({row.episode.patient_id for row in shown}), "worklist")
        context = {
            "heading": "Att göra nu",
            "heading_actions": _heading_actions(self.acting),
            "tabs": [
                {
                    "label": label,
                    "url": f"{reverse('worklist')}?flik={name}",
                    "count": counts[name],
                    "current": narrow.tab == name,
                }
                for name, label in TABS
            ],
            "filter_form": FilterForm({"q": narrow.text, "phase": narrow.phase}),
            "filter_action": _address(request),
            "filters_active": bool(narrow.text or narrow.phase),
            "reset_url": reverse("worklist_reset"),
            "changed_url": f"{reverse('worklist_changes')}?{urlencode({'sedan': self.now.isoformat()})}",
            "version": mark,
            "reload_url": request.get_full_path(),
            "bulk_url": reverse("worklist_act"),
            "can_assign": True,
            "groups": present.groups(shown, now=self.now, user_id=self.acting.user_id),
            "page": page if page.paginator.num_pages > 1 else None,
            "empty": _empty(narrow),
            "attention": counts["unit"],
        }
        return render(request, "transitions/worklist.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the search text into the session, and show the list."""
        _require_worklist(self.acting)
        form = FilterForm(request.POST)
        if form.is_valid():
            request.session[SEARCH_KEY] = form.cleaned_data["q"]
            kept = QueryDict(mutable=True)
            if form.cleaned_data["phase"]:
                kept["phase"] = form.cleaned_data["phase"]
            if request.GET.get("flik"):
                kept["flik"] = request.GET["flik"]
            return HttpResponseRedirect(f"{reverse('worklist')}?{kept.urlencode()}".rstrip("?"))
        return redirect("worklist")


class ResetView(ActingView):
    """Take the filter away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Forget the search text."""
        request.session.pop(SEARCH_KEY, None)
        return redirect("worklist")


class ChangesView(ActingView):
    """The poll: 204 while nothing has changed, without a database query for the list."""

    background = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Compare the mark that the page was drawn with."""
        seen = request.GET.get("v", "")
        mark = versions.current(self.acting.unit_id)
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


class ActView(ActingView):
    """Acknowledge or take the marked rows; the answer tells which succeeded."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it row by row. A row that has changed since the list was drawn is left, and said."""
        _require_worklist(self.acting)
        one = request.POST.get("one")
        marked = [one] if one else request.POST.getlist("ids")
        act = "acknowledge" if one else request.POST.get("action", "acknowledge")
        done = changed = 0
        for public_id, version in filter(None, map(_mark, marked)):
            episode = cases.by_public_id(acting=self.acting, public_id=public_id)
            if episode is None:
                continue
            if episode.version != version:
                changed += 1
                continue
            done += self._act(act, episode.pk)
        self._tell(act, done, changed, bool(marked))
        target = request.POST.get("next", "")
        return HttpResponseRedirect(target if target.startswith("/att-gora/") else reverse("worklist"))

    def _act(self, act: str, episode_id: int) -> int:
        try:
            if act == "assign":
                services.take_case(acting=self.acting, episode_id=episode_id, at=self.now)
                return 1
            waiting = selectors.waiting_items(acting=self.acting, episode_ids=[episode_id])
            kinds = {kind for _, kind in waiting.get(episode_id, [])}
            for kind in sorted(kinds):
                services.acknowledge_kind(
                    acting=self.acting, episode_id=episode_id, of=ItemKind(kind), at=self.now
                )
            return bool(kinds)
        except (Conflict, NotFound):
            return 0

    def _tell(self, act: str, done: int, changed: int, marked: bool) -> None:
        if not marked:
            messages.warning(self.request, "Markera minst ett ärende först.")
            return
        verb = "Du ansvarar nu för" if act == "assign" else "Kvitterat:"
        noun = "ärende" if done == 1 else "ärenden"
        if done:
            messages.success(self.request, f"{verb} {done} {noun}.")
        if changed:
            noun = "ärende" if changed == 1 else "ärenden"
            messages.warning(
                self.request, f"{changed} {noun} har ändrats sedan listan visades. Öppna och läs först."
            )
        if not done and not changed:
            messages.info(self.request, "Det fanns inget kvar att göra i de markerade ärendena.")


class PeopleView(ActingView):
    """Personer: search within what the unit may see. The text is sent by POST and stands in no address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty search."""
        _require_worklist(self.acting)
        return self._page(FilterForm(), [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """The hits, each logged as seen."""
        _require_worklist(self.acting)
        throttle.count("search", self.acting)
        form = FilterForm(request.POST)
        found = cases.search(acting=self.acting, text=form.cleaned_data["q"]) if form.is_valid() else []
        self.log_look(sorted({episode.patient_id for episode in found}), "search")
        return self._page(form, [present.person(episode) for episode in found], searched=True)

    def _page(self, form: FilterForm, rows: list[dict[str, Any]], *, searched: bool = False) -> HttpResponse:
        context = {"form": form, "rows": rows, "searched": searched}
        return render(self.request, "transitions/people.html", context)


def _require_worklist(acting: Any) -> None:
    if not permissions.may(acting, permissions.SEE_CASE):
        raise PermissionDenied


def _heading_actions(acting: Any) -> list[dict[str, str]]:
    if permissions.may(acting, permissions.ADMIT):
        return [{"label": "Skriv in patient", "url": reverse("admit"), "icon": "plus"}]
    return []


def _address(request: HttpRequest) -> str:
    tab = request.GET.get("flik")
    return f"{reverse('worklist')}?{urlencode({'flik': tab})}" if tab else reverse("worklist")


def _empty(narrow: selectors.WorkFilter) -> dict[str, str]:
    if narrow.text or narrow.phase:
        return {"text": "Inget ärende passar filtret.", "detail": "Ta bort filtret för att se alla ärenden."}
    return {"text": "Inget att göra just nu.", "detail": "Nya meddelanden visas här så snart de kommer."}


def _moment(text: str) -> datetime | None:
    """When the page was drawn, as it wrote it into the address itself; anything else is nothing."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _mark(text: str) -> tuple[UUID, int] | None:
    public_id, _, version = text.partition(":")
    try:
        return UUID(public_id), int(version)
    except ValueError:
        return None
