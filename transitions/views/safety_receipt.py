"""Trygghetskvitto: made from what the case knows, shown, printed and made a PDF in the person's language."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from core import clock, pdf, throttle
from core.clock import STOCKHOLM
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.safety_receipt import SafetyReceiptForm
from transitions.models import SafetyReceipt
from transitions.presenters.care_tasks import doings
from transitions.presenters.safety_receipt import sheet
from transitions.rules.kinds import ItemKind
from transitions.rules.safety_receipt import (
    MOST_TASKS,
    MOST_VISITS,
    Call,
    Doing,
    Meets,
    Part,
    Receipt,
    Visitor,
)
from transitions.selectors import cases
from transitions.selectors import safety_receipt as receipts
from transitions.selectors.care_tasks import care_task_items
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseView
from transitions.views.sending import SendingView

_VISITOR = {
    UnitKind.HOME_CARE: Visitor.HOME_CARE,
    UnitKind.NIGHT_PATROL: Visitor.NIGHT_PATROL,
    UnitKind.ALARM: Visitor.ALARM,
    UnitKind.HOME_RECEPTION_TEAM: Visitor.TEAM,
    UnitKind.MUNICIPAL_HEALTH_CARE: Visitor.NURSE,
    UnitKind.PRIMARY_CARE_REHAB: Visitor.REHAB,
}


class _ReceiptView(CaseView):
    """A page of the sheet that holds. 404 when none was given, or it was not sent to the unit."""

    def row(self) -> SafetyReceipt:
        """The sheet. Raises Http404."""
        found = receipts.latest(acting=self.acting, episode=self.episode)
        if found is None:
            raise Http404
        return found

    def sheet(self, code: str) -> dict[str, Any]:
        """It in a language. Raises Http404 for one that is not there."""
        language = receipts.languages().get(code)
        if language is None:
            raise Http404
        return sheet(self.row(), language, person=self.episode.patient.name)


class SafetyReceiptView(_ReceiptView):
    """The sheet on the screen, as it will be on paper; each language is a link."""

    look = "safety_receipt"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        code = kwargs["language"]
        case = self.episode.public_id
        may_give = permissions.may(self.acting, ItemKind.SAFETY_RECEIPT_GIVEN)
        context = {
            **self.case_context(),
            "sheet": self.sheet(code),
            "languages": [
                {
                    "label": one.name,
                    "tag": one.tag,
                    "url": reverse("safety_receipt", args=[case, one.code]),
                    "current": one.code == code,
                    "direction": one.direction,
                }
                for one in receipts.languages().values()
            ],
            "pdf_url": reverse("safety_receipt_pdf", args=[case, code]),
            "new_url": reverse("safety_receipt_new", args=[case]) if may_give else "",
        }
        return render(request, "transitions/safety_receipt.html", context)


class SafetyReceiptPdfView(_ReceiptView):
    """The sheet as a tagged PDF."""

    look = "safety_receipt_pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; its name tells nothing of the person."""
        context = {"sheet": self.sheet(kwargs["language"])}
        throttle.count("file", self.acting)
        document = pdf.make(
            render_to_string("transitions/safety_receipt_pdf.html", context),
            styles=[pdf.STATIC / "css" / "safety-receipt.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="trygghetskvitto.pdf"'
        return answer


class GiveReceiptView(SendingView):
    """A new sheet."""

    action = ItemKind.SAFETY_RECEIPT_GIVEN
    form_class: ClassVar[type[CaseForm]] = SafetyReceiptForm
    template_name = "transitions/safety_receipt_form.html"
    heading = "Gör ett trygghetskvitto"
    intro = (
        "En sida till personen: vad som händer, vem som kommer, vart man ringer. Läs igenom den tillsammans."
    )
    submit = "Gör trygghetskvittot"
    success = "Trygghetskvittot är klart. Skriv ut det på personens språk."
    sends: ClassVar = {"home_at": "content"}

    def success_url(self) -> str:
        """To the sheet."""
        return reverse("safety_receipt", args=[self.episode.public_id, receipts.SWEDISH])

    def context(self) -> dict[str, Any]:
        """Regret leads back to the home-coming."""
        calls = [{"name": call.name, "phone": call.phone} for call in self.calls()]
        home = reverse("going_home", args=[self.episode.public_id])
        return {
            **super().context(),
            "cancel_url": home,
            "calls": calls,
            "sip_at": self.sip_at(),
            "tasks": self.tasks(),
        }

    def initial(self) -> dict[str, Any]:
        """The last sheet; else what the case knows: the day, who helps at home."""
        last = receipts.latest(acting=self.acting, episode=self.episode)
        if last is not None:
            return _initial(Receipt.of(last.content))
        day = self.episode.expected_discharge or clock.local_date(self.now)
        found: dict[str, Any] = {"home_at": datetime(day.year, day.month, day.day, 13, tzinfo=STOCKHOLM)}
        providers = cases.present_providers(self.episode.patient_id) if self.opened else []
        for row, provider in enumerate(providers[:MOST_VISITS]):
            kind = UnitKind(provider.unit.kind)
            night = kind is UnitKind.NIGHT_PATROL
            found |= {
                f"who_{row}": _VISITOR.get(kind, Visitor.HOME_CARE),
                f"name_{row}": provider.unit.name,
                f"day_{row}": day,
                f"part_{row}": Part.NIGHT if night else Part.AFTERNOON,
                f"phone_{row}": provider.unit.phone,
            }
        if providers:
            found["meets"] = Meets.HOME_CARE
        return found

    def calls(self) -> tuple[Call, ...]:
        """Whom to phone, as the case has it: the ward, the care contact, home care."""
        chain = chain_of(self.episode)
        found = [Call("ward", self.episode.ward.name, self.episode.ward.phone)]
        contact = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
        if contact is not None:
            found.append(Call("contact", contact.data.get("name", ""), contact.data.get("phone", "")))
        for provider in cases.present_providers(self.episode.patient_id) if self.opened else []:
            if provider.unit.kind in HOME_PROVIDERS - {UnitKind.ALARM, UnitKind.NIGHT_PATROL}:
                found.append(Call("home_care", provider.unit.name, provider.unit.phone))
                break
        return tuple(found)

    def tasks(self) -> tuple[Doing, ...]:
        """Who does what at home, as the tasks are classed and the unit was told (T33)."""
        found = care_task_items(acting=self.acting, episode=self.episode)
        units = {unit.id: unit for unit in cases.parties(self.episode)}
        return doings(found, units)[:MOST_TASKS]

    def sip_at(self) -> datetime | None:
        """When the SIP is to be held, if the unit has been told of it (patientlagen 3:2 b)."""
        if self.acting.unit_kind not in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE):
            return None
        call = chain_of(self.episode).last(ItemKind.SIP_CALLED)
        text = call.data.get("meeting_at") if call is not None else None
        moment = datetime.fromisoformat(text) if text else None
        return moment if moment is not None and moment > self.now - timedelta(hours=1) else None

    def perform(self, form: Any, version: int) -> None:
        """Store it."""
        services.give_safety_receipt(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            receipt=form.receipt(
                ward=self.episode.ward.name, calls=self.calls(), sip_at=self.sip_at(), tasks=self.tasks()
            ),
            version=version,
        )


def _initial(receipt: Receipt) -> dict[str, Any]:
    found: dict[str, Any] = {
        "home_at": receipt.home_at,
        "transport": receipt.transport,
        "meets": receipt.meets,
        "agreed": list(receipt.agreed),
        "more": receipt.more,
    }
    for row, visit in enumerate(receipt.visits):
        found |= {
            f"who_{row}": visit.who,
            f"name_{row}": visit.name,
            f"day_{row}": visit.day,
            f"part_{row}": visit.part,
            f"phone_{row}": visit.phone,
        }
    return found
