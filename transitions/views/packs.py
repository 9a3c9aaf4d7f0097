"""Reservpaket: the unit's open cases for when Hemväg is down, and the password that opens the file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors.names import shown_names
from core import throttle
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import EveningPack
from transitions.selectors import packs as selectors
from transitions.services import packs as services
from transitions.views.base import ActingView, require_role

_STATES = {
    "ordered": Status("Görs", Tone.INFO, "hourglass"),
    "made": Status("Klart", Tone.SUCCESS),
    "failed": Status("Misslyckades", Tone.DANGER),
}


class _PackPage(ActingView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to what the page asks."""
        if request.user.is_authenticated:
            require_role(self.acting, permissions.MAKE_PACK)
        return super().dispatch(request, *args, **kwargs)

    def pack(self, public_id: UUID) -> EveningPack:
        """The unit's own pack. Raises Http404."""
        found = selectors.pack_of(self.acting.unit_id, public_id)
        if found is None:
            raise Http404
        return found


class PacksView(_PackPage):
    """The unit's packs of the last days, and the button for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the newest first."""
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """A new one now, or the password."""
        if request.POST.get("act") == "password":
            latest = selectors.packs_of(self.acting.unit_id, most=1)
            if not latest:
                messages.info(request, "Gör ett reservpaket först.")
                return redirect("packs")
            services.note_password_shown(acting=self.acting, pack=latest[0])
            return self._page(password=services.password(self.acting.unit_id))
        throttle.count("file", self.acting)
        services.order_pack(acting=self.acting, unit_id=self.acting.unit_id)
        messages.success(request, "Reservpaketet görs. Det tar någon minut.")
        return redirect("packs")

    def _page(self, password: str = "") -> HttpResponse:
        names = shown_names(self.acting)
        rows = [
            {
                "number": row.number,
                "ordered_at": row.ordered_at,
                "by": names.of(row.ordered_by_name),
                "status": _STATES[row.state],
                "cases": row.cases,
                "pages": row.pages,
                "print_url": reverse("pack_print", args=[row.public_id]) if row.file else "",
                "file_url": reverse("pack_file", args=[row.public_id]) if row.file else "",
            }
            for row in selectors.packs_of(self.acting.unit_id)
        ]
        context = {"rows": rows, "password": password, "unit_name": self.acting.unit_name}
        return render(self.request, "transitions/packs.html", context)


class PackFileView(_PackPage):
    """The encrypted file, to keep where it is reached without Hemväg."""

    printed = False

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The file. To print it comes without its password, and is shown rather than kept."""
        pack = self.pack(public_id)
        services.note_fetched(acting=self.acting, pack=pack, printed=self.printed)
        if self.printed:
            content, kept = services.decrypted(pack), "inline"
        else:
            with pack.file.open("rb") as file:
                content, kept = file.read(), "attachment"
        answer = HttpResponse(content, content_type="application/pdf")
        answer["Content-Disposition"] = f'{kept}; filename="reservpaket-{pack.number}.pdf"'
        return answer


class PackPrintView(PackFileView):
    """The same, to print."""

    printed = True
