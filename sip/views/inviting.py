"""Inviting those who do not log in, the parties' own slots, and where video meetings are held (S5)."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from actors import selectors as actors
from core import pdf, throttle
from core.invalid import Invalid
from sip import permissions, services
from sip.exports import calendar_file
from sip.forms import SlotsForm, SmsForm, VideoForm
from sip.models import SipParticipant
from sip.presenters import pages
from sip.presenters import times as present
from sip.rules.kinds import Told
from sip.views.base import SipMixin, SipStepView
from transitions.forms.base import CaseForm
from transitions.rules.kinds import ItemKind
from transitions.views.base import ActingView


class _OfPerson(SipMixin):
    """A page about a participant who does not log in; what is protected about the person must be open."""

    look = "sip_times"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The participant is named by the address."""
        self.participant_id: int = kwargs.pop("participant_id")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def party(self) -> SipParticipant:
        """The person. Raises Http404."""
        rows = [row for row in self.sip.participants.all() if row.unit_id is None]
        found = next((row for row in rows if row.pk == self.participant_id), None)
        if found is None or not self.opened:
            raise Http404
        return found


class LetterView(_OfPerson):
    """Inbjudan som brev, a tagged PDF for the person or somebody close."""

    look = "sip_letter"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note that the letter is handed over, and give the file; its name tells nothing."""
        throttle.count("file", self.acting)
        row = services.note_told(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            participant_id=self.party.pk,
            way=Told.LETTER,
        )
        unit = actors.units_by_id([self.acting.unit_id])[self.acting.unit_id]
        context = {
            "sip": pages.card(self.sip, acting=self.acting, now=self.now, opened=True),
            "name": row.name or self.episode.patient.name,
            "own": not row.name,
            "person": self.episode.patient.name,
            # A letter lies on a hall floor: where a protected person will be, and when with whom, is not in it.
            "shielded": self.shielded,
            "slot": present.slot_text(row, self.sip),
            "code": row.code,
            "unit": unit,
            "now": self.now,
        }
        document = pdf.make(
            render_to_string("sip/letter_pdf.html", context),
            styles=[pdf.STATIC / "css" / "pdf.css", pdf.STATIC / "css" / "sip-plan.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="inbjudan.pdf"'
        return answer


class SmsView(_OfPerson, SipStepView):
    """Skicka SMS: that there is a meeting, and a code."""

    action = ItemKind.SIP_CALLED
    form_class: ClassVar[type[CaseForm]] = SmsForm
    heading = "Skicka inbjudan som SMS"
    intro = "I SMS:et står dag och tid, ert nummer och en kod. Inget namn, ingen plats, inget om vad mötet gäller."
    submit = "Skicka SMS"
    success = "SMS:et är skickat."

    def check_permission(self) -> None:
        """Whoever has called."""
        super().check_permission()
        permissions.require(permissions.may_settle(self.acting, self.sip), self.action)

    def initial(self) -> dict[str, Any]:
        """The number that was given with the name."""
        digits = "".join(sign for sign in self.party.contact if sign.isdigit() or sign in "+- ")
        return {"number": digits.strip()}

    def success_url(self) -> str:
        """Back to the invitations."""
        return reverse("sip_times", args=[self.sip.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Send it."""
        services.send_sms(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            participant_id=self.party.pk,
            number=form.cleaned_data["number"],
        )


class SlotsView(SipStepView):
    """Egna tider: the district nurse joins for her ten minutes."""

    action = ItemKind.SIP_CALLED
    form_class: ClassVar[type[CaseForm]] = SlotsForm
    template_name = "sip/slots.html"
    look = "sip_times"
    heading = "Vem är med när?"
    intro = "Den som behövs en stund kommer in på sin tid, till exempel tio minuter på video. Tomt betyder hela mötet."
    submit = "Spara"
    success = "Tiderna är sparade och står i kalenderfilen."

    def check_permission(self) -> None:
        """Whoever has called."""
        super().check_permission()
        permissions.require(permissions.may_settle(self.acting, self.sip), self.action)

    def form_kwargs(self) -> dict[str, Any]:
        """Every party."""
        rows = self.sip.participants.all()
        return {"parties": [(row.pk, present.party_name(row, opened=self.opened)) for row in rows]}

    def initial(self) -> dict[str, Any]:
        """What is stored."""
        found: dict[str, Any] = {}
        for row in self.sip.participants.all():
            told = {"after": row.slot_after, "minutes": row.slot_minutes, "joins": row.joins}
            found |= {f"s{row.pk}_{name}": value for name, value in told.items()}
        return found

    def success_url(self) -> str:
        """Back to the invitations."""
        return reverse("sip_times", args=[self.sip.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Save them."""
        services.set_slots(acting=self.acting, sip=self.sip, at=self.now, slots=form.slots)


class WholeCalendarView(SipMixin):
    """The meeting with place and parties, for the own calendar: whoever saves it answers for where it ends up."""

    look = "sip_times"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file. 404 for those who are not in the meeting, and always of a protected person."""
        if not permissions.content_visible(self.acting, self.sip) or self.shielded:
            raise Http404
        url = self.request.build_absolute_uri(reverse("sip_detail", args=[self.sip.public_id]))
        content = calendar_file(self.sip, url=url, now=self.now, unit_id=self.acting.unit_id, whole=True)
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="sip-mote.ics"'},
        )


class VideoView(ActingView):
    """Var organisationen har sina videomöten."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The address as it is."""
        return self._page(request, VideoForm(initial={"template": self._own()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it."""
        self._require()
        form = VideoForm(request.POST)
        if form.is_valid():
            try:
                services.set_service(acting=self.acting, template=form.cleaned_data["template"])
            except Invalid as error:
                form.add_error("template", error.message)
            else:
                messages.success(request, "Adressen är sparad.")
                return HttpResponseRedirect(reverse("sip_video"))
        return self._page(request, form, status=422)

    def _require(self) -> None:
        if not permissions.keeps_video(self.acting):
            raise PermissionDenied

    def _own(self) -> str:
        self._require()
        return services.own_template(self.acting.organisation_id)

    def _page(self, request: HttpRequest, form: VideoForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "stands": services.template_of(self.acting.organisation_id)}
        return render(request, "sip/video.html", context, status=status)
