"""Öva: play a case together with test people, in a world that is kept apart from the real one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actors import permissions, services_practice, services_siths
from actors.middleware import SESSION_KEY
from actors.presenters import ROLE_LABELS, sentence
from actors.rules.practice import people_to_admit
from actors.views_base import ActionView
from core import clock


class PracticeView(ActionView):
    """The roles to play, and test people to admit."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest) -> HttpResponse:
        """What practice is, and where to begin."""
        minute = int(clock.now().timestamp()) // 60
        context = {
            "places": [
                {"code": place.code, "name": place.name, "role": sentence(ROLE_LABELS[place.role])}
                for place in services_practice.places()
            ],
            "people": people_to_admit(minute) if self.acting.practice else [],
        }
        return render(request, "actors/practice.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to the chosen place, and work there until one goes back."""
        user_id = self.acting.user_id
        if user_id is None:
            raise Http404
        assignment = services_practice.join(user_id=user_id, code=request.POST.get("place", ""))
        if assignment is None:
            raise Http404
        services_siths.open_practice(request.session, assignment.pk)
        request.session[SESSION_KEY] = assignment.pk
        request.session.cycle_key()
        return redirect("start")
