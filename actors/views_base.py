"""What the pages of the administrator have in common."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.views import View

from actors import permissions
from actors.acting import Acting


class ActionView(LoginRequiredMixin, View):
    """A page for one action: the role is asked before anything is fetched, so that a refusal tells nothing."""

    acting: Acting
    action: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to what the page asks."""
        acting = getattr(request, "acting", None)
        if acting is not None:
            self.acting = acting
            permissions.require(acting, self.action)
        return super().dispatch(request, *args, **kwargs)
