"""Möjlig lex Maria eller lex Sarah: the law's questions, the hand-over, everything as one PDF (A8)."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from core import pdf, throttle
from deviations import permissions, selectors, selectors_investigation
from deviations import selectors_serious as reads
from deviations.forms_serious import AssessForm, HandOverForm
from deviations.models import Deviation, SeriousEvent
from deviations.presenters import pages
from deviations.presenters import serious as present
from deviations.rules.serious import Statute
from deviations.services import serious as services
from deviations.views.base import DeviationView
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm
from transitions.rules.kinds import Protection


class SeriousView(DeviationView):
    """What the own side has assessed, and the two statutes to assess by. 404 for the other side."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = self.deviation
        if not permissions.sees_investigation(self.acting, row):
            raise Http404
        writes = permissions.may_investigate(self.acting, row)
        found = reads.of_deviation(acting=self.acting, deviation=row)
        if not found and not writes:
            raise Http404
        names = pages.names_for(row, self.acting)
        mine = {one.statute for one in found if one.unit_id == self.acting.unit_id}
        context = {
            "deviation": pages.row(row, now=self.now),
            "back_url": self.url,
            "events": [present.event(one, acting=self.acting, names=names) for one in found],
            "begin": [
                {
                    "label": present.STATUTES[statute],
                    "what": present.WHAT[statute],
                    "url": reverse("serious_assess", args=[row.public_id, statute]),
                }
                for statute in Statute
                if writes and statute not in mine
            ],
        }
        return render(request, "deviations/serious.html", context)


class FileView(DeviationView):
    """Everything as a tagged PDF, for the unit whose assessment it is. Its name tells nothing of the person."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; each fetching is logged."""
        row = self.deviation
        event = reads.own(acting=self.acting, deviation=row, statute=kwargs["statute"])
        if event is None or not permissions.may_investigate(self.acting, row):
            raise Http404
        throttle.count("file", self.acting)
        own = selectors_investigation.own(acting=self.acting, deviation=row)
        sheet = present.sheet(
            event,
            row,
            acting=self.acting,
            now=self.now,
            names=pages.names_for(row, self.acting),
            entries=selectors.thread(acting=self.acting, deviation=row),
            nudges=selectors.nudges(deviation=row),
            own=own,
            course=selectors_investigation.course(acting=self.acting, investigation=own) if own else None,
            person=self._named(),
        )
        services.note_file(acting=self.acting, event=event)
        document = pdf.make(
            render_to_string("deviations/serious_pdf.html", {"sheet": sheet, "now": self.now}),
            styles=[pdf.STATIC / "css" / "pdf.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="underlag.pdf"'
        return answer

    def _named(self) -> dict[str, str] | None:
        """Whom it is about, for a unit that may see it; of a protected person nothing leaves the case."""
        episode = self.deviation.episode
        if episode is None or not self.shows_person:
            return None
        if episode.patient.protection != Protection.NONE:
            return {"name": "Personen har skyddade uppgifter", "personal_number": ""}
        return {"name": episode.patient.name, "personal_number": episode.patient.personal_number}


class _SeriousForm(WriteView):
    """A form on one deviation and one statute, for a unit that answers for it."""

    row: Deviation
    own: SeriousEvent | None
    statute: Statute

    def fetch(self, **kwargs: Any) -> None:
        """The deviation and what the unit has assessed."""
        if kwargs["statute"] not in set(Statute):
            raise Http404
        self.statute = Statute(kwargs["statute"])
        found = selectors.by_public_id(acting=self.acting, public_id=kwargs["deviation_id"])
        if found is None:
            raise Http404
        if not permissions.may_investigate(self.acting, found):
            raise PermissionDenied("serious")
        self.row = found
        self.own = reads.own(acting=self.acting, deviation=found, statute=self.statute)

    def version(self) -> int:
        """Of the assessment."""
        return self.own.version if self.own else 0

    def state(self) -> object:
        """The version, and whether it is handed over."""
        return [self.version(), str(self.own.handed_at) if self.own else ""]

    def about(self) -> str:
        """The assessment."""
        return f"serious {self.row.pk} {self.statute} {self.acting.unit_id}"

    def cancel_url(self) -> str:
        """Back to the page."""
        return reverse("serious", args=[self.row.public_id])


class AssessView(_SeriousForm):
    """Svara på lagens frågor."""

    form_class: ClassVar[type[CaseForm]] = AssessForm
    heading = "Möjlig lex Maria eller lex Sarah"
    submit = "Spara bedömningen"
    success = "Bedömningen är sparad. Lämna över den när den är klar."

    def context(self) -> dict[str, Any]:
        """Which statute, and that nothing is decided here."""
        return {
            "heading": present.STATUTES[self.statute],
            "intro": f"{present.WHAT[self.statute]} Hemväg bedömer och anmäler ingenting.",
        }

    def form_kwargs(self) -> dict[str, Any]:
        """The statute."""
        return {"statute": self.statute}

    def initial(self) -> dict[str, Any]:
        """What was answered."""
        return {**self.own.replies, "reasons": self.own.reasons} if self.own else {}

    def perform(self, form: Any) -> str:
        """Store it."""
        data = form.cleaned_data
        services.assess(
            acting=self.acting,
            ref=self.row.ref,
            at=self.now,
            statute=self.statute,
            replies=data,
            reasons=data["reasons"],
            version=data["version"],
        )
        return self.cancel_url()


class HandOverView(_SeriousForm):
    """Lämna över till vårdgivarens egen process."""

    form_class: ClassVar[type[CaseForm]] = HandOverForm
    heading = "Lämna över"
    intro = "Hämta underlaget som PDF och lämna det till den som beslutar. Hemväg skickar ingenting till IVO."
    submit = "Markera som överlämnad"
    success = "Bedömningen är överlämnad."

    def perform(self, form: Any) -> str:
        """Hand it over."""
        services.hand_over(
            acting=self.acting,
            ref=self.row.ref,
            at=self.now,
            statute=self.statute,
            to=form.cleaned_data["to"],
        )
        return self.cancel_url()
