"""What is written about joint meetings: forums, seats, meetings, points, decisions, minutes, mandates."""

from datetime import timedelta
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from actors import selectors as actors
from core import clock
from deviations import permissions_meetings as permissions
from deviations import selectors_meetings as selectors
from deviations.forms_meetings import (
    CloseForm,
    DecisionForm,
    DoneForm,
    ForumForm,
    HolderForm,
    ItemForm,
    MeetingForm,
    SeatForm,
)
from deviations.models import Forum, ForumSeat, MandateHolder
from deviations.presenters import meetings as present
from deviations.services import meetings as services
from deviations.views.meetings import MeetingsView
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm


class ForumFormView(MeetingsView, WriteView):
    """A new forum, or what is said of one."""

    form_class: ClassVar[type[CaseForm]] = ForumForm
    heading = "Mötesforum"
    submit = "Spara"
    success = "Forumet är sparat."
    row: Forum | None = None

    def fetch(self, **kwargs: Any) -> None:
        """The forum, for its keeper."""
        permissions.require(permissions.keeps(self.acting), "forum")
        if "forum_id" in kwargs:
            self.row = self.forum(kwargs["forum_id"])
            permissions.require(permissions.keeps_forum(self.acting, self.row), "forum")

    def version(self) -> int:
        """Of the forum."""
        return self.row.version if self.row else 0

    def state(self) -> object:
        """How often it has been written."""
        return [one.version for one in selectors.forums(acting=self.acting)]

    def initial(self) -> dict[str, Any]:
        """What is said now."""
        if self.row is None:
            return {"every_weeks": 4, "agenda": "Beslut från förra mötet\nAvvikelser\nÅterinskrivningar"}
        return {name: getattr(self.row, name) for name in ("name", "kind", "every_weeks", "agenda")}

    def cancel_url(self) -> str:
        """Back to the forum, or the list."""
        return reverse("forum", args=[self.row.public_id]) if self.row else reverse("meetings")

    def perform(self, form: Any) -> str:
        """Save."""
        data = form.cleaned_data
        row = services.save_forum(
            acting=self.acting,
            forum=self.row,
            version=data["version"] if self.row else None,
            **{name: data[name] for name in ("name", "kind", "every_weeks", "agenda")},
        )
        return reverse("forum", args=[row.public_id])


class _OfForumView(MeetingsView, WriteView):
    """A form about a forum, for its keeper."""

    row: Forum

    def fetch(self, **kwargs: Any) -> None:
        """The forum."""
        self.row = self.forum(kwargs["forum_id"])
        permissions.require(permissions.keeps_forum(self.acting, self.row), "forum")

    def about(self) -> str:
        """The forum."""
        return f"forum {self.row.pk} {type(self).__name__}"

    def cancel_url(self) -> str:
        """Back to the forum."""
        return reverse("forum", args=[self.row.public_id])


class SeatView(_OfForumView):
    """A seat: new, or who has it."""

    form_class: ClassVar[type[CaseForm]] = SeatForm
    heading = "Plats i forumet"
    submit = "Spara platsen"
    success = "Platsen är sparad."
    seat: ForumSeat | None = None

    def fetch(self, **kwargs: Any) -> None:
        """The seat."""
        super().fetch(**kwargs)
        if "seat_id" in kwargs:
            self.seat = selectors.seat_by_id(forum=self.row, seat_id=kwargs["seat_id"])
            if self.seat is None:
                raise Http404

    def state(self) -> object:
        """Who sits where."""
        fresh = self.forum(self.row.public_id)
        return [[one.pk, one.holder, one.title, one.mandate] for one in fresh.seats.all()]

    def form_kwargs(self) -> dict[str, Any]:
        """Organisations, and the units that serve the area."""
        units = actors.units_serving(self.row.area_id, on=clock.local_date(self.now))
        known = {one.id: one.name for one in units}
        if self.seat is not None and self.seat.unit is not None:
            known.setdefault(self.seat.unit.pk, self.seat.unit.name)
        return {
            "organisations": [
                (one.id, one.name) for one in actors.organisations(practice=self.acting.practice)
            ],
            "units": sorted(known.items(), key=lambda pair: pair[1]),
        }

    def initial(self) -> dict[str, Any]:
        """Who has it now."""
        if self.seat is None:
            return {}
        return {
            "organisation": self.seat.organisation_id,
            "unit": self.seat.unit_id,
            **{name: getattr(self.seat, name) for name in ("title", "holder", "mandate")},
        }

    def perform(self, form: Any) -> str:
        """Save."""
        data = form.cleaned_data
        services.save_seat(
            acting=self.acting,
            forum=self.row,
            at=self.now,
            row=self.seat,
            seat=services.Seat(
                data["organisation"], data["title"], data["mandate"], data["holder"], data["unit"]
            ),
        )
        return self.cancel_url()


class CallView(_OfForumView):
    """Kalla till nästa möte."""

    form_class: ClassVar[type[CaseForm]] = MeetingForm
    heading = "Kalla till möte"
    intro = "De stående punkterna läggs till. Alla enheter med en plats får besked."
    submit = "Kalla"
    success = "Mötet är utlyst."

    def perform(self, form: Any) -> str:
        """Call."""
        data = form.cleaned_data
        row = services.call_meeting(
            acting=self.acting, forum=self.row, at=self.now, starts_at=data["starts_at"], place=data["place"]
        )
        return reverse("meeting", args=[row.public_id])


class _OfMeetingView(MeetingsView, WriteView):
    """A form about a meeting."""

    def fetch(self, **kwargs: Any) -> None:
        """The meeting."""
        self.row = self.meeting(kwargs["meeting_id"])

    def version(self) -> int:
        """Of the meeting."""
        return self.row.version

    def about(self) -> str:
        """The meeting."""
        return f"meeting {self.row.pk}"

    def state(self) -> object:
        """Its points and decisions."""
        fresh = self.meeting(self.row.public_id)
        return [fresh.version, [[one.pk, len(one.decisions.all())] for one in fresh.items.all()]]

    def cancel_url(self) -> str:
        """Back to the meeting."""
        return reverse("meeting", args=[self.row.public_id])


class ItemView(_OfMeetingView):
    """Lägg till en punkt."""

    form_class: ClassVar[type[CaseForm]] = ItemForm
    heading = "Lägg till en punkt"
    submit = "Lägg till"
    success = "Punkten är tillagd."

    def perform(self, form: Any) -> str:
        """Add."""
        services.add_item(acting=self.acting, meeting=self.row, at=self.now, title=form.cleaned_data["title"])
        return self.cancel_url()


class DecideView(_OfMeetingView):
    """Skriv beslut."""

    form_class: ClassVar[type[CaseForm]] = DecisionForm
    heading = "Skriv beslut"
    intro = "Beslutet kommer tillbaka till de avvikelser som punkterna lyftes från."
    submit = "Spara beslutet"
    success = "Beslutet är sparat. De som berörs har fått besked."

    def fetch(self, **kwargs: Any) -> None:
        """The meeting, for its keeper."""
        super().fetch(**kwargs)
        permissions.require(permissions.keeps_forum(self.acting, self.row.forum), "decide")

    def form_kwargs(self) -> dict[str, Any]:
        """The points, and the seats that somebody has."""
        seats = self.forum(self.row.forum.public_id).seats.all()
        return {
            "points": [(str(one.public_id), present.item_title(one)) for one in self.row.items.all()],
            "seats": [
                (one.pk, f"{one.holder}, {one.title}, {one.organisation.name}") for one in seats if one.holder
            ],
        }

    def initial(self) -> dict[str, Any]:
        """The points that were asked for, and two months."""
        return {
            "items": self.request.GET.getlist("punkt"),
            "due_on": clock.local_date(self.now) + timedelta(days=60),
        }

    def perform(self, form: Any) -> str:
        """Decide."""
        data = form.cleaned_data
        chosen = set(data["items"])
        services.decide(
            acting=self.acting,
            items=[one for one in self.row.items.all() if str(one.public_id) in chosen],
            at=self.now,
            text=data["text"],
            seat_id=data["seat"],
            due_on=data["due_on"],
            category=data["category"],
        )
        return self.cancel_url()


class CloseView(_OfMeetingView):
    """Avsluta mötet: who came, and the minutes."""

    form_class: ClassVar[type[CaseForm]] = CloseForm
    heading = "Avsluta mötet"
    intro = "Markera dem som kom. Sedan kan anteckningarna hämtas som PDF."
    submit = "Avsluta mötet"
    success = "Mötet är avslutat."

    def fetch(self, **kwargs: Any) -> None:
        """The meeting, for its keeper."""
        super().fetch(**kwargs)
        permissions.require(permissions.keeps_forum(self.acting, self.row.forum), "close_meeting")

    def form_kwargs(self) -> dict[str, Any]:
        """The seats."""
        seats = self.forum(self.row.forum.public_id).seats.all()
        return {
            "seats": [
                (one.pk, f"{one.holder or 'Vakant'}, {one.title}, {one.organisation.name}") for one in seats
            ]
        }

    def perform(self, form: Any) -> str:
        """Close."""
        services.close_meeting(
            acting=self.acting,
            meeting=self.row,
            at=self.now,
            minutes=form.cleaned_data["minutes"],
            came=form.came,
            substitutes={},
            version=form.cleaned_data["version"],
        )
        return self.cancel_url()


class DoneView(MeetingsView, WriteView):
    """Markera beslutet som klart."""

    form_class: ClassVar[type[CaseForm]] = DoneForm
    heading = "Beslutet är genomfört"
    submit = "Markera som klart"
    success = "Beslutet är markerat som klart."

    def fetch(self, **kwargs: Any) -> None:
        """The decision, for whom it is to be done by, or the keeper."""
        self.row = self.decision(kwargs["decision_id"])
        forum = self.row.item.meeting.forum
        mine = self.row.seat.unit_id == self.acting.unit_id
        permissions.require(mine or permissions.keeps_forum(self.acting, forum), "decision_done")

    def cancel_url(self) -> str:
        """Back to the decision."""
        return reverse("meeting_decision", args=[self.row.public_id])

    def perform(self, form: Any) -> str:
        """Done."""
        services.mark_done(acting=self.acting, decision=self.row, at=self.now, text=form.cleaned_data["text"])
        return self.cancel_url()


class HolderView(MeetingsView, WriteView):
    """En person med mandat."""

    form_class: ClassVar[type[CaseForm]] = HolderForm
    heading = "Person med mandat"
    intro = "Vem talar för er organisation, mot alla eller mot en viss motpart? Utan namn visas platsen som vakant."
    submit = "Spara"
    success = "Uppgiften är sparad."
    row: MandateHolder | None = None

    def fetch(self, **kwargs: Any) -> None:
        """One of the own organisation's."""
        permissions.require(permissions.keeps(self.acting), "mandate")
        if "holder_id" in kwargs:
            self.row = selectors.holder_by_id(acting=self.acting, holder_id=kwargs["holder_id"])
            if self.row is None:
                raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """The other organisations."""
        found = actors.organisations(practice=self.acting.practice)
        return {
            "organisations": [(one.id, one.name) for one in found if one.id != self.acting.organisation_id]
        }

    def initial(self) -> dict[str, Any]:
        """What is said now."""
        if self.row is None:
            return {}
        names = ("title", "holder", "phone", "mandate")
        return {"counterpart": self.row.counterpart_id, **{name: getattr(self.row, name) for name in names}}

    def state(self) -> object:
        """Who has mandate."""
        return [[one.pk, one.holder, one.title] for one in selectors.holders(acting=self.acting)]

    def cancel_url(self) -> str:
        """Back to the list."""
        return reverse("mandates")

    def perform(self, form: Any) -> str:
        """Save."""
        data = form.cleaned_data
        services.save_holder(
            acting=self.acting,
            at=self.now,
            row=self.row,
            counterpart_id=data["counterpart"],
            **{name: data[name] for name in ("title", "holder", "phone", "mandate")},
        )
        return reverse("mandates")
