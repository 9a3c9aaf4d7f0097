"""Lämna över: cases from one person to another at a change of shift, with what there is to know."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors.presenters import ROLE_LABELS
from core.conflicts import Conflict
from core.forms import PlainForm
from transitions import services
from transitions.models import CareEpisode
from transitions.presenters import worklist as present
from transitions.presenters.words import conflict_text
from transitions.selectors import cases, working_day
from transitions.selectors import worklist as selectors
from transitions.views.base import ActingView
from transitions.views.filtering import require_worklist
from transitions.views.worklist_acts import remember_undo

CHOSEN_KEY: Final = "hand_over"
UNIT: Final = "unit"


class HandOverForm(PlainForm):
    """Which cases, to whom, and what they need to know. One line for each case beside the note to all."""

    to = forms.ChoiceField(label="Vem tar över?")
    note = forms.CharField(
        label="Att veta",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vad är på gång och vad behöver göras först? Texten ses bara i er enhet.",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Välj kollega"),
            *people,
            (UNIT, "Ingen särskild: hela enheten"),
        ]


class HandOverView(ActingView):
    """The page of a hand-over: one's own cases, or those that were marked on the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Every case that one has, or the marked ones, chosen beforehand."""
        require_worklist(self.acting)
        chosen = request.session.pop(CHOSEN_KEY, None)
        rows = self._cases(chosen) if chosen else self._own()
        return self._page(HandOverForm(people=self._people()), rows, {one.public_id for one in rows}, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand them over. Nothing typed is lost when something is missing."""
        require_worklist(self.acting)
        form = HandOverForm(request.POST, people=self._people())
        rows = self._cases(request.POST.getlist("shown"))
        ticked = {found for found in map(_uuid, request.POST.getlist("ids")) if found is not None}
        notes, refused = self._notes(rows)
        if refused:
            form.add_error(None, refused)
        chosen = [one for one in rows if one.public_id in ticked]
        if form.is_valid() and not chosen:
            form.add_error(None, "Markera minst ett ärende att lämna över.")
        if not form.is_valid():
            return self._page(form, rows, ticked, notes, status=422)
        to = form.cleaned_data["to"]
        try:
            made = services.hand_over(
                acting=self.acting,
                episode_ids=[one.pk for one in chosen],
                to_user_id=None if to == UNIT else int(to),
                at=self.now,
                note=form.cleaned_data["note"],
                notes=notes,
            )
        except Conflict as conflict:
            form.add_error("to", conflict_text(conflict.code))
            return self._page(form, rows, ticked, notes, status=422)
        if made is not None:
            receiver = dict(form.fields["to"].choices)[to] if to != UNIT else "enheten"  # type: ignore[attr-defined]
            count = "ett ärende" if len(chosen) == 1 else f"{len(chosen)} ärenden"
            messages.success(request, f"Du har lämnat över {count} till {receiver}.")
            remember_undo(request, "hand_over", [made.pk], self.now)
        return redirect("worklist")

    def _notes(self, rows: list[CareEpisode]) -> tuple[dict[int, str], str]:
        """The line at each case, and what to do about one that cannot be taken."""
        line = forms.CharField(required=False, max_length=500)
        notes, refused = {}, ""
        for one in rows:
            typed = self.request.POST.get(f"note-{one.public_id}", "")
            try:
                notes[one.pk] = line.clean(typed)
            except forms.ValidationError:
                notes[one.pk] = typed.replace("\0", "")
                refused = f"Korta texten vid {one.patient.name} till högst 500 tecken, utan osynliga tecken."
        return notes, refused

    def _people(self) -> list[tuple[str, str]]:
        away = selectors.away(acting=self.acting, now=self.now)
        return [
            (
                str(one.user_id),
                f"{one.name} ({', '.join(ROLE_LABELS[role] for role in one.roles)})"
                + (", borta" if one.user_id in away else ""),
            )
            for one in services.receivers(self.acting)
            if one.user_id != self.acting.user_id
        ]

    def _own(self) -> list[CareEpisode]:
        narrow = selectors.WorkFilter(tab="mine")
        ids = selectors.work_cases(acting=self.acting, now=self.now, narrow=narrow)
        found = {one.pk: one for one in cases.by_ids(acting=self.acting, ids=ids)}
        return [found[pk] for pk in ids if pk in found]

    def _cases(self, texts: list[str]) -> list[CareEpisode]:
        wanted = [found for found in map(_uuid, texts) if found is not None]
        found = {one.public_id: one for one in cases.by_public_ids(acting=self.acting, public_ids=wanted)}
        return [found[public_id] for public_id in wanted if public_id in found]

    def _page(
        self,
        form: HandOverForm,
        rows: list[CareEpisode],
        ticked: set[UUID],
        notes: dict[int, str],
        *,
        status: int = 200,
    ) -> HttpResponse:
        self.log_look(sorted({one.patient_id for one in rows}), "worklist")
        context = {
            "form": form,
            "rows": [
                {
                    **present.marked(one),
                    "ticked": one.public_id in ticked,
                    "note": notes.get(one.pk, ""),
                }
                for one in rows
            ],
            "back_url": reverse("worklist"),
        }
        return render(self.request, "transitions/hand_over.html", context, status=status)


class HandedOverView(ActingView):
    """One hand-over as the receiver reads it."""

    def get(self, request: HttpRequest, handover_id: int) -> HttpResponse:
        """The note, and the cases with theirs."""
        require_worklist(self.acting)
        row = self._row(handover_id)
        self.log_look(sorted({one.episode.patient_id for one in row.rows}), "worklist")
        mine = row.by_id == self.acting.user_id
        context = {
            "row": row,
            "rows": [{**present.marked(one.episode), "note": one.note} for one in row.rows],
            "may_read": row.read_at is None and not mine and row.to_id in (None, self.acting.user_id),
            "mine": mine,
            "back_url": reverse("worklist"),
        }
        return render(request, "transitions/handed_over.html", context)

    def post(self, request: HttpRequest, handover_id: int) -> HttpResponse:
        """It is read: the sender sees that, and it leaves the list."""
        require_worklist(self.acting)
        try:
            services.read_hand_over(acting=self.acting, handover_id=handover_id, at=self.now)
        except Conflict as error:
            raise Http404 from error
        messages.success(request, "Överlämningen är markerad som läst.")
        return redirect("worklist")

    def _row(self, handover_id: int) -> Any:
        found = working_day.hand_over(acting=self.acting, handover_id=handover_id)
        if found is None:
            raise Http404
        return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
