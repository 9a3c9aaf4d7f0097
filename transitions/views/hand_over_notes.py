"""Till nästa pass: notes between those who help a person at home (T37)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from actors import selectors as actors
from actors.names import shown_names
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.hand_over_notes import HandOverNoteForm
from transitions.presenters.hand_over_notes import note_rows
from transitions.presenters.words import conflict_text
from transitions.rules.hand_over import circle, may_write, open_until
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases, hand_over
from transitions.selectors.chains import chain as chain_of
from transitions.services.state import limits
from transitions.views.base import CaseFormView, CaseView


class HandOverNotesView(CaseFormView):
    """The notes, what concerns tonight first, and the form under them: one page, made for the phone."""

    action = ItemKind.HAND_OVER_NOTE
    look = "hand_over_notes"
    form_class: ClassVar[type[CaseForm]] = HandOverNoteForm
    template_name = "transitions/hand_over_notes.html"
    heading = "Till nästa pass"
    submit = "Skicka till nästa pass"
    success = "Anteckningen är skickad."

    def context(self) -> dict[str, Any]:
        """The notes, to whom one writes, and until when."""
        notes = hand_over.notes(acting=self.acting, episode=self.episode)
        rows = note_rows(
            notes,
            acting=self.acting,
            now=self.now,
            names=shown_names(self.acting),
            readers=hand_over.readers(acting=self.acting, found=notes),
            opened=self.opened,
        )
        chain = chain_of(self.episode)
        units = circle(chain, [row.unit_id for row in cases.present_providers(self.episode.patient_id)])
        verdict = may_write(chain, units, self.acting.unit_id, limits(), self.now)
        others = actors.units(ids=units - {self.acting.unit_id}) if verdict.allowed else []
        return {
            "rows": rows,
            "unread": sum(row["unread"] for row in rows),
            "read_url": reverse("read_hand_over_notes", args=[self.episode.public_id]),
            "others": [unit.name for unit in others],
            "open_until": open_until(chain, limits()) if verdict.allowed else None,
            "closed": "" if verdict.allowed else conflict_text(verdict.code),
        }

    def success_url(self) -> str:
        """The notes."""
        return reverse("hand_over_notes", args=[self.episode.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Send it."""
        data = form.cleaned_data
        services.write_hand_over_note(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            note=data["note"],
            tonight=data["tonight"],
            until=data["until"],
            version=version,
        )


class ReadNotesView(CaseView):
    """Vi har läst."""

    look = "read_hand_over_notes"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say that the unit has read its notes. A second click changes nothing."""
        permissions.require(self.acting, permissions.READ_HAND_OVER)
        read = services.read_hand_over_notes(acting=self.acting, episode_id=self.episode.pk, at=self.now)
        messages.success(request, "Läst. Den som skrev ser det." if read else "Allt var redan läst.")
        return HttpResponseRedirect(reverse("hand_over_notes", args=[self.episode.public_id]))
