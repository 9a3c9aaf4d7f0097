"""Questions that the act leaves to people: proposed on the case, answered by the other side, and the list of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from liability import permissions
from liability.forms import AnswerDecisionForm, ProposeDecisionForm
from liability.models import Decision
from liability.presenters import strip as present
from liability.presenters.tabs import tabs
from liability.rules.decisions import Choice
from liability.selectors import decisions as selectors
from liability.selectors.assessments import current
from liability.selectors.decisions import OpenQuestion
from liability.services.decisions import answer_decision, propose_decision
from transitions.views.base import ActingView, CaseFormView


class WaitingView(ActingView):
    """The unit's cases that wait for a decision of both sides."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the oldest first; whoever is named is logged as seen."""
        permissions.require(self.acting, permissions.SEE)
        found = selectors.waiting(acting=self.acting)
        if found:
            self.log_look(sorted({each.patient_id for each in found}), "liability_waiting")
        side = permissions.side_of(self.acting).value
        rows = [
            {
                "name": each.name,
                "url": reverse("liability", args=[each.public_id]),
                "questions": [
                    text
                    for spell in each.row.spells
                    for text in present.texts_of([reason["code"] for reason in spell["reasons"]])
                ],
                "state": present.waits_for(each.proposal, side),
            }
            for each in found
        ]
        context = {"rows": rows, "liability_tabs": tabs(self.acting, "decisions")}
        return render(request, "liability/decisions.html", context)


class DecisionFormView(CaseFormView):
    """A form about one question of a case."""

    template_name = "transitions/form.html"

    def check_permission(self) -> None:
        """404 for a unit that the result is not addressed to."""
        if not permissions.may_see_results(self.acting):
            raise Http404

    def success_url(self) -> str:
        """The page of betalningsansvar."""
        return reverse("liability", args=[self.episode.public_id])

    def questions(self) -> list[OpenQuestion]:
        """The questions that wait."""
        row = current(acting=self.acting, episode_id=self.episode.pk)
        return [] if row is None else selectors.open_questions(row)


class ProposeView(DecisionFormView):
    """Lämna ett förslag."""

    form_class = ProposeDecisionForm
    heading, submit = "Föreslå en bedömning", "Skicka förslaget"
    success = "Förslaget är lämnat. Den andra parten svarar."

    def asked(self) -> OpenQuestion:
        """The period of the address; the first question without one."""
        found = self.questions()
        wanted = self.request.GET.get("period", "")
        chosen = [each for each in found if each.notice_at.isoformat() == wanted] or found[:1]
        if not chosen:
            raise Http404
        return chosen[0]

    def initial(self) -> dict[str, Any]:
        """The start day that the terms would give."""
        asked = self.asked()
        return {"notice_at": asked.notice_at.isoformat(), "from_day": asked.start_day}

    def warnings(self) -> list[dict[str, str]]:
        """The question, above the form."""
        return [
            {"tone": "info", "title": "Frågan", "text": text}
            for each in self.questions()[:1]
            for text in present.question_texts(each)
        ]

    def perform(self, form: Any, version: int) -> None:
        """Propose."""
        data = form.cleaned_data
        propose_decision(
            acting=self.acting,
            episode_id=self.episode.pk,
            notice_at=data["notice_at"],
            choice=Choice(data["choice"]),
            from_day=data["from_day"],
            text=data["text"],
        )


class AnswerView(DecisionFormView):
    """Svara på ett förslag."""

    form_class = AnswerDecisionForm
    heading, submit = "Svara på förslaget", "Skicka svaret"
    success = "Svaret är lämnat. Godtas förslaget räknas dagarna om efter det."

    def proposal(self) -> Decision:
        """The proposal of the address, or 404."""
        public_id: UUID = self.kwargs["decision_id"]
        found = selectors.proposal(episode_id=self.episode.pk, public_id=public_id)
        if found is None:
            raise Http404
        return found

    def warnings(self) -> list[dict[str, str]]:
        """What was proposed, above the form."""
        shown = present.proposal(self.proposal(), now=self.now)
        return [
            {
                "tone": "info",
                "title": f"{shown['side']} föreslår: {shown['what']}",
                "text": f"{shown['text']} ({shown['by']})",
            }
        ]

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        data = form.cleaned_data
        answer_decision(
            acting=self.acting,
            episode_id=self.episode.pk,
            public_id=self.proposal().public_id,
            accepted=data["accepted"] == "yes",
            text=data["text"],
        )
