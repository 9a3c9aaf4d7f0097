"""What is said about messages: question and answer, makulera, rätta, felsänt (T20, T21)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.conflicts import Conflict
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.messages import AnswerForm, CancelForm, CorrectForm, QuestionForm, RecallForm
from transitions.models import Item
from transitions.presenters.timeline import item_text
from transitions.presenters.words import ITEMS, conflict_text
from transitions.rules.kinds import ItemKind
from transitions.rules.messages import AnswerKind, CancelReason, Topic, can_leave
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseFormView, CaseView


class AskView(CaseFormView):
    """Ask units on the chain."""

    action = ItemKind.QUESTION_ASKED
    form_class: ClassVar[type[CaseForm]] = QuestionForm
    heading = "Ställ en fråga"
    intro = "Frågan och svaret stannar i ärendet. Bråttom? Ring enheten i stället."
    submit = "Skicka frågan"
    success = "Frågan är skickad."

    def form_kwargs(self) -> dict[str, Any]:
        """The other units on the chain; home care knows of the ward and the office alone."""
        return {"units": cases.askable(acting=self.acting, episode=self.episode)}

    def initial(self) -> dict[str, Any]:
        """The ward is asked most often."""
        return {"to": [self.episode.ward_id]}

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        services.ask_question(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=form.cleaned_data["to"],
            topic=Topic(form.cleaned_data["topic"]),
            text=form.cleaned_data["note"],
            version=version,
        )


class OnItemView(CaseFormView):
    """A form about one item that the unit sees. 404 when it does not."""

    def item(self) -> Item:
        """The item of the address."""
        if not hasattr(self, "_item"):
            found = cases.visible_item(
                acting=self.acting, episode=self.episode, item_id=self.kwargs["item_id"]
            )
            if found is None:
                raise Http404
            self._item = found
        return self._item

    def warnings(self) -> list[dict[str, str]]:
        """What the form is about, in the words of the timeline."""
        item = self.item()
        text = item_text(item, self.now, opened=self.opened)
        title = f"{ITEMS[ItemKind(item.kind)]}, {item.by_unit.name}"
        return [{"tone": "info", "title": title, "text": text}]


class AnswerView(OnItemView):
    """Answer a question."""

    action = ItemKind.QUESTION_ANSWERED
    form_class: ClassVar[type[CaseForm]] = AnswerForm
    heading = "Svara på fråga"
    submit = "Skicka svaret"
    success = "Svaret är skickat."

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        services.answer_question(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            question_id=self.item().pk,
            answer=AnswerKind(form.cleaned_data["answer"]),
            text=form.cleaned_data["note"],
            version=version,
        )


class CancelView(OnItemView):
    """Makulera one's own message."""

    action = ItemKind.MESSAGE_CANCELLED
    form_class: ClassVar[type[CaseForm]] = CancelForm
    heading = "Makulera meddelandet"
    intro = "Meddelandet stryks och gäller inte längre. Det går inte att ångra."
    submit = "Makulera meddelandet"
    success = "Meddelandet är makulerat."

    def perform(self, form: Any, version: int) -> None:
        """Cancel."""
        item = self.item()
        services.cancel_message(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            of=ItemKind(item.kind),
            of_at=item.at,
            reason=CancelReason(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
            version=version,
        )


class CorrectView(OnItemView):
    """Rätta one's own message."""

    action = ItemKind.MESSAGE_CORRECTED
    form_class: ClassVar[type[CaseForm]] = CorrectForm
    heading = "Rätta meddelandet"
    intro = "Meddelandet står kvar, med rättelsen bredvid. Ett fel datum ändrar du med Ändra beräknad utskrivning."
    submit = "Skicka rättelsen"
    success = "Rättelsen är skickad."

    def perform(self, form: Any, version: int) -> None:
        """Correct."""
        item = self.item()
        services.comment_message(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            kind=ItemKind.MESSAGE_CORRECTED,
            of=ItemKind(item.kind),
            of_at=item.at,
            note=form.cleaned_data["note"],
            version=version,
        )


class ReturnView(CaseView):
    """Felsänt: one click, and the case leaves the unit's lists."""

    look = "return"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it back."""
        permissions.require(self.acting, ItemKind.WRONG_RECIPIENT)
        try:
            services.return_message(acting=self.acting, episode_id=self.episode.pk, at=self.now)
        except Conflict as conflict:
            messages.warning(request, conflict.message or conflict_text(conflict.code))
            return HttpResponseRedirect(reverse("case", args=[self.episode.public_id]))
        messages.success(request, "Ärendet är skickat tillbaka som felsänt. Avsändaren har fått veta det.")
        return HttpResponseRedirect(reverse("worklist"))


class RecallView(CaseFormView):
    """Take the case back from a unit that should not have had it."""

    action = ItemKind.ADMISSION_NOTICE_SENT
    form_class: ClassVar[type[CaseForm]] = RecallForm
    heading = "Återta från fel mottagare"
    intro = "Enheten kan inte öppna ärendet längre. Vem som hann läsa sparas och visas för dig."
    submit = "Återta ärendet"
    success = "Ärendet är återtaget från enheten."

    def form_kwargs(self) -> dict[str, Any]:
        """The units that may leave the chain."""
        chain = chain_of(self.episode)
        return {
            "units": [
                unit for unit in cases.parties(self.episode) if can_leave(chain, unit_id=unit.id).allowed
            ]
        }

    def perform(self, form: Any, version: int) -> None:
        """Take it back."""
        services.recall_message(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            unit_id=form.cleaned_data["unit"],
            note=form.cleaned_data["note"],
            version=version,
        )
