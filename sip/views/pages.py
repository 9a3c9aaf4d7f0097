"""The list of SIPs, one SIP with its history, and its calendar file."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core.clock import local_date
from core.history import changes_of
from sip import (
    permissions,
    selectors,
    selectors_around,
    selectors_coordinator,
    selectors_followup,
    selectors_preparing,
    selectors_signals,
    selectors_times,
)
from sip.exports import calendar_file
from sip.presenters import pages as present
from sip.presenters import signals as present_signals
from sip.presenters.around import alerts
from sip.presenters.followup import evaluation_rows, follow_up_rows
from sip.rules.kinds import SipState
from sip.views.base import SipMixin, tabs
from transitions.views.base import ActingView

ROWS_A_PAGE = 50
CALLED = (SipState.CALLED,)
HELD = (SipState.HELD, SipState.AGREED, SipState.FOLLOWED_UP)
CLOSED = (SipState.CLOSED,)

TABS = (
    ("att-kalla", "Att kalla"),
    ("signaler", "Signaler"),
    ("samordnare", "Samordnare"),
    ("kallade", "Kallade"),
    ("att-forbereda", "Att förbereda"),
    ("att-bekrafta", "Att bekräfta"),
    ("att-folja-upp", "Att följa upp"),
    ("genomforda", "Genomförda"),
    ("avslutade", "Avslutade"),
)
STATES = {"kallade": CALLED, "genomforda": HELD, "avslutade": CLOSED}


def _about(row: Any) -> Any:
    """What of a row knows whom it is about."""
    if isinstance(row, selectors_coordinator.Coordinated):
        return row.episode
    if isinstance(row, selectors_signals.Signal):
        return row.item.episode
    return row if isinstance(row, selectors.ToCall) else row.episode


class ListView(ActingView):
    """SIP: to call, called, held. Every patient on the list is logged as seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The chosen tab; those who never call begin with the called."""
        if not permissions.may_list(self.acting):
            raise PermissionDenied
        tab = request.GET.get("flik", "")
        if tab not in dict(TABS):
            tab = "att-kalla" if permissions.may_call(self.acting) else "kallade"
        make: Callable[[Any], dict[str, Any]]
        if tab == "att-kalla":
            found: Any = selectors.to_call(acting=self.acting, now=self.now)
            make = present.to_call_row
        elif tab == "samordnare":
            found = selectors_coordinator.of_unit(acting=self.acting)
            make = present_signals.coordinated_row
        elif tab == "signaler":
            found = selectors_signals.of_unit(acting=self.acting)
            make = partial(present_signals.row, acting=self.acting, now=self.now)
        elif tab == "att-folja-upp":
            found = selectors_followup.to_follow_up(acting=self.acting, today=local_date(self.now))
            make = partial(present.list_row, now=self.now)
        elif tab == "att-forbereda":
            found = selectors_preparing.to_prepare(acting=self.acting, now=self.now)
            make = partial(present.list_row, now=self.now, page="sip_preparation")
        elif tab == "att-bekrafta":
            found = selectors.to_confirm(acting=self.acting)
            make = partial(present.list_row, now=self.now, page="sip_plan")
        else:
            found = selectors.sips_in_states(acting=self.acting, states=STATES[tab])
            found = found.order_by("-meeting_at", "-pk") if tab != "kallade" else found
            make = partial(present.list_row, now=self.now)
        page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        rows = list(page.object_list)
        patients = {row.patient_id for row in map(_about, rows)}
        self.log_look(sorted(patients), "sip_list")
        counts = {
            "att-kalla": selectors.to_call_count(acting=self.acting, now=self.now),
            "signaler": selectors_signals.waiting_count(acting=self.acting, now=self.now),
            "kallade": selectors.sips_in_states(acting=self.acting, states=CALLED).count(),
            "att-forbereda": selectors_preparing.to_prepare(acting=self.acting, now=self.now).count(),
            "att-bekrafta": selectors.to_confirm(acting=self.acting).count(),
            "att-folja-upp": selectors_followup.to_follow_up(
                acting=self.acting, today=local_date(self.now)
            ).count(),
            "genomforda": selectors.sips_in_states(acting=self.acting, states=HELD).count(),
        }
        context = {
            "start_url": reverse("sip_start") if permissions.may_start(self.acting) else "",
            "tab": tab,
            "tabs": [
                {
                    "label": label,
                    "url": f"{reverse('sip_list')}?flik={name}",
                    "count": counts.get(name),
                    "current": name == tab,
                }
                for name, label in TABS
            ],
            "rows": [make(row) for row in rows],
            "page": page,
        }
        return render(request, "sip/list.html", context)


class DetailView(SipMixin):
    """One SIP: the call, who is invited, the meeting, what comes next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The SIP as far as the unit sees it; `flik=historik` shows what was changed and by whom."""
        whole = permissions.content_visible(self.acting, self.sip)
        happened = selectors_around.around(acting=self.acting, sip=self.sip)
        primary, actions = present.buttons(
            self.sip, acting=self.acting, now=self.now, plan=whole, died_at=happened.died_at
        )
        url = reverse("sip_detail", args=[self.sip.public_id])
        told = whole and self.opened and self.sip.held_at is not None
        history = whole and self.opened and request.GET.get("flik") == "historik"
        context = self.case_context() | {
            "sip": present.card(
                self.sip,
                acting=self.acting,
                now=self.now,
                opened=self.opened,
                answered=selectors_times.who_answered(sip=self.sip) if whole and self.sip.held_at else None,
            ),
            "primary": primary,
            "actions": actions,
            "happened": alerts(happened, self.sip, self.now),
            "show_history": history,
            "follow_ups": follow_up_rows(selectors_followup.follow_ups(sip=self.sip)) if told else [],
            "evaluations": evaluation_rows(selectors_followup.evaluations(sip=self.sip)) if told else [],
            "history": present.history(shown_names(self.acting).history(changes_of(self.sip)))
            if history
            else [],
            "tabs": self._tabs(url, whole=whole, history=history),
        }
        return render(request, "sip/detail.html", context)

    def _tabs(self, url: str, *, whole: bool, history: bool) -> list[dict[str, Any]]:
        """All of them to those who called or are invited; the others see the case and that there is a call."""
        found = tabs(self.sip, "" if history else "sip_detail")
        if not whole:
            return found[:2]
        own = {"label": "Historik för SIP", "url": f"{url}?flik=historik", "current": history}
        return [*found, own] if self.opened else found


class CalendarView(ActingView):
    """The meeting as a calendar file. Shows no person, so nothing is logged as seen."""

    def get(self, request: HttpRequest, sip_id: UUID) -> HttpResponse:
        """The file, for those who may see the SIP."""
        sip = selectors.sip_by_public_id(acting=self.acting, public_id=sip_id)
        if sip is None:
            raise Http404
        url = settings.PUBLIC_URL.rstrip("/") + reverse("sip_detail", args=[sip.public_id])
        return HttpResponse(
            calendar_file(sip, url=url, now=self.now, unit_id=self.acting.unit_id),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="kallelse.ics"'},
        )
