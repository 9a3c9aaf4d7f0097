"""Föreslagna avvikelser: what the system proposes to a unit, and which rules propose (A7)."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core.history import changes_of_many
from core.invalid import Invalid
from deviations import permissions
from deviations import selectors_proposals as selectors
from deviations.forms_proposals import DismissForm, RulesForm
from deviations.models import Proposal
from deviations.presenters import proposals as present
from deviations.services import proposing as services
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm
from transitions.views.base import ActingView

LIST = "deviation_proposals"


class ListView(ActingView):
    """The drafts of the unit: those that wait, and those that have been settled."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; whoever is named on it is logged as seen."""
        permissions.require_report(self.acting)
        settled = request.GET.get("flik") == "avgjorda"
        rows = (
            selectors.settled_ones(acting=self.acting, now=self.now)
            if settled
            else selectors.open_ones(acting=self.acting)
        )
        if rows:
            self.log_look(sorted({row.episode.patient_id for row in rows}), "deviation_proposals")
        here = reverse(LIST)
        context = {
            "settled": settled,
            "rows": present.lines(rows),
            "tabs": [
                {
                    "label": "Att avgöra",
                    "url": here,
                    "current": not settled,
                    "count": None if settled else len(rows),
                },
                {"label": "Avgjorda", "url": f"{here}?flik=avgjorda", "current": settled},
            ],
            "rules_url": reverse("deviation_proposal_rules") if permissions.may_keep(self.acting) else "",
        }
        return render(request, "deviations/proposals.html", context)


class DismissView(WriteView):
    """Avfärda ett förslag, with the reason."""

    form_class: ClassVar[type[CaseForm]] = DismissForm
    heading = "Avfärda förslaget"
    intro = "Skälet visar vilka regler som föreslår i onödan. Den andra parten får inte veta något."
    submit = "Avfärda förslaget"
    success = "Förslaget är avfärdat. Det finns kvar under Avgjorda."
    row: Proposal

    def fetch(self, **kwargs: Any) -> None:
        """The draft, of the own unit. Raises Http404."""
        permissions.require_report(self.acting)
        found = selectors.by_public_id(acting=self.acting, public_id=kwargs["proposal_id"])
        if found is None:
            raise Http404
        self.row = found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; one that is settled goes to where it stands."""
        if self.row.settled_at is not None:
            messages.info(request, services.SETTLED)
            return HttpResponseRedirect(f"{reverse(LIST)}?flik=avgjorda")
        return super().get(request, *args, **kwargs)

    def about(self) -> str:
        """The draft."""
        return f"proposal {self.row.pk}"

    def context(self) -> dict[str, Any]:
        """What is dismissed; the person is named on the list alone."""
        shown = present.lines([self.row])[0]
        return {
            "facts": [
                {"label": "Förslag", "value": shown["category"]},
                {"label": "Gäller", "value": shown["about"] or "Inte sagt"},
                {"label": "I ärendet", "value": shown["fact"]},
            ]
        }

    def cancel_url(self) -> str:
        """Back to the list."""
        return reverse(LIST)

    def perform(self, form: Any) -> str:
        """Dismiss it."""
        data = form.cleaned_data
        services.dismiss(
            acting=self.acting,
            public_id=self.row.public_id,
            at=self.now,
            reason=data["reason"],
            why=data["why"],
        )
        return reverse(LIST)


class RulesView(ActingView):
    """Vad som föreslås: on or off and after how long, for the units of the keeper's organisation."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to it before anything is fetched."""
        if request.user.is_authenticated and hasattr(self, "acting"):
            permissions.require_keep(self.acting)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What holds now."""
        settings = selectors.settings_in_force(acting=self.acting)
        return self._page(RulesForm(initial=present.initial(settings)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it."""
        form = RulesForm(request.POST)
        if not form.is_valid():
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            changed = services.save_settings(acting=self.acting, wanted=form.wanted())
        except Invalid as error:
            form.add_error(error.field, error.message)
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        said = "Reglerna är sparade. De gäller från nästa genomgång." if changed else "Inget var ändrat."
        messages.success(request, said)
        return HttpResponseRedirect(reverse("deviation_proposal_rules"))

    def _page(self, form: RulesForm, status: int = HTTPStatus.OK) -> HttpResponse:
        kept = selectors.own_settings(acting=self.acting)
        context = {
            "form": form,
            "organisation": self.acting.organisation_name,
            "rules": present.rules(form, selectors.shares(acting=self.acting, now=self.now)),
            "back_url": reverse("deviation_list"),
            "history": shown_names(self.acting).history(present.history(changes_of_many(kept))),
        }
        return render(self.request, "deviations/proposal_rules.html", context, status=status)
