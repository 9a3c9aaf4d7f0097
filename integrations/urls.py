"""Addresses of the API and of the files that an administrator loads. No personal number ever stands in one."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from integrations.api.cases import CaseDetail, CaseList
from integrations.api.messages import MessageDetail, MessageReceipts
from integrations.api.notices import AdmissionNotices
from integrations.views import ApiPage
from integrations.views_loads import EventLoadsView, EventLoadView
from integrations.views_webhooks import SystemView

urlpatterns = [
    path("api/v1/cases/", CaseList.as_view(), name="api_cases"),
    path("api/v1/cases/<uuid:case>/", CaseDetail.as_view(), name="api_case"),
    path("api/v1/admission-notices/", AdmissionNotices.as_view(), name="api_admission_notices"),
    path(
        "api/v1/schema/",
        SpectacularAPIView.as_view(authentication_classes=[], api_version="v1"),
        name="api_schema",
    ),
    path("api/v1/messages/<uuid:reference>/", MessageDetail.as_view(), name="api_message"),
    path(
        "api/v1/messages/<uuid:reference>/receipts/", MessageReceipts.as_view(), name="api_message_receipts"
    ),
    path("enheter/<int:unit_id>/planeringssystem/", SystemView.as_view(), name="unit_system"),
    path("api/docs/", ApiPage.as_view(), name="api_docs"),
    path("drift/handelsefiler/", EventLoadsView.as_view(), name="event_loads"),
    path("drift/handelsefiler/<uuid:public_id>/", EventLoadView.as_view(), name="event_load"),
]
