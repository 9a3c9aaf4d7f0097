"""Addresses of the transitions app. No address holds anything personal: cases have random ids."""

from django.urls import path

from transitions.urls_at_home import urlpatterns as at_home
from transitions.views import (
    answers,
    case,
    case_acts,
    consent,
    day,
    discharge,
    emergency,
    files,
    going_home,
    hand_over,
    home_templates,
    information,
    ladder,
    link,
    logs,
    messages,
    municipality,
    notice,
    packs,
    paper,
    planning,
    points,
    presence,
    readmission,
    reception,
    requests,
    routines,
    safety_receipt,
    saved_filters,
    sayings,
    secrecy,
    shields,
    started,
    stay,
    ward,
    worklist,
    worklist_acts,
)

urlpatterns = [
    path("", worklist.StartView.as_view(), name="start"),
    path("att-gora/", worklist.WorklistView.as_view(), name="worklist"),
    path("att-gora/rensa/", worklist.ResetView.as_view(), name="worklist_reset"),
    path("att-gora/andringar/", worklist.ChangesView.as_view(), name="worklist_changes"),
    path("att-gora/markerade/", worklist_acts.ActView.as_view(), name="worklist_act"),
    path("att-gora/angra/", worklist_acts.UndoView.as_view(), name="worklist_undo"),
    path("att-gora/filter/", saved_filters.FiltersView.as_view(), name="worklist_filters"),
    path(
        "att-gora/filter/<int:filter_id>/ta-bort/",
        saved_filters.RemoveFilterView.as_view(),
        name="worklist_filter_remove",
    ),
    path("att-gora/lamna-over/", hand_over.HandOverView.as_view(), name="hand_over"),
    path("att-gora/overlamning/<int:handover_id>/", hand_over.HandedOverView.as_view(), name="handed_over"),
    path("dagen/", day.DayView.as_view(), name="day"),
    path("dagen/helg/", day.HolidayView.as_view(), name="day_holiday"),
    path("dagen/avdelning/", day.WallView.as_view(), name="ward_wall"),
    path("att-gora/lista.csv", files.ListFileView.as_view(), name="worklist_file"),
    path("att-gora/kalender/", files.CalendarView.as_view(), name="deadline_calendar"),
    path("kalender/<str:token>.ics", files.FeedView.as_view(), name="deadline_feed"),
    path("personer/", worklist.PeopleView.as_view(), name="people"),
    path("skriv-in/", ward.AdmitView.as_view(), name="admit"),
    path("arenden/narvaro/", presence.PresenceView.as_view(), name="presence"),
    path("arenden/<uuid:public_id>/", case.CaseDetailView.as_view(), name="case"),
    path("arenden/<uuid:public_id>/historik/", case_acts.CaseHistoryView.as_view(), name="case_history"),
    path("arenden/<uuid:public_id>/ansvar/", case_acts.TakeView.as_view(), name="take_case"),
    path(
        "arenden/<uuid:public_id>/kvittera/<int:item_id>/",
        case_acts.AcknowledgeView.as_view(),
        name="acknowledge",
    ),
    path(
        "arenden/<uuid:public_id>/inskrivningsmeddelande/",
        notice.SendNoticeView.as_view(),
        name="send_notice",
    ),
    path("arenden/<uuid:public_id>/inskrivningsmeddelande/las/", notice.NoticeView.as_view(), name="notice"),
    path(
        "arenden/<uuid:public_id>/inskrivningsmeddelande/komplettera/",
        notice.CompleteNoticeView.as_view(),
        name="complete_notice",
    ),
    path(
        "arenden/<uuid:public_id>/inskrivningsmeddelande/matare/",
        notice.NoticeMeterView.as_view(),
        name="notice_meter",
    ),
    path("arenden/<uuid:public_id>/fraga/", sayings.AskView.as_view(), name="ask_question"),
    path(
        "arenden/<uuid:public_id>/fraga/<int:item_id>/svara/",
        sayings.AnswerView.as_view(),
        name="answer_question",
    ),
    path(
        "arenden/<uuid:public_id>/meddelanden/<int:item_id>/makulera/",
        sayings.CancelView.as_view(),
        name="cancel_message",
    ),
    path(
        "arenden/<uuid:public_id>/meddelanden/<int:item_id>/ratta/",
        sayings.CorrectView.as_view(),
        name="correct_message",
    ),
    path("arenden/<uuid:public_id>/felsant/", sayings.ReturnView.as_view(), name="return_message"),
    path("arenden/<uuid:public_id>/aterta/", sayings.RecallView.as_view(), name="recall_from_unit"),
    path("arenden/<uuid:public_id>/permission/", stay.StartLeaveView.as_view(), name="start_leave"),
    path("arenden/<uuid:public_id>/permission/ater/", stay.EndLeaveView.as_view(), name="end_leave"),
    path("arenden/<uuid:public_id>/avbrott/", stay.InterruptView.as_view(), name="interrupt"),
    path("arenden/<uuid:public_id>/rattslig-form/", stay.LegalFormView.as_view(), name="legal_form"),
    path("arenden/<uuid:public_id>/inskickad/", stay.SentInView.as_view(), name="report_sent_in"),
    path("arenden/<uuid:public_id>/akutbesok/", stay.EmergencyVisitView.as_view(), name="emergency_visit"),
    path("arenden/<uuid:public_id>/flytta/", stay.TransferView.as_view(), name="transfer"),
    path("arenden/<uuid:public_id>/dodsfall/", stay.DeathView.as_view(), name="record_death"),
    path("arenden/<uuid:public_id>/beraknad-utskrivning/", ward.ChangeDateView.as_view(), name="change_date"),
    path("arenden/<uuid:public_id>/utskrivningsklar/", discharge.SendReadyView.as_view(), name="send_ready"),
    path(
        "arenden/<uuid:public_id>/utskrivningsklar/aterkalla/",
        discharge.WithdrawReadyView.as_view(),
        name="withdraw_ready",
    ),
    path("arenden/<uuid:public_id>/andringar/", shields.CaseChangesView.as_view(), name="case_changes"),
    path("arenden/<uuid:public_id>/sparr/", shields.SetBlockView.as_view(), name="block_set"),
    path(
        "arenden/<uuid:public_id>/sparr/<uuid:block>/hav/", shields.LiftBlockView.as_view(), name="block_lift"
    ),
    path(
        "arenden/<uuid:public_id>/tillgangligt/", shields.MakeAvailableView.as_view(), name="make_available"
    ),
    path(
        "arenden/<uuid:public_id>/tillgangligt/avsluta/",
        shields.EndAvailabilityView.as_view(),
        name="end_availability",
    ),
    path("arenden/<uuid:public_id>/vardkedja/", shields.OpenChainView.as_view(), name="open_chain"),
    path("arenden/<uuid:public_id>/skydd/", shields.ChangeProtectionView.as_view(), name="change_protection"),
    path("arenden/<uuid:public_id>/skydd/oppna/", shields.OpenProtectedView.as_view(), name="open_protected"),
    path(
        "arenden/<uuid:public_id>/nodoppning/", emergency.OpenEmergencyView.as_view(), name="open_emergency"
    ),
    path(
        "arenden/<uuid:public_id>/ring/<int:item_id>/<int:unit_id>/",
        ladder.RecordCallView.as_view(),
        name="record_call",
    ),
    path("arenden/<uuid:public_id>/fran-papper/", paper.EnterPaperView.as_view(), name="enter_paper"),
    path("reservpaket/", packs.PacksView.as_view(), name="packs"),
    path("reservpaket/<uuid:public_id>/", packs.PackFileView.as_view(), name="pack_file"),
    path("reservpaket/<uuid:public_id>/skriv-ut/", packs.PackPrintView.as_view(), name="pack_print"),
    path("eskalering/<int:unit_id>/", ladder.LadderView.as_view(), name="ladder"),
    path("eskalering/<int:unit_id>/<slug:kind>/", ladder.ChangeLadderView.as_view(), name="ladder_change"),
    path("lathundar/", routines.RoutinesView.as_view(), name="routines"),
    path("lathundar/ny/", routines.RoutineView.as_view(), name="routine_new"),
    path("lathundar/<int:routine_id>/", routines.RoutineView.as_view(), name="routine"),
    path(
        "lathundar/<int:routine_id>/publicera/", routines.PublishRoutineView.as_view(), name="routine_publish"
    ),
    path("loggkontroll/", logs.LogReviewView.as_view(), name="log_reviews"),
    path("loggkontroll/<int:sample_id>/", logs.LogSampleView.as_view(), name="log_sample"),
    path("loggutdrag/", logs.LogExtractsView.as_view(), name="log_extracts"),
    path("loggutdrag/<uuid:patient_id>/", logs.LogExtractView.as_view(), name="log_extract"),
    path("loggutdrag/<uuid:patient_id>/pdf/", logs.LogExtractPdfView.as_view(), name="log_extract_pdf"),
    path("nodoppningar/", emergency.EmergencyListView.as_view(), name="emergency_list"),
    path("nodoppningar/<uuid:public_id>/", emergency.EmergencyView.as_view(), name="emergency"),
    path("nodoppningar/<uuid:public_id>/granska/", emergency.ReviewView.as_view(), name="emergency_review"),
    path("utskick/", messages.SentMessagesView.as_view(), name="sent_messages"),
    path("arenden/<uuid:public_id>/utskick/", messages.MessagesView.as_view(), name="messages"),
    path(
        "arenden/<uuid:public_id>/utskick/<int:item_id>/<int:unit_id>/",
        messages.ByHandView.as_view(),
        name="by_hand",
    ),
    path(
        "arenden/<uuid:public_id>/utskick/<int:item_id>/<int:unit_id>/papper/",
        messages.ByHandPrintView.as_view(),
        name="by_hand_print",
    ),
    path(
        "arenden/<uuid:public_id>/utskick/<int:item_id>/<int:unit_id>/aterkalla/",
        messages.RecallView.as_view(),
        name="recall_message",
    ),
    path("l/<str:token>/", link.LinkView.as_view(), name="link"),
    path("arenden/<uuid:public_id>/skriv-ut/", discharge.DischargeView.as_view(), name="discharge"),
    path("arenden/<uuid:public_id>/hemgang/", going_home.GoingHomeView.as_view(), name="going_home"),
    path("arenden/<uuid:public_id>/hemgang/borja/", points.StartView.as_view(), name="checklist_start"),
    path(
        "arenden/<uuid:public_id>/hemgang/utskrift/",
        going_home.ChecklistPrintView.as_view(),
        name="checklist_print",
    ),
    path("arenden/<uuid:public_id>/hemgang/punkt/", points.AddPointView.as_view(), name="point_add"),
    path(
        "arenden/<uuid:public_id>/hemgang/punkt/<int:point_id>/",
        points.SettleView.as_view(),
        name="point_settle",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/punkt/<int:point_id>/klar/",
        points.PointDoneView.as_view(),
        name="point_done",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/punkt/<int:point_id>/andra/",
        points.ChangePointView.as_view(),
        name="point_change",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/information/",
        information.InformationView.as_view(),
        name="information",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/information/patienten/",
        information.PatientInformationView.as_view(),
        name="patient_information",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/trygghetskvitto/",
        safety_receipt.GiveReceiptView.as_view(),
        name="safety_receipt_new",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/trygghetskvitto/<slug:language>/",
        safety_receipt.SafetyReceiptView.as_view(),
        name="safety_receipt",
    ),
    path(
        "arenden/<uuid:public_id>/hemgang/trygghetskvitto/<slug:language>/pdf/",
        safety_receipt.SafetyReceiptPdfView.as_view(),
        name="safety_receipt_pdf",
    ),
    path("hemgangsmallar/", home_templates.HomeTemplatesView.as_view(), name="home_templates"),
    path(
        "hemgangsmallar/hemgangslista/<slug:care_form>/",
        home_templates.ChecklistTemplateView.as_view(),
        name="home_template_checklist",
    ),
    path(
        "hemgangsmallar/tryggt-mottagande/",
        home_templates.ReceptionTermsView.as_view(),
        name="home_template_reception",
    ),
    path(
        "hemgangsmallar/version/<int:pk>/", home_templates.VersionView.as_view(), name="home_template_version"
    ),
    path("arenden/<uuid:public_id>/samtycke/", consent.ConsentsView.as_view(), name="consents"),
    path(
        "arenden/<uuid:public_id>/samtycke/historik/",
        consent.ConsentHistoryView.as_view(),
        name="consent_history",
    ),
    path("arenden/<uuid:public_id>/samtycke/svar/", consent.GiveConsentView.as_view(), name="give_consent"),
    path(
        "arenden/<uuid:public_id>/samtycke/aterkalla/",
        consent.WithdrawConsentView.as_view(),
        name="withdraw_consent",
    ),
    path(
        "arenden/<uuid:public_id>/samtycke/menprovning/", secrecy.AssessHarmView.as_view(), name="assess_harm"
    ),
    path(
        "arenden/<uuid:public_id>/samtycke/stallforetradare/",
        secrecy.AddRepresentativeView.as_view(),
        name="add_representative",
    ),
    path(
        "arenden/<uuid:public_id>/samtycke/stallforetradare/<int:representative_id>/avsluta/",
        secrecy.EndRepresentativeView.as_view(),
        name="end_representative",
    ),
    path("arenden/<uuid:public_id>/fargspar/", planning.SetTrackView.as_view(), name="set_track"),
    path("arenden/<uuid:public_id>/svar/", answers.GiveAnswerView.as_view(), name="give_answer"),
    path(
        "arenden/<uuid:public_id>/svar/bestallning/", answers.AnswerOrderView.as_view(), name="answer_order"
    ),
    path(
        "arenden/<uuid:public_id>/kompetens/", answers.StateCompetenceView.as_view(), name="state_competence"
    ),
    path(
        "arenden/<uuid:public_id>/utskrivningsklar/fraga/",
        answers.QuestionReadinessView.as_view(),
        name="question_readiness",
    ),
    path(
        "arenden/<uuid:public_id>/utskrivningsklar/svar/",
        answers.AnswerReadinessView.as_view(),
        name="answer_readiness",
    ),
    path("arenden/<uuid:public_id>/beslut/", municipality.DecideSupportView.as_view(), name="decide_support"),
    path(
        "arenden/<uuid:public_id>/utskrivningsklar/papper/",
        discharge.DecidePaperView.as_view(),
        name="decide_paper",
    ),
    path("arenden/<uuid:public_id>/begaran/", requests.MakeRequestView.as_view(), name="make_request"),
    path(
        "arenden/<uuid:public_id>/begaran/bedom/", requests.JudgeRequestView.as_view(), name="judge_request"
    ),
    path(
        "arenden/<uuid:public_id>/begaran/besluta/",
        requests.DecideRequestView.as_view(),
        name="decide_request",
    ),
    path(
        "arenden/<uuid:public_id>/aterinskriven/", readmission.RecordCauseView.as_view(), name="record_cause"
    ),
    path(
        "arenden/<uuid:public_id>/insatser/borjat/",
        started.ConfirmSupportView.as_view(),
        name="confirm_support",
    ),
    path(
        "arenden/<uuid:public_id>/begaran/ta-over/", requests.TakeRequestView.as_view(), name="take_request"
    ),
    path("arenden/<uuid:public_id>/kontakt/", municipality.TakeContactView.as_view(), name="take_contact"),
    path(
        "arenden/<uuid:public_id>/vardkontakt/",
        municipality.AppointContactView.as_view(),
        name="appoint_contact",
    ),
    path("arenden/<uuid:public_id>/oppenvard/", municipality.OpenCareView.as_view(), name="open_care"),
    path("arenden/<uuid:public_id>/utforare/", municipality.ProvidersView.as_view(), name="report_services"),
    path("arenden/<uuid:public_id>/bestallning/", municipality.OrderView.as_view(), name="order_home_care"),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/",
        reception.OrderReceptionView.as_view(),
        name="order_reception",
    ),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/svar/",
        reception.AnswerReceptionView.as_view(),
        name="answer_reception",
    ),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/planera/",
        reception.PlanVisitView.as_view(),
        name="plan_visit",
    ),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/besok/",
        reception.RecordVisitView.as_view(),
        name="record_visit",
    ),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/lamna-over/",
        reception.HandOverReceptionView.as_view(),
        name="hand_over_reception",
    ),
    path(
        "arenden/<uuid:public_id>/tryggt-mottagande/uppfoljning/",
        reception.FollowUpReceptionView.as_view(),
        name="follow_up_reception",
    ),
    *at_home,
]
