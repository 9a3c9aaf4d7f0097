"""Who else has a case open, when nobody remembers who asks (transitions/polls.py answers the rest)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from actors import services_sessions
from core import polling
from transitions import presence
from transitions.views.base import ActingView


class PresenceView(ActingView):
    """The poll of an open case. Nothing of the patient is told, so nothing is logged."""

    background = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The colleagues' names, or 204."""
        polling.remember(request, services_sessions.left(request.session).seconds)
        if self.acting.user_id is None:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return presence.answer(
            request,
            unit_id=self.acting.unit_id,
            user_id=self.acting.user_id,
            user_name=self.acting.user_name,
        )
