"""The list of deviations, and one deviation with its thread and answer."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import idempotency
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions, selectors, selectors_proposals, services
from deviations.forms import AnswerForm, FilterForm
from deviations.presenters import investigation
from deviations.presenters import pages as present
from deviations.rules.investigation import Carried
from deviations.rules.kinds import Step
from deviations.selectors import Box
from deviations.views.base import DeviationView
from transitions.locks import NotFound
from transitions.views.base import ActingView

ROWS_A_PAGE = 50
TABS = {
    Box.INCOMING: "Inkomna",
    Box.SENT: "Skickade",
    Box.UNANSWERED: "Obesvarade",
    Box.ALL: "Alla i kommunen",
}


class ListView(ActingView):
    """Avvikelser. No person is named here, so nobody is logged as seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The chosen tab, filtered."""
        permissions.require_read(self.acting)
        boxes = [box for box in Box if box is not Box.ALL or selectors.sees_area(self.acting)]
        asked = request.GET.get("flik", "")
        box = Box(asked) if asked in boxes else Box.INCOMING
        form = FilterForm(request.GET)
        category = form.cleaned_data["kategori"] if form.is_valid() else ""
        rows = selectors.in_box(acting=self.acting, box=box)
        if category:
            rows = rows.filter(category=category)
        headline = selectors.headline(acting=self.acting, now=self.now)
        counts = {
            Box.INCOMING: headline.incoming,
            Box.SENT: headline.sent,
            Box.UNANSWERED: headline.unanswered,
        }
        page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        context = {
            "box": box,
            "tabs": [
                {
                    "label": TABS[one],
                    "url": f"{reverse('deviation_list')}?flik={one}",
                    "count": counts.get(one),
                    "current": one is box,
                }
                for one in boxes
            ],
            "figures": present.figures(
                headline,
                now=self.now,
                thanks=selectors.thanks_count(acting=self.acting, since=self.now - timedelta(days=90)),
            ),
            "may_report": permissions.may_report(self.acting),
            "board_url": reverse("deviation_board") if permissions.may_board(self.acting) else "",
            "proposals_url": reverse("deviation_proposals") if permissions.may_report(self.acting) else "",
            "proposed": selectors_proposals.open_count(acting=self.acting),
            "rules_url": reverse("deviation_proposal_rules") if permissions.may_keep(self.acting) else "",
            "keep_url": reverse("deviation_routes") if permissions.may_keep(self.acting) else "",
            "filter_form": form,
            "filters_active": bool(category),
            "reset_url": f"{reverse('deviation_list')}?flik={box}",
            "rows": [present.row(row, now=self.now) for row in page.object_list],
            "page": page,
        }
        return render(request, "deviations/list.html", context)


class DetailView(DeviationView):
    """One deviation."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return self.page()


class AnswerView(DeviationView):
    """The answer. What was typed is kept, whatever stands in the way."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, once."""
        permissions.require(self.acting, Step.ANSWER, self.deviation)
        form = AnswerForm(request.POST, carries=self.carries())
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        key = str(data["key"])

        def run() -> idempotency.Answer:
            services.answer(
                acting=self.acting,
                ref=self.deviation.ref,
                at=self.now,
                explanation=data["explanation"],
                measure=data["measure"],
                carried=self._carried(data.get("carries", [])),
                version=data["version"],
            )
            return idempotency.Answer(HTTPStatus.OK, {"done": True})

        try:
            idempotency.once(
                scope=f"web:{self.acting.user_id}:deviation_answer:{self.deviation.pk}",
                key=key,
                body_hash=idempotency.hash_body(key.encode()),
                run=run,
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            return self.conflicted(form=form, conflict=conflict)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, "Svaret är skickat.")
        return HttpResponseRedirect(self.url)

    def _carried(self, chosen: list[str]) -> str:
        """What the holder has chosen of the investigation."""
        own = self.investigation()
        if own is None:
            return ""
        return investigation.carried_text(own, own.actions.all(), {Carried(one) for one in chosen}, self.now)
