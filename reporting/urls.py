"""The addresses of the reports. Whom and when stand in the query: `?for=0180-HA&period=2021-08`."""

from django.urls import path

from reporting.views import report as views
from reporting.views import sip

urlpatterns = [
    path("rapporter/", views.ReportPageView.as_view(), name="reports"),
    path("rapporter/sip/", sip.SipStatisticsView.as_view(), name="sip_statistics"),
    path("rapporter/sip/fil/", sip.SipFileView.as_view(), name="sip_statistics_file"),
    path("rapporter/diagram/<slug:name>.svg", views.DiagramView.as_view(), name="report_diagram"),
    path("rapporter/bestall/", views.OrderView.as_view(), name="report_order"),
    path("rapporter/fil/<uuid:public_id>/", views.RunView.as_view(), name="report_run"),
    path("rapporter/fil/<uuid:public_id>/hamta/", views.FileView.as_view(), name="report_file"),
]
