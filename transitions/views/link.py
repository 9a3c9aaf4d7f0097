"""The page of a one-time link: for units without log-in (T9). A look at it shows nothing and uses nothing up."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from actors.names import names_for_patient
from core import clock, limits, links, sms
from core.links import State, Trial
from transitions.presenters.message_content import content
from transitions.services import linked

_ERRORS = {
    Trial.WRONG: "Koden stämmer inte. Kontrollera den, eller be om en ny.",
    Trial.TOO_MANY: "För många försök. Vänta en timme, eller ring avsändaren.",
    Trial.NOT_SENT: "Koden kunde inte skickas just nu. Försök igen om några minuter, eller ring avsändaren.",
    Trial.OVER: "Välj dig själv i listan.",
}


class LinkView(View):
    """Choose who you are, get a code, open the message once, acknowledge it.

    The site's referrer policy (same-origin) keeps the address from others; "no-referrer" would take away the origin by
    which a form is known as ours.
    """

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The first step; a robot that follows the link gets no further."""
        return self._page(request, token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """A code is asked for, or tried; or the receipt is given."""
        act = request.POST.get("act", "")
        if act == "receipt":
            return self._receipt(request)
        link = links.find(token)
        if link is None or link.state is not State.READY:
            return self._page(request, token)
        if act == "code":
            chosen = request.POST.get("person", "")
            number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0
            trial = linked.send_code(link, token, number)
            if trial is Trial.DONE:
                return HttpResponseRedirect(request.path)
            return self._page(request, token, error=_ERRORS[trial], field="person")
        opening = links.open_with(token, request.POST.get("code", "")[:12])
        if isinstance(opening, Trial):
            return self._page(request, token, error=_ERRORS.get(opening, ""), field="code")
        found = linked.read(opening)
        if found is None:
            return self._over(request, State.RECALLED)
        told = content(
            found.item, to=found.own, episode=found.episode, names=names_for_patient(), now=clock.now()
        )
        context = {"told": told.as_context(), "ticket": opening.ticket, "now": clock.now()}
        return render(request, "transitions/link_message.html", context)

    def _receipt(self, request: HttpRequest) -> HttpResponse:
        done = linked.acknowledge_with(request.POST.get("ticket", "")[:100], at=clock.now())
        return render(request, "transitions/link_done.html", {"done": done})

    def _page(self, request: HttpRequest, token: str, *, error: str = "", field: str = "") -> HttpResponse:
        link = links.find(token)
        if link is None:
            # Counted only for links that do not exist: nobody has to try more than a few.
            count = limits.hit(links.LINKS_LOOKED_FOR, request.META.get("REMOTE_ADDR", ""))
            if not count.allowed:
                return self._over(request, None, status=HTTPStatus.TOO_MANY_REQUESTS)
            return self._over(request, None, status=HTTPStatus.NOT_FOUND)
        if link.state is not State.READY:
            return self._over(request, link.state, status=HTTPStatus.GONE)
        people = linked.people(link)
        context = {
            "people": [{"id": one.id, "name": one.name, "number": sms.masked(one.number)} for one in people],
            "waiting": link.code_waiting,
            "chosen": link.person_id,
            "expires_at": link.expires_at,
            "error": error,
            "field": field,
            "now": clock.now(),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
        return render(request, "transitions/link.html", context, status=status)

    @staticmethod
    def _over(request: HttpRequest, state: State | None, *, status: int = HTTPStatus.GONE) -> HttpResponse:
        return render(request, "transitions/link_over.html", {"state": state}, status=status)
