"""SIP of a person who is in no hospital: whose, then the call (S7)."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sip import permissions
from transitions import permissions as chain_permissions
from transitions.forms.ward import PersonForm
from transitions.services import open_at_home
from transitions.views.ward import AdmitView


class StartView(AdmitView):
    """SIP utan inskrivning. The number is never in an address."""

    act = chain_permissions.OPEN_AT_HOME
    form_class: ClassVar[type[PersonForm]] = PersonForm
    look = "sip_start"
    heading = "SIP utan inskrivning"
    intro = (
        "För den som bor hemma eller på ett boende och behöver insatser från både kommunen och regionen, också när "
        "personen själv har bett om en SIP (SoL 10 kap. 8 §, HSL 16 kap. 4 §)."
    )
    submit = "Fortsätt till kallelsen"
    success = "Ärendet är öppnat. Kalla nu till SIP."
    repeated = "Ärendet var redan öppnat med det formuläret."
    next_page = "sip_call"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may call."""
        if request.user.is_authenticated and not permissions.may_start(self.acting):
            raise PermissionDenied(self.act)
        return super().dispatch(request, *args, **kwargs)

    def open(self, data: dict[str, Any]) -> Any:
        """The person's case without a stay."""
        return open_at_home(acting=self.acting, patient_id=self.person(data).pk, at=self.now)
