"""What is done from the page of a case without a form: kvittera, ta ansvar; and Historik."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core.conflicts import Conflict
from core.history import changes_of
from transitions import permissions, services
from transitions.locks import NotFound
from transitions.presenters.history import history
from transitions.presenters.words import conflict_text
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases
from transitions.selectors import shields as standing
from transitions.views.base import CaseView


class AcknowledgeView(CaseView):
    """Kvittera: one item, and what waited of the same kind before it."""

    look = "acknowledge"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the unit's receipt. A second click is told who did it, and does nothing."""
        permissions.require(self.acting, ItemKind.ACKNOWLEDGED)
        try:
            services.acknowledge(
                acting=self.acting, episode_id=self.episode.pk, item_id=kwargs["item_id"], at=self.now
            )
            messages.success(request, "Kvitterat.")
        except Conflict as conflict:
            done_by = shown_names(self.acting).of(conflict.params.get("by") or "")
            text = conflict_text(conflict.code)
            messages.info(request, f"{text} {done_by} kvitterade." if done_by else text)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("case", args=[self.episode.public_id]))


class TakeView(CaseView):
    """Ta ansvar, or let go."""

    look = "take"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the case in one's unit, or release it."""
        try:
            if request.POST.get("release"):
                services.release_case(acting=self.acting, episode_id=self.episode.pk)
                messages.success(request, "Ärendet är inte längre tilldelat.")
            else:
                services.take_case(acting=self.acting, episode_id=self.episode.pk, at=self.now)
                messages.success(request, "Du ansvarar nu för ärendet.")
        except Conflict as conflict:
            messages.warning(request, conflict_text(conflict.code))
        return HttpResponseRedirect(reverse("case", args=[self.episode.public_id]))


class CaseHistoryView(CaseView):
    """Historik: who changed which field of the case, when, before and after."""

    look = "history"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The versions of the episode, of the patient's card and of the providers that the unit may know of."""
        hidden = () if self.opened else ("placed_by", "discharged_to")
        changes = [*changes_of(self.episode, exclude=hidden)]
        if permissions.may(self.acting, permissions.ADMIT) or permissions.may(
            self.acting, permissions.CHANGE_PROVIDERS
        ):
            person = () if self.opened else ("name", "address", "phone", "registered_in", "listed_at")
            changes += changes_of(self.episode.patient, exclude=person)
            blocks = standing.state(acting=self.acting, episode_id=self.episode.pk, now=self.now).blocks
            barred = standing.hidden_items(acting=self.acting, episode=self.episode, blocks=blocks)
            for service in (
                cases.present_providers(self.episode.patient_id) if self.opened and not barred else []
            ):
                changes += changes_of(service)
        changes = shown_names(self.acting).history(changes)
        return render(
            request, "transitions/case_history.html", {**self.case_context(), "history": history(changes)}
        )
