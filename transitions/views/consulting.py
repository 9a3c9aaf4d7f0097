"""Pages of consultation inside the municipality (T36): ask, read, answer, the list of the one who is asked."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.consulting import ConsultAnswerForm, ConsultForm
from transitions.models import CareEpisode
from transitions.presenters.consulting import listed, question_cards, to_enclose
from transitions.presenters.whole_picture import whole_picture
from transitions.rules.consulting import ASKED, Enclosed, unanswered
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases, consulting
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import ActingView, CaseView, require_role
from transitions.views.sending import SendingView


class ConsultView(SendingView):
    """Rådfråga en kollega i kommunen."""

    action = ItemKind.CONSULTED
    form_class: ClassVar[type[CaseForm]] = ConsultForm
    sends: ClassVar = {"profession": "profession", "question": "note", "enclose": "enclosed"}
    heading = "Rådfråga en kollega i kommunen"
    intro = "Frågan och det du bifogar når kollegan bara med samtycke eller efter menprövning."
    submit = "Skicka frågan"
    success = "Frågan är skickad."

    @cached_property
    def parts(self) -> dict[str, Enclosed]:
        """What the unit has of the person, and can send along; nothing of a protected person who is not opened."""
        if not self.opened:
            return {}
        items = [one.item for one in cases.visible_items(acting=self.acting, episode=self.episode)]
        return to_enclose(
            whole_picture(items, now=self.now, names=shown_names(self.acting), opened=self.opened)
        )

    def sent_fields(self) -> dict[str, str]:
        """Without what there is nothing of."""
        return {name: sent for name, sent in self.sends.items() if name != "enclose" or self.parts}

    def form_kwargs(self) -> dict[str, Any]:
        """Units of the own organisation that can be asked, and what can be sent along."""
        return {"units": cases.own_units(self.acting, kinds=ASKED), "parts": self.parts}

    def receivers(self) -> dict[int, str]:
        """Those who can be asked; which of them is chosen in the form."""
        return {unit.id: unit.name for unit in cases.own_units(self.acting, kinds=ASKED)}

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        data = form.cleaned_data
        services.consult(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            unit_id=data["unit"],
            profession=data["profession"],
            question=data["question"],
            enclosed=[self.parts[title] for title in data.get("enclose") or ()],
            version=version,
        )


class OfTheQuestion(CaseView):
    """A page of the questions of a case; the only one that a MAS has of it."""

    look = "consultation"

    def admits(self, episode: CareEpisode) -> bool:
        """Those of the case, and a MAS who has been asked about the person."""
        if super().admits(episode):
            return True
        asked = consulting.is_asked(acting=self.acting, episode=episode)
        return permissions.may(self.acting, permissions.SEE_CONSULTATION) and asked

    def case_context(self) -> dict[str, Any]:
        """Somebody who has no more of the case gets no way into it."""
        context = super().case_context()
        if permissions.may(self.acting, permissions.SEE_CASE):
            return context
        return {**context, "tabs": [], "presence": None, "case_url": reverse("consultations")}

    def cards(self) -> list[dict[str, Any]]:
        """The questions that the unit asked or was asked."""
        items = [one.item for one in cases.visible_items(acting=self.acting, episode=self.episode)]
        return question_cards(
            items, acting=self.acting, now=self.now, names=shown_names(self.acting), opened=self.opened
        )


class ConsultationView(OfTheQuestion):
    """What was asked, what was sent with it, and the answer."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        require_role(self.acting, permissions.SEE_CONSULTATION)
        waits = any(unit == self.acting.unit_id for unit, _ in unanswered(chain_of(self.episode)))
        context = {
            **self.case_context(),
            "cards": self.cards(),
            "answer_url": reverse("answer_consultation", args=[self.episode.public_id]) if waits else "",
        }
        return render(request, "transitions/consultation.html", context)


class AnswerConsultationView(OfTheQuestion, SendingView):
    """The colleague's answer, below the question."""

    action = ItemKind.CONSULTATION_ANSWERED
    form_class: ClassVar[type[CaseForm]] = ConsultAnswerForm
    template_name = "transitions/answer_consultation.html"
    sends: ClassVar = {"answer": "note"}
    heading = "Svara på frågan"
    submit = "Skicka svaret"
    success = "Svaret är skickat."

    def context(self) -> dict[str, Any]:
        """The question itself."""
        waiting = [card for card in self.cards() if card["answer"] is None and card["phone"]]
        context = {**super().context(), "cards": waiting}
        if not permissions.may(self.acting, permissions.SEE_CASE):
            context["consents_url"] = ""
        return context

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """The one who asked."""
        asked = unanswered(chain_of(self.episode))
        return frozenset(fact.by_id for unit, fact in asked if unit == self.acting.unit_id)

    def success_url(self) -> str:
        """Back to where one came from."""
        if permissions.may(self.acting, permissions.SEE_CASE):
            return super().success_url()
        return reverse("consultation", args=[self.episode.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        services.answer_consultation(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            answer=form.cleaned_data["answer"],
            version=version,
        )


class ConsultationsView(ActingView):
    """The questions to a MAS, who has no worklist."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list."""
        require_role(self.acting, permissions.LIST_CONSULTATIONS)
        asked = consulting.asked_of(acting=self.acting)
        patients = sorted({one.item.episode.patient_id for one in asked})
        if patients:
            self.log_look(patients, "consultation.list")
        return render(request, "transitions/consultations.html", {"rows": listed(asked)})
