"""The ward's pages on the way in: admission, inskrivningsmeddelande, expected date."""

from http import HTTPStatus
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from actors.rules.kinds import OrganisationKind, UnitKind
from core import idempotency, throttle
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.ward import (
    AdmissionForm,
    ExpectedDischargeForm,
    PersonalNumberForm,
    PersonForm,
)
from transitions.models import CareEpisode, Patient
from transitions.presenters.words import conflict_text
from transitions.rules.kinds import CareForm, Certainty, ItemKind, Protection, Sex
from transitions.selectors import cases
from transitions.views.base import ActingView, require_role
from transitions.views.sending import SendingView


class AdmitView(ActingView):
    """Skriv in: first the number, then the person and the admission. The number is never in an address."""

    act = permissions.ADMIT
    form_class: ClassVar[type[PersonForm]] = AdmissionForm
    look = "admit"
    heading = "Skriv in patient"
    intro = ""
    submit = "Skriv in"
    success = "Patienten är inskriven. Skicka inskrivningsmeddelandet."
    repeated = "Patienten var redan inskriven med det formuläret."
    next_page = "send_notice"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the personal number."""
        require_role(self.acting, self.act)
        return self._page(PersonalNumberForm(), step="number")

    def post(self, request: HttpRequest) -> HttpResponse:
        """From the number to the form, or from the form to the case."""
        require_role(self.acting, self.act)
        if request.POST.get("step") == "number":
            return self._look_up(PersonalNumberForm(request.POST))
        return self._admit(self.form_class(request.POST, **self._choices()))

    def _look_up(self, form: PersonalNumberForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(form, step="number", status=HTTPStatus.UNPROCESSABLE_ENTITY)
        throttle.count("number", self.acting)
        number = form.cleaned_data["personal_number"]
        known = cases.known_patient(acting=self.acting, personal_number=number)
        initial: dict[str, Any] = {"personal_number": number, "key": uuid4()}
        if known is not None:
            self.log_look([known.pk], self.look)
            initial |= self._known(known)
        elif number[10].isdigit():
            initial["sex"] = Sex.MALE if int(number[10]) % 2 else Sex.FEMALE
        return self._page(
            self.form_class(initial=initial, **self._choices()), step="person", known=known is not None
        )

    @staticmethod
    def _known(patient: Patient) -> dict[str, Any]:
        fields = ("name", "sex", "address", "protection", "registered_in_id", "listed_at_id")
        found = {name.removesuffix("_id"): getattr(patient, name) for name in fields}
        if patient.protection != Protection.NONE:
            found |= {"address": "", "listed_at": None}
        return found

    def _admit(self, form: PersonForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(form, step="person", status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            answer = idempotency.once(
                scope=f"web:{self.acting.user_id}:{self.look}",
                key=str(form.cleaned_data["key"]),
                body_hash=idempotency.hash_body(repr(sorted(form.cleaned_data.items(), key=str)).encode()),
                run=lambda: self._run(form),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, step="person", status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            form.add_error(None, conflict_text(conflict.code))
            return self._page(form, step="person", status=HTTPStatus.CONFLICT)
        except idempotency.KeyReused:
            messages.warning(self.request, self.repeated)
            return HttpResponseRedirect(reverse("worklist"))
        messages.success(self.request, self.success)
        return HttpResponseRedirect(reverse(self.next_page, args=[answer.body["episode"]]))

    def _run(self, form: PersonForm) -> idempotency.Answer:
        return idempotency.Answer(HTTPStatus.OK, {"episode": str(self.open(form.cleaned_data).public_id)})

    def person(self, data: dict[str, Any]) -> Patient:
        """The person as typed, made or brought up to date."""
        patient, _ = services.register_patient(
            acting=self.acting,
            personal_number=data["personal_number"],
            name=data["name"],
            sex=Sex(data["sex"]),
            registered_in_id=data["registered_in"],
            address=data["address"],
            listed_at_id=data["listed_at"],
            protection=Protection(data["protection"]),
        )
        return patient

    def open(self, data: dict[str, Any]) -> CareEpisode:
        """Admit the person."""
        return services.register_admission(
            acting=self.acting,
            patient_id=self.person(data).pk,
            admitted_at=data["admitted_at"],
            care_form=CareForm(data["care_form"]),
            planned=data["planned"],
        )

    def _choices(self) -> dict[str, Any]:
        practice = self.acting.practice
        areas = actors.organisations(
            kinds=[OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT], practice=practice
        )
        divided = {area.parent_id for area in areas if area.kind is OrganisationKind.DISTRICT}
        return {
            "organisations": [area for area in areas if area.id not in divided],
            "care_centres": actors.units(kinds=[UnitKind.PRIMARY_CARE], practice=practice),
        }

    def _page(
        self, form: Any, *, step: str, status: int = HTTPStatus.OK, known: bool = False
    ) -> HttpResponse:
        context = {
            "form": form,
            "step": step,
            "known": known,
            "heading": self.heading,
            "intro": self.intro,
            "submit": self.submit,
        }
        return render(self.request, "transitions/admit.html", context, status=status)


class ChangeDateView(SendingView):
    """Beräknad utskrivning."""

    action = ItemKind.EXPECTED_DISCHARGE_CHANGED
    form_class: ClassVar[type[CaseForm]] = ExpectedDischargeForm
    heading = "Ändra beräknad utskrivning"
    intro = "Alla enheter i ärendet får det nya datumet och ska kvittera. Hemtjänsten meddelas av sig själv."
    submit = "Skicka nytt datum"
    success = "Det nya datumet är skickat."
    sends: ClassVar = {name: name for name in ("expected_discharge", "certainty", "note")}

    def initial(self) -> dict[str, Any]:
        """The date in force."""
        return {"expected_discharge": self.episode.expected_discharge, "certainty": self.episode.certainty}

    def perform(self, form: Any, version: int) -> None:
        """Send the date."""
        data = form.cleaned_data
        services.change_expected_discharge(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            expected_discharge=data["expected_discharge"],
            certainty=Certainty(data["certainty"]),
            note=data["note"],
            version=version,
        )
