"""Addresses of the actors app."""

from django.urls import path

from actors.views import ChooseAssignmentView
from actors.views_directory import DirectoryView, OperationsView, UnitView

urlpatterns = [
    path("uppdrag/", ChooseAssignmentView.as_view(), name="choose_assignment"),
    path("enheter/", DirectoryView.as_view(), name="directory"),
    path("enheter/<int:unit_id>/", UnitView.as_view(), name="unit"),
    path("drift/", OperationsView.as_view(), name="operations"),
]
