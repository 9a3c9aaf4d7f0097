"""How the unit's messages arrive: on a case and over all cases; handing over, its receipt, and calling back."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from actors.names import shown_names
from core import pdf, throttle
from core.panels import PanelRequest
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.handing import ReceiptForm
from transitions.models import Addressee, HandedHow, Item
from transitions.presenters import messages as present
from transitions.presenters.ladder import escalations
from transitions.presenters.message_content import content
from transitions.presenters.words import ITEMS
from transitions.rules.kinds import ItemKind
from transitions.selectors import addressed, cases, ladder
from transitions.selectors import messages as selectors
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import ActingView, CaseFormView, CaseView, require_role

ROWS_A_PAGE = 50


class MessagesView(CaseView):
    """Utskick: every message that the unit answers for on the case, to whom, and how far it has come."""

    look = "messages"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        items = cases.visible_items(acting=self.acting, episode=self.episode)
        sent = selectors.of_case(
            acting=self.acting, episode=self.episode, chain=chain_of(self.episode), items=items
        )
        asked = PanelRequest(
            acting=self.acting,
            episode_id=self.episode.pk,
            episode_public_id=str(self.episode.public_id),
            now=self.now,
        )
        escalated = escalations(asked, self.episode)
        context = self.case_context() | {
            "sent": [present.message(one, self.episode, self.now, escalated) for one in sent],
            "handovers": selectors.handovers(self.episode),
        }
        return render(request, "transitions/messages.html", context)


class SentMessagesView(ActingView):
    """Våra utskick: the unit's own messages that somebody has not acknowledged, over all cases."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those that do not get through first."""
        require_role(self.acting, permissions.SEE_CASE)
        found = selectors.unfinished(acting=self.acting, now=self.now)
        rows = sorted((present.in_list(one, self.now) for one in found), key=lambda row: not row["stopped"])
        page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        shown = {row["url"] for row in page.object_list}
        self.log_look(
            [
                one.episode.patient_id
                for one in found
                if one.episode and reverse("messages", args=[one.episode.public_id]) in shown
            ],
            "messages.list",
        )
        context = {
            "rows": page.object_list,
            "stopped": sum(row["stopped"] for row in rows),
            "page": page if page.paginator.num_pages > 1 else None,
        }
        return render(request, "transitions/sent_messages.html", context)


class _Handing(CaseView):
    """One message to one unit, which the acting unit answers for."""

    def sent(self) -> tuple[Item, Addressee]:
        """The message and its receiver. 404 when the unit does not answer for it."""
        found = addressed.by_item(self.acting, self.kwargs["item_id"])
        if found is None or found.item.episode_id != self.episode.pk:
            raise Http404
        to = addressed.addressee(found.item, self.kwargs["unit_id"])
        if (
            to is None
            or to.unit_id == self.acting.unit_id
            or not selectors.answers_for(self.acting, found.item)
        ):
            raise Http404
        return found.item, to


class ByHandView(_Handing, CaseFormView):
    """Lämna på papper: print the message, and enter who received it. By telephone: `RecordCallView`."""

    action = permissions.DELIVER_BY_HAND
    form_class: ClassVar[type[CaseForm]] = ReceiptForm
    template_name = "transitions/by_hand.html"
    heading = "Lämna meddelandet på papper"
    submit = "Spara kvittensen"
    success = "Kvittensen är sparad."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.sent()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """What it is about, and where the print is made."""
        item, to = self.sent()
        return {
            "title": ITEMS[ItemKind(item.kind)],
            "receiver": to.unit,
            "acknowledged": to.acknowledged_at,
            "print_url": reverse("by_hand_print", args=[self.episode.public_id, item.pk, to.unit_id]),
            "call_url": reverse("record_call", args=[self.episode.public_id, item.pk, to.unit_id])
            if ladder.may_telephone(acting=self.acting, episode=self.episode, item=item, unit_id=to.unit_id)
            else "",
        }

    def perform(self, form: Any, version: int) -> None:
        """Store the receipt."""
        item, to = self.sent()
        services.enter_receipt(
            acting=self.acting,
            episode_id=self.episode.pk,
            item_id=item.pk,
            unit_id=to.unit_id,
            how=HandedHow.PAPER,
            received_by=form.cleaned_data["received_by"],
            received_at=form.cleaned_data["received_at"],
            at=self.now,
        )

    def success_url(self) -> str:
        """Back to the messages."""
        return reverse("messages", args=[self.episode.public_id])


class ByHandPrintView(_Handing):
    """The numbered print. By POST: each print is a row of its own."""

    look = "message.print"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        permissions.require(self.acting, permissions.DELIVER_BY_HAND, self.episode)
        item, to = self.sent()
        throttle.count("file", self.acting)
        row = services.print_for_handing(
            acting=self.acting, episode_id=self.episode.pk, item_id=item.pk, unit_id=to.unit_id, at=self.now
        )
        told = content(item, to=to, episode=self.episode, names=shown_names(self.acting), now=self.now)
        context = {"told": told.as_context(), "handover": row, "receiver": to.unit, "now": self.now}
        document = pdf.make(
            render_to_string("pdf/by_hand.html", context), styles=[pdf.STATIC / "css" / "pdf.css"]
        )
        services.printed(row, pages=pdf.pages(document), sha256=told.sha256)
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="overlamning-{row.pk:06d}.pdf"'
        return response


class RecallView(_Handing):
    """Återkalla: a link that nobody has opened no longer opens."""

    look = "message.recall"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say that it is too late."""
        permissions.require(self.acting, permissions.DELIVER_BY_HAND, self.episode)
        item, to = self.sent()
        if services.recall_link(
            acting=self.acting, episode_id=self.episode.pk, item_id=item.pk, unit_id=to.unit_id
        ):
            messages.success(request, "Länken är återkallad. Ingen har öppnat den.")
        else:
            messages.warning(request, "Länken kunde inte återkallas: någon har redan öppnat meddelandet.")
        return HttpResponseRedirect(reverse("messages", args=[self.episode.public_id]))
