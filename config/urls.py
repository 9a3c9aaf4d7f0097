"""The addresses: each app says its own; the order here is the order of the apps."""

import importlib.util

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

APPS = ("core", "actors", "transitions", "sip", "liability", "deviations", "reporting", "integrations")

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("core.urls_pages")),
]
urlpatterns += [path("", include(f"{app}.urls")) for app in APPS if importlib.util.find_spec(f"{app}.urls")]
