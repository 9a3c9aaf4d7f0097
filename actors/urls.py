"""Addresses of the actors app."""

from django.urls import path

from actors.views import ChooseAssignmentView

urlpatterns = [path("uppdrag/", ChooseAssignmentView.as_view(), name="choose_assignment")]
