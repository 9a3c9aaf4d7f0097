"""Joint meetings: forums, a meeting, its minutes, decisions and what they changed, who has mandate."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from core import clock, pdf, throttle
from core.conflicts import Conflict
from core.diagrams import draw
from core.history import changes_of, changes_of_many
from core.invalid import Invalid
from deviations import permissions_meetings as permissions
from deviations import selectors_meetings as selectors
from deviations.models import Forum, Meeting, MeetingDecision
from deviations.presenters import meetings as present
from deviations.presenters import pages
from deviations.services import meetings as services
from transitions.locks import NotFound
from transitions.selectors import cases
from transitions.views.base import ActingView

TO_LIFT = 50


class MeetingsView(ActingView):
    """A page of joint meetings, for those whom they concern."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hold the role to what the page asks, before anything is fetched."""
        if request.user.is_authenticated:
            permissions.require(permissions.may_list(self.acting), "meetings")
        return super().dispatch(request, *args, **kwargs)

    def tabs(self, current: str) -> list[dict[str, Any]]:
        """The pages."""
        return [
            {"label": label, "url": reverse(name), "current": name == current}
            for name, label in (
                ("meetings", "Möten och beslut"),
                ("local_agreements", "Lokala överenskommelser"),
                ("mandates", "Personer med mandat"),
            )
        ]

    def forum(self, public_id: UUID) -> Forum:
        """One of the unit's forums. Raises Http404."""
        found = selectors.forum_by_public_id(acting=self.acting, public_id=public_id)
        if found is None:
            raise Http404
        return found

    def meeting(self, public_id: UUID) -> Meeting:
        """A meeting of one of them. Raises Http404."""
        found = selectors.meeting_by_public_id(acting=self.acting, public_id=public_id)
        if found is None:
            raise Http404
        return found

    def decision(self, public_id: UUID) -> MeetingDecision:
        """A decision of one of them. Raises Http404."""
        found = selectors.decision_by_public_id(acting=self.acting, public_id=public_id)
        if found is None:
            raise Http404
        return found


class ListView(MeetingsView):
    """Forums, coming meetings, decisions that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        acting, now = self.acting, self.now
        context = {
            "tabs": self.tabs("meetings"),
            "forums": [present.forum(row, now=now) for row in selectors.forums(acting=acting)],
            "meetings": [present.meeting_row(row) for row in selectors.meetings(acting=acting)],
            "decisions": [
                {**present.decision(row, now=now), "point": present.item_title(row.item)}
                for row in selectors.open_decisions(acting=acting)
            ],
            "keeps": permissions.keeps(acting),
        }
        return render(request, "deviations/meetings.html", context)


class ForumView(MeetingsView):
    """One forum: seats and vacancies, who stays away, meetings; Historik."""

    def get(self, request: HttpRequest, forum_id: UUID) -> HttpResponse:
        """The page."""
        row = self.forum(forum_id)
        keeps = permissions.keeps_forum(self.acting, row)
        held = selectors.meetings(acting=self.acting, forum=row)
        closed = [one.starts_at for one in held if one.closed_at]
        last = clock.local_date(max(closed)) if closed else None
        away = selectors.absences(forum=row)
        history = request.GET.get("flik") == "historik"
        url = reverse("forum", args=[row.public_id])
        entries = changes_of(row) if history else []
        if history:
            entries += [entry for _, entry in changes_of_many(selectors.all_seats(forum=row))]
        context = {
            "forum": present.forum(row, now=self.now, last=last),
            "seats": [present.seat(one, away=away, now=self.now, change=keeps) for one in row.seats.all()],
            "meetings": [present.meeting_row(one) for one in held],
            "keeps": keeps,
            "forum_id": row.public_id,
            "tabs": [
                {"label": "Forum", "url": url, "current": not history},
                {"label": "Historik", "url": f"{url}?flik=historik", "current": history},
            ],
            "show_history": history,
            "history": sorted(entries, key=lambda entry: entry.at, reverse=True),
        }
        return render(request, "deviations/forum.html", context)


class DetailView(MeetingsView):
    """One meeting: points with decisions, attendance."""

    def get(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """The page."""
        row = self.meeting(meeting_id)
        context = {
            "meeting": present.meeting(row, acting=self.acting, now=self.now),
            "meeting_id": row.public_id,
        }
        return render(request, "deviations/meeting.html", context)


class MinutesView(MeetingsView):
    """The minutes as a tagged PDF."""

    def get(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """The file. 404 before the meeting is closed."""
        row = self.meeting(meeting_id)
        if row.closed_at is None:
            raise Http404
        throttle.count("file", self.acting)
        document = pdf.make(
            render_to_string(
                "deviations/minutes_pdf.html",
                {"meeting": present.meeting(row, acting=self.acting, now=self.now), "now": self.now},
            ),
            styles=[pdf.STATIC / "css" / "pdf.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="motesanteckningar.pdf"'
        return answer


class LiftView(MeetingsView):
    """Lyft avvikelser: those that the unit sees, one click each or several at once."""

    def get(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """What can be lifted. No person is named here."""
        row = self.meeting(meeting_id)
        found = selectors.to_lift(acting=self.acting, meeting=row)
        page = Paginator(found, TO_LIFT).get_page(request.GET.get("sida"))
        context = {
            "meeting": present.meeting_row(row),
            "rows": [{**pages.row(one, now=self.now), "id": one.pk} for one in page.object_list],
            "page": page,
            "meeting_id": row.public_id,
        }
        return render(request, "deviations/lift.html", context)

    def post(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Lift what is marked; again changes nothing."""
        row = self.meeting(meeting_id)
        ids = [int(one) for one in request.POST.getlist("deviation") if one.isdecimal()]
        try:
            count = services.lift(acting=self.acting, meeting=row, ids=ids, at=self.now)
            text = {0: "De står redan på mötet.", 1: "En avvikelse är lyft till mötet."}
            messages.success(request, text.get(count, f"{count} avvikelser är lyfta till mötet."))
        except Invalid as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(reverse("meeting_lift", args=[row.public_id]))
        except Conflict as conflict:
            messages.info(request, conflict.message)
        return HttpResponseRedirect(reverse("meeting", args=[row.public_id]))


class LiftReadmissionView(MeetingsView):
    """Lyft återinskrivningen, from the case."""

    def post(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Lift; again changes nothing."""
        row = self.meeting(meeting_id)
        try:
            asked = UUID(request.POST.get("case", ""))
        except ValueError as error:
            raise Http404 from error
        episode = cases.by_public_id(acting=self.acting, public_id=asked)
        if episode is None:
            raise Http404
        try:
            services.lift_readmission(acting=self.acting, meeting=row, episode_id=episode.pk, at=self.now)
            messages.success(request, "Återinskrivningen är lyft till mötet, utan personens namn.")
        except Conflict as conflict:
            messages.info(request, conflict.message)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("case", args=[episode.public_id]))


class DecisionView(MeetingsView):
    """One decision: what it is to make rarer, before and after."""

    def get(self, request: HttpRequest, decision_id: UUID) -> HttpResponse:
        """The page."""
        row = self.decision(decision_id)
        months = selectors.effect_of(decision=row, now=self.now) if row.category else ()
        mine = row.seat.unit_id == self.acting.unit_id
        forum = row.item.meeting.forum
        may = row.done_on is None and (mine or permissions.keeps_forum(self.acting, forum))
        context = {
            "decision": present.decision(row, now=self.now),
            "point": present.item_title(row.item),
            "meeting": present.meeting_row(row.item.meeting),
            "chart": present.chart(row, months) if months else None,
            "done_url": reverse("meeting_decision_done", args=[row.public_id]) if may else "",
        }
        return render(request, "deviations/decision.html", context)


class EffectView(MeetingsView):
    """The diagram of a decision."""

    def get(self, request: HttpRequest, decision_id: UUID) -> HttpResponse:
        """The drawing. 404 for a decision that names no kind of deviation."""
        row = self.decision(decision_id)
        if not row.category:
            raise Http404
        months = selectors.effect_of(decision=row, now=self.now)
        return HttpResponse(draw(present.diagram(months)), content_type="image/svg+xml")


class MandatesView(MeetingsView):
    """Who speaks for whom, and where nobody does."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        keeps = permissions.keeps(self.acting)
        rows = present.holders(
            selectors.holders(acting=self.acting), acting=self.acting, change=keeps, now=self.now
        )
        context = {
            "tabs": self.tabs("mandates"),
            "rows": rows,
            "vacant": sum(bool(row["vacant"]) for row in rows),
            "keeps": keeps,
        }
        return render(request, "deviations/mandates.html", context)
