"""The technical administration: entered by the same log-in as everything else, and by those marked as staff alone."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SECRETS = frozenset({"mfa.authenticator", "socialaccount.socialtoken", "socialaccount.socialapp"})
"""Tables that hold secrets of people or of the installation: not shown, not even here."""


class TechnicalAdminSite(AdminSite):
    """No form of its own for passwords, neither to come in nor to change one."""

    site_title = site_header = "Hemväg: teknisk administration"
    index_title = "Tabeller"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's, but for secrets."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        super().register(
            [row for row in models if row._meta.label_lower not in SECRETS], admin_class, **options
        )

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the log-in of Hemväg. Raises PermissionDenied for somebody who is in and is not staff."""
        target = reverse("admin:index")
        if self.has_permission(request):
            return redirect(target)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or target)

    def password_change(  # type: ignore[override]  # a redirection, where Django shows a form
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the page of Hemväg where a password is changed."""
        return redirect("account_change_password")
