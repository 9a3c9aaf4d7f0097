"""The addresses: each app says its own; the order here is the order of the apps."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler500 = "core.views.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/siths/", include("actors.urls_siths")),
    path("konto/", include("config.urls_account")),
    path("admin/", admin.site.urls),
    path("", include("core.urls_pages")),
    path("", include("core.urls")),
    path("", include("actors.urls")),
    path("", include("transitions.urls")),
    path("", include("sip.urls")),
    path("", include("liability.urls")),
    path("", include("deviations.urls")),
    path("", include("reporting.urls")),
    path("", include("integrations.urls")),
]
