"""What the pages of one SIP have in common: the address names the SIP, the SIP its case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from sip import selectors
from sip.models import Sip
from transitions.rules.kinds import Protection
from transitions.views.base import CaseFormView, CaseView

PAGES = (
    ("sip_detail", "SIP"),
    ("sip_preparation", "Förberedelse"),
    ("sip_times", "Tid och inbjudan"),
    ("sip_plan", "Planen"),
)


def tabs(sip: Sip, current: str) -> list[dict[str, Any]]:
    """The tabs of a SIP, for those who called or are invited; `current` is the name of an address."""
    case = {"label": "Ärende", "url": reverse("case", args=[sip.episode.public_id]), "current": False}
    pages = [
        {"label": label, "url": reverse(name, args=[sip.public_id]), "current": name == current}
        for name, label in PAGES
    ]
    return [case, *pages]


class SipMixin(CaseView):
    """Fetches the SIP within what the unit may see, then its case; 404 for any other."""

    sip: Sip
    look = "sip"

    @property
    def shielded(self) -> bool:
        """The person has protected identity."""
        return self.episode.patient.protection != Protection.NONE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The SIP first: its case is logged as seen, whatever the address."""
        if request.user.is_authenticated:
            sip_id: UUID = kwargs.pop("sip_id")
            sip = selectors.sip_by_public_id(acting=self.acting, public_id=sip_id)
            if sip is None:
                raise Http404
            self.sip = sip
            kwargs["public_id"] = sip.episode.public_id
        return super().dispatch(request, *args, **kwargs)


class SipStepView(SipMixin, CaseFormView):
    """A form that records a step of one SIP."""

    def success_url(self) -> str:
        """Back to the SIP."""
        return reverse("sip_detail", args=[self.sip.public_id])

    def context(self) -> dict[str, Any]:
        """Avbryt leads back to the SIP."""
        return {"case_url": self.success_url()}
