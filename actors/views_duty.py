"""A unit's own pages: hours, duty list, absence, telephones for codes. Kept by those who work there (T17)."""

from abc import ABC, abstractmethod
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors, selectors_access, selectors_duty, services_duty
from actors.forms_duty import AbsenceForm, DayForm, DutyForm, HoursForm, RegisteredForm
from actors.models import Unit
from actors.names import shown_names
from actors.presenters_places import duty_lines
from actors.services_access import NotFound
from actors.views_base import ActionView
from core import clock, formats
from core.invalid import Invalid

LISTED_DAYS = 60


class UnitPartView(ABC, ActionView):
    """One part of a unit's page: what is there, each line with a button that takes it away, and a form that adds."""

    action = permissions.KEEP_DUTY
    address: str
    heading: str
    intro = ""
    submit: str
    empty = "Inget är inlagt än."
    template_name = "actors/unit_part.html"

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The list and an empty form."""
        unit = self.unit_to_keep(unit_id)
        return self.page(unit, self.form(unit))

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Add what was filled in, or take away the line whose button was pressed."""
        unit = self.unit_to_keep(unit_id)
        removed = request.POST.get("remove", "")
        if removed:
            if not removed.isdecimal():
                raise Http404
            try:
                self.take_away(unit, int(removed))
            except NotFound:
                raise Http404 from None
            messages.success(request, "Raden är borttagen.")
            return redirect(self.address, unit_id=unit.pk)
        form = self.form(unit, request.POST)
        if not form.is_valid():
            return self.page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            self.add(unit, form)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Sparat.")
        return redirect(self.address, unit_id=unit.pk)

    def unit_to_keep(self, unit_id: int) -> Unit:
        """The unit, when the one who acts keeps its page. Raises Http404, PermissionDenied."""
        unit = selectors.unit_row(unit_id)
        if unit is None:
            raise Http404
        if not self.keeps(unit_id):
            raise PermissionDenied(self.action)
        return unit

    def keeps(self, unit_id: int) -> bool:
        """Who keeps this part."""
        return selectors_access.keeps_duty_of(self.acting, unit_id)

    @abstractmethod
    def form(self, unit: Unit, data: Any = None) -> forms.Form:
        """The form that adds."""

    @abstractmethod
    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """What is there: {id, title, text, phone, tag}."""

    @abstractmethod
    def add(self, unit: Unit, form: forms.Form) -> None:
        """Add what was filled in."""

    @abstractmethod
    def take_away(self, unit: Unit, row_id: int) -> None:
        """Take a line away."""

    def page(self, unit: Unit, form: forms.Form, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """List and form."""
        context = {
            "unit": unit,
            "heading": self.heading,
            "intro": self.intro,
            "lines": self.lines(unit),
            "empty": self.empty,
            "form": form,
            "submit": self.submit,
            "cancel_url": reverse("unit", args=[unit.pk]),
        }
        return render(self.request, self.template_name, context, status=status)


class HoursView(UnitPartView):
    """Direktnummer och bemannade tider: the whole week at once."""

    address = "unit_hours"
    heading = "Direktnummer och bemannade tider"
    intro = "Andra ser när ni tar emot, och påminnelser väntar tills någon är på plats."
    submit = "Spara"
    empty = ""

    def form(self, unit: Unit, data: Any = None) -> HoursForm:
        """The week as it stands."""
        staffing = selectors_duty.staffing_of([unit.pk])[unit.pk]
        return HoursForm(data, staffing=staffing, initial={"phone": unit.phone})

    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """The form shows all there is."""
        return []

    def add(self, unit: Unit, form: forms.Form) -> None:
        """Save the week."""
        assert isinstance(form, HoursForm)
        services_duty.set_hours(
            acting=self.acting, unit_id=unit.pk, week=form.week(), phone=form.cleaned_data["phone"]
        )

    def take_away(self, unit: Unit, row_id: int) -> None:
        """A day is emptied in the form."""
        raise NotFound


class DaysView(UnitPartView):
    """Dagar som avviker."""

    address = "unit_days"
    heading = "Dagar som avviker"
    intro = "Här gäller andra tider än veckans. Röda dagar har en egen rad i veckan och behöver inte stå här."
    submit = "Lägg till dagen"

    def form(self, unit: Unit, data: Any = None) -> DayForm:
        """A day."""
        return DayForm(data)

    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """Days that have not been."""
        now = clock.now()
        return [
            {
                "id": row.pk,
                "title": formats.weekday_text(row.day, now),
                "text": row.reason,
                "tag": f"{formats.clock_text(row.opens)}–{formats.clock_text(row.closes)}"
                if row.opens and row.closes
                else "Stängt",
            }
            for row in selectors_duty.differing_in(unit.pk, on=clock.today())
        ]

    def add(self, unit: Unit, form: forms.Form) -> None:
        """Save the day."""
        services_duty.set_day(acting=self.acting, unit_id=unit.pk, **form.cleaned_data)

    def take_away(self, unit: Unit, row_id: int) -> None:
        """The week holds again."""
        if not services_duty.clear_day(acting=self.acting, unit_id=unit.pk, exception_id=row_id):
            raise NotFound


class DutyView(UnitPartView):
    """Vem som är i tjänst."""

    address = "unit_duty"
    heading = "I tjänst och jour"
    intro = "Alla i länet ser vem som svarar för enheten just nu, och vilket nummer som gäller."
    submit = "Lägg till"
    empty = "Ingen står på listan."

    def form(self, unit: Unit, data: Any = None) -> DutyForm:
        """Somebody, from now on."""
        people = selectors_access.assignments_in(unit.pk, on=clock.today())
        return DutyForm(data, people=people)

    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """Those on duty now and in the coming weeks, as planned."""
        now = clock.now()
        found = selectors_duty.duty_lists([unit.pk], now, now + timedelta(days=LISTED_DAYS)).get(unit.pk, [])
        return [
            {
                "id": one.id,
                "title": one.name,
                "text": one.title,
                "phone": one.phone,
                "tag": one.when,
                "now": one.now,
            }
            for one in duty_lines(found, shown_names(self.acting), now)
        ]

    def add(self, unit: Unit, form: forms.Form) -> None:
        """Put somebody on the list."""
        content = dict(form.cleaned_data)
        services_duty.add_duty(
            acting=self.acting, unit_id=unit.pk, assignment_id=content.pop("assignment"), **content
        )

    def take_away(self, unit: Unit, row_id: int) -> None:
        """Off the list."""
        services_duty.remove_duty(acting=self.acting, unit_id=unit.pk, duty_id=row_id)


class AbsenceView(UnitPartView):
    """Frånvaro och ersättare."""

    address = "unit_absence"
    heading = "Frånvaro och ersättare"
    intro = "Den som ersätter får det som väntar på den som är borta. Varför någon är borta ska inte stå här."
    submit = "Lägg till frånvaron"
    empty = "Ingen är anmäld som frånvarande."

    def form(self, unit: Unit, data: Any = None) -> AbsenceForm:
        """Somebody of the unit."""
        return AbsenceForm(data, people=selectors_access.assignments_in(unit.pk, on=clock.today()))

    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """Those who are away or will be."""
        now, names = clock.now(), shown_names(self.acting)
        return [
            {
                "id": row.pk,
                "title": names.of(row.assignment.user.name),
                "text": f"Ersättare: {names.of(row.substitute.user.name)}"
                if row.substitute
                else "Ingen ersättare",
                "tag": f"{formats.day_text(row.first_day, now)}–{formats.day_text(row.last_day, now)}",
                "now": row.first_day <= clock.today(),
            }
            for row in selectors_duty.absences_in(unit.pk, on=clock.today())
        ]

    def add(self, unit: Unit, form: forms.Form) -> None:
        """Record it."""
        wanted = form.cleaned_data
        services_duty.record_absence(
            acting=self.acting,
            assignment_id=wanted["assignment"],
            first_day=wanted["first_day"],
            last_day=wanted["last_day"],
            substitute_id=wanted["substitute"],
        )

    def take_away(self, unit: Unit, row_id: int) -> None:
        """The person is back."""
        services_duty.end_absence(acting=self.acting, unit_id=unit.pk, absence_id=row_id)


class PhonesView(UnitPartView):
    """Telefoner för engångskod."""

    action = permissions.KEEP_REGISTERED
    address = "unit_phones"
    heading = "Telefoner för engångskod"
    intro = (
        "Den som står här kan öppna ett meddelande till enheten med en kod i telefonen, utan egen inloggning."
    )
    submit = "Lägg till telefonen"
    empty = "Ingen telefon är registrerad."

    def keeps(self, unit_id: int) -> bool:
        """Manager and administrator."""
        return selectors_access.keeps_registered_of(self.acting, unit_id)

    def form(self, unit: Unit, data: Any = None) -> RegisteredForm:
        """A name and a number."""
        return RegisteredForm(data)

    def lines(self, unit: Unit) -> list[dict[str, Any]]:
        """Those who stand."""
        found = selectors_duty.registered_people(unit.pk)
        return [{"id": one.id, "title": one.name, "phone": one.phone} for one in found]

    def add(self, unit: Unit, form: forms.Form) -> None:
        """Register the telephone."""
        services_duty.register_person(acting=self.acting, unit_id=unit.pk, **form.cleaned_data)

    def take_away(self, unit: Unit, row_id: int) -> None:
        """No more codes there."""
        services_duty.unregister_person(acting=self.acting, unit_id=unit.pk, person_id=row_id)
