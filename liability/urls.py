"""Addresses of the liability app. No address holds anything personal: cases have random ids."""

from django.urls import path

from liability.views import LiabilityView, OverviewView, TermsView

urlpatterns = [
    path("arenden/<uuid:public_id>/betalningsansvar/", LiabilityView.as_view(), name="liability"),
    path("betalningsansvar/", OverviewView.as_view(), name="liability_overview"),
    path("betalningsansvar/villkor/", TermsView.as_view(), name="liability_terms"),
]
