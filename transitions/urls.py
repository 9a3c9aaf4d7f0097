"""Addresses of the transitions app. No address holds anything personal: cases have random ids."""

from django.urls import path

from transitions.views import case, municipality, ward, worklist

urlpatterns = [
    path("", worklist.StartView.as_view(), name="start"),
    path("att-gora/", worklist.WorklistView.as_view(), name="worklist"),
    path("att-gora/rensa/", worklist.ResetView.as_view(), name="worklist_reset"),
    path("att-gora/andringar/", worklist.ChangesView.as_view(), name="worklist_changes"),
    path("att-gora/markerade/", worklist.ActView.as_view(), name="worklist_act"),
    path("personer/", worklist.PeopleView.as_view(), name="people"),
    path("skriv-in/", ward.AdmitView.as_view(), name="admit"),
    path("arenden/<uuid:public_id>/", case.CaseDetailView.as_view(), name="case"),
    path("arenden/<uuid:public_id>/historik/", case.CaseHistoryView.as_view(), name="case_history"),
    path("arenden/<uuid:public_id>/ansvar/", case.TakeView.as_view(), name="take_case"),
    path(
        "arenden/<uuid:public_id>/kvittera/<int:item_id>/", case.AcknowledgeView.as_view(), name="acknowledge"
    ),
    path(
        "arenden/<uuid:public_id>/inskrivningsmeddelande/", ward.SendNoticeView.as_view(), name="send_notice"
    ),
    path("arenden/<uuid:public_id>/beraknad-utskrivning/", ward.ChangeDateView.as_view(), name="change_date"),
    path("arenden/<uuid:public_id>/utskrivningsklar/", ward.SendReadyView.as_view(), name="send_ready"),
    path(
        "arenden/<uuid:public_id>/utskrivningsklar/aterkalla/",
        ward.WithdrawReadyView.as_view(),
        name="withdraw_ready",
    ),
    path("arenden/<uuid:public_id>/skriv-ut/", ward.DischargeView.as_view(), name="discharge"),
    path("arenden/<uuid:public_id>/kontakt/", municipality.TakeContactView.as_view(), name="take_contact"),
    path(
        "arenden/<uuid:public_id>/vardkontakt/",
        municipality.AppointContactView.as_view(),
        name="appoint_contact",
    ),
    path("arenden/<uuid:public_id>/oppenvard/", municipality.OpenCareView.as_view(), name="open_care"),
    path("arenden/<uuid:public_id>/utforare/", municipality.ProvidersView.as_view(), name="report_services"),
    path("arenden/<uuid:public_id>/bestallning/", municipality.OrderView.as_view(), name="order_home_care"),
]
