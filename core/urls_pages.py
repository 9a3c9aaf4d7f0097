"""Addresses of the pages around the work: no namespace, since every template links to them."""

from django.urls import path

from core.views_pages import PlainPage, SettingsView, TourView
from core.views_styleguide import styleguide

urlpatterns = [
    path("hjalp/", PlainPage.as_view(template_name="pages/help.html"), name="help"),
    path(
        "reservrutin/",
        PlainPage.as_view(template_name="pages/fallback_routine.html"),
        name="fallback_routine",
    ),
    path(
        "tillganglighet/", PlainPage.as_view(template_name="pages/accessibility.html"), name="accessibility"
    ),
    path("installningar/", SettingsView.as_view(), name="settings"),
    path("rundtur/", TourView.as_view(), name="tour"),
    path("stilguide/", styleguide, name="styleguide"),
    path("stilguide/<slug:page>/", styleguide, name="styleguide"),
]
