"""Nödöppning: opening, what it shows, and its review."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from actors.views_sessions import ask_to_confirm
from core import formats
from core.conflicts import Conflict
from transitions import permissions
from transitions.forms.base import CaseForm
from transitions.forms.shields import EmergencyForm, ReviewForm
from transitions.models import EmergencyAccess
from transitions.presenters import shields as present
from transitions.presenters.timeline import timeline
from transitions.presenters.words import conflict_text
from transitions.rules.shields import EmergencyReason, ReviewOutcome
from transitions.selectors import cases, emergencies, shields
from transitions.services import openings as services
from transitions.views.base import ActingView, CaseFormView, require_role

GROUND = "emergency"


class OpenEmergencyView(CaseFormView):
    """The button and its form: care providers only."""

    action = permissions.OPEN_EMERGENCY
    look = "open_emergency"
    form_class: ClassVar[type[CaseForm]] = EmergencyForm
    template_name = "transitions/emergency_form.html"
    repeatable = True
    heading = "Nödöppning"
    submit = "Öppna uppgifterna"
    success = "Uppgifterna är öppnade. Nödöppningen granskas."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, to somebody who has just shown who they are."""
        self.check_permission()
        return ask_to_confirm(request, self.acting) or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open, once; asked anew when the form was left standing."""
        self.check_permission()
        return ask_to_confirm(request, self.acting) or super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """For how long."""
        return {"minutes": formats.number_text(shields.limits().emergency_minutes)}

    def perform(self, form: Any, version: int) -> None:
        """Open, and go to what it shows."""
        data = form.cleaned_data
        row = services.open_emergency(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            reason=EmergencyReason(data["reason"]),
            explained=data["explained"],
        )
        self.made = row

    def success_url(self) -> str:
        """What was opened; after a double click the list of one's own."""
        made: EmergencyAccess | None = getattr(self, "made", None) or emergencies.latest_emergency(
            acting=self.acting, patient_id=self.episode.patient_id, now=self.now
        )
        return reverse("emergency", args=[made.public_id]) if made else super().success_url()


class EmergencyView(ActingView):
    """What an emergency opening shows, to the one who opened it, while it lasts."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """The items of every chain of the person that the rule opens."""
        require_role(self.acting, permissions.OPEN_EMERGENCY)
        access = emergencies.emergency(acting=self.acting, public_id=public_id, now=self.now)
        if access is None:
            raise Http404
        found = emergencies.emergency_view(acting=self.acting, access=access)
        self.log_look([access.patient_id], "emergency", None, GROUND)
        names = shown_names(self.acting)
        context = {
            "access": access,
            "patient": access.patient,
            "blocked_at": found.blocked_at,
            "chains": [
                {
                    "ward": episode.ward.name,
                    "admitted_at": episode.admitted_at,
                    "timeline": timeline(
                        cases.as_opened(
                            [one for one in found.items if one.episode_id == episode.pk], episode
                        ),
                        acting=self.acting,
                        now=self.now,
                        version=episode.version,
                        names=names,
                        opened=access.patient.protection == "none",
                    ),
                }
                for episode in found.episodes
            ],
        }
        return render(request, "transitions/emergency.html", context)


class EmergencyListView(ActingView):
    """Nödöppningar to review: those of the own organisation, without naming a patient."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those without a verdict first."""
        require_role(self.acting, permissions.REVIEW_EMERGENCY)
        names = shown_names(self.acting)
        rows = [present.emergency_row(row, names=names) for row in emergencies.reviewable(acting=self.acting)]
        return render(request, "transitions/emergency_list.html", {"rows": rows})


class ReviewView(ActingView):
    """One opening and its verdicts."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """What was opened, why, and the form."""
        return self._page(self._access(public_id), ReviewForm())

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Write a verdict."""
        access = self._access(public_id)
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self._page(access, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.review_emergency(
                acting=self.acting,
                access=access,
                at=self.now,
                outcome=ReviewOutcome(form.cleaned_data["outcome"]),
                explained=form.cleaned_data["explained"],
            )
        except Conflict as conflict:
            form.add_error(None, conflict_text(conflict.code))
            return self._page(access, form, status=HTTPStatus.CONFLICT)
        messages.success(request, "Bedömningen är sparad.")
        return HttpResponseRedirect(reverse("emergency_list"))

    def _access(self, public_id: Any) -> EmergencyAccess:
        require_role(self.acting, permissions.REVIEW_EMERGENCY)
        access = emergencies.reviewable_by_id(acting=self.acting, public_id=public_id)
        if access is None:
            raise Http404
        return access

    def _page(
        self, access: EmergencyAccess, form: ReviewForm, *, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        self.log_look([access.patient_id], "emergency_review", None, "review")
        names = shown_names(self.acting)
        context = {
            "row": present.emergency_row(access, names=names),
            "patient": emergencies.reviewed_patient(access=access),
            "reviews": [present.review_row(review, names=names) for review in access.reviews.all()],
            "form": form,
        }
        return render(self.request, "transitions/emergency_review.html", context, status=status)
