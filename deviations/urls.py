"""Addresses of deviations: random ids only."""

from django.urls import path

from deviations.views import pages, reporting

urlpatterns = [
    path("avvikelser/", pages.ListView.as_view(), name="deviation_list"),
    path("avvikelser/ny/", reporting.NewView.as_view(), name="deviation_new"),
    path("avvikelser/<uuid:deviation_id>/", pages.DetailView.as_view(), name="deviation_detail"),
    path("avvikelser/<uuid:deviation_id>/svara/", pages.AnswerView.as_view(), name="deviation_answer"),
    path("avvikelser/<uuid:deviation_id>/ta-emot/", pages.ReceiveView.as_view(), name="deviation_receive"),
    path("avvikelser/<uuid:deviation_id>/last/", pages.ReadView.as_view(), name="deviation_read"),
    path("avvikelser/<uuid:deviation_id>/avsluta/", pages.CloseView.as_view(), name="deviation_close"),
]
