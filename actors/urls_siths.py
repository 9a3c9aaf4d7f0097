"""Addresses of the log-in by SITHS. The callback is registered at the identity provider: it never changes."""

from django.urls import path

from actors.views_siths import SithsCallbackView, SithsStartView

urlpatterns = [
    path("", SithsStartView.as_view(), name="siths_start"),
    path("svar/", SithsCallbackView.as_view(), name="siths_callback"),
]
