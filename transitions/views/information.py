"""Information at discharge: written by the ward, sent to the units, handed to the patient."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.information import InformationForm
from transitions.presenters import information as present
from transitions.rules.information import Section
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases, information
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseView
from transitions.views.sending import SendingView


class InformationView(SendingView):
    """Write, keep as a draft, send."""

    action = ItemKind.DISCHARGE_INFORMATION_SENT
    form_class: ClassVar[type[CaseForm]] = InformationForm
    template_name = "transitions/information_form.html"
    heading = "Information vid utskrivning"
    intro = (
        "Enheterna ska ha den samma dag (LUS 3 kap. 2 §). Skriv Inga där det inte finns något: tomt betyder att "
        "det saknas. Klockan 15 den dagen personen skrivs ut skickas det som finns."
    )
    submit = "Skicka informationen"
    success = "Informationen är skickad."
    sends: ClassVar = {str(section): str(section) for section in Section}

    def form_kwargs(self) -> dict[str, Any]:
        """Whether secrecy has to be weighed."""
        return {"objects": self.refuses}

    def initial(self) -> dict[str, Any]:
        """What the ward has written so far."""
        return dict(information.draft(acting=self.acting, episode=self.episode))

    def context(self) -> dict[str, Any]:
        """Regret leads back to the home-coming."""
        return {**super().context(), "cancel_url": self.success_url()}

    def success_url(self) -> str:
        """To the home-coming."""
        return reverse("going_home", args=[self.episode.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Keep it, or send it."""
        common = {"acting": self.acting, "episode_id": self.episode.pk, "at": self.now}
        if self.request.POST.get("save"):
            self.success = "Utkastet är sparat. Inget är skickat."  # type: ignore[misc]
            services.save_information(**common, sections=form.sections)
            return
        services.send_information(
            **common, sections=form.sections, assessment=form.assessment, version=version
        )


class PatientInformationView(CaseView):
    """What the patient takes home (patientlagen 3:2 b): the summary, the care contact, the meeting, whom to ask."""

    look = "patient_information"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page to print; 404 until something was sent."""
        item = information.latest(acting=self.acting, episode=self.episode)
        if item is None or not item.data.get(Section.PATIENT_SUMMARY):
            raise Http404
        chain = chain_of(self.episode)
        contact = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
        names = shown_names(self.acting)
        units = {unit.id: unit.name for unit in cases.parties(self.episode)}
        context = {
            **self.case_context(),
            "item": item,
            "summary": item.data[Section.PATIENT_SUMMARY],
            "rows": [
                row
                for row in present.rows(item, now=self.now, units=units)
                if row["label"]
                in {present.CARE_TASKS}
                | {
                    present.SECTIONS[one]
                    for one in (
                        Section.MEDICINES_STARTED,
                        Section.MEDICINES_CHANGED,
                        Section.MEDICINES_STOPPED,
                        Section.CHECKS,
                        Section.QUESTIONS,
                    )
                }
            ],
            "contact": names.of(contact.data.get("name", "")) if contact else "",
            "contact_phone": contact.data.get("phone", "") if contact else "",
            "ward": self.episode.ward,
        }
        return render(request, "transitions/patient_information.html", context)
