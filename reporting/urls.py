"""The addresses of the reports. Whom and when stand in the query: `?for=0180-HA&period=2021-08`."""

from django.urls import path

from reporting.views import asked, at_present, beside, board, experience, goals, public, sip
from reporting.views import report as views

urlpatterns = [
    path("rapporter/", views.ReportPageView.as_view(), name="reports"),
    path("rapporter/laget/", at_present.DashboardView.as_view(), name="dashboard"),
    path("rapporter/laget/andringar/", at_present.DashboardChangesView.as_view(), name="dashboard_changes"),
    path("rapporter/laget/diagram.svg", at_present.DashboardDiagramView.as_view(), name="dashboard_diagram"),
    path("rapporter/laget/<slug:figure>/", at_present.DashboardCasesView.as_view(), name="dashboard_cases"),
    path("rapporter/rekommendationer/", asked.RecommendationsView.as_view(), name="recommendations"),
    path("rapporter/skrivelse/", asked.LetterView.as_view(), name="letter_answer"),
    path("rapporter/mottagande/", beside.ReceptionEffectView.as_view(), name="reception_effect"),
    path("rapporter/planeringsmatning/", beside.PlanningView.as_view(), name="planning_measurement"),
    path("rapporter/sip/", sip.SipStatisticsView.as_view(), name="sip_statistics"),
    path("rapporter/sip/fil/", sip.SipFileView.as_view(), name="sip_statistics_file"),
    path("rapporter/mal/", goals.GoalsView.as_view(), name="report_goals"),
    path("rapporter/mal/nytt/", goals.GoalFormView.as_view(), name="goal_new"),
    path("rapporter/mal/<uuid:public_id>/", goals.GoalFormView.as_view(), name="goal_change"),
    path("rapporter/mal/<uuid:public_id>/kommentera/", goals.GoalCommentView.as_view(), name="goal_comment"),
    path("rapporter/namnd/", board.BoardListView.as_view(), name="board_reports"),
    path("rapporter/namnd/aterkommande/", board.ScheduleView.as_view(), name="board_schedule"),
    path("rapporter/namnd/<uuid:public_id>/", board.BoardPageView.as_view(), name="board_report"),
    path("rapporter/namnd/<uuid:public_id>/slutlig/", board.FinalView.as_view(), name="board_final"),
    path("rapporter/namnd/<uuid:public_id>/fil/", board.BoardFileView.as_view(), name="board_file"),
    path("rapporter/handlingsplan/", goals.ActionPlanView.as_view(), name="action_plan"),
    path("rapporter/handlingsplan/ny/", goals.ActivityFormView.as_view(), name="activity_new"),
    path(
        "rapporter/handlingsplan/<uuid:public_id>/", goals.ActivityFormView.as_view(), name="activity_change"
    ),
    path("rapporter/patienter/", experience.PatientViewView.as_view(), name="patient_view"),
    path("rapporter/patienter/<uuid:public_id>/", experience.ScreenView.as_view(), name="patient_text"),
    path("upplevelse/", experience.OffersView.as_view(), name="experience_offers"),
    path("upplevelse/<uuid:public_id>/", experience.OfferView.as_view(), name="experience_offer"),
    path("upplevelse/<uuid:public_id>/papper/", experience.PaperView.as_view(), name="experience_paper"),
    path("svar/", public.EnterView.as_view(), name="experience_enter"),
    path("svar/<str:code>/", public.AnswerView.as_view(), name="experience_answer"),
    path("rapporter/diagram/<slug:name>.svg", views.DiagramView.as_view(), name="report_diagram"),
    path("rapporter/bestall/", views.OrderView.as_view(), name="report_order"),
    path("rapporter/fil/<uuid:public_id>/", views.RunView.as_view(), name="report_run"),
    path("rapporter/fil/<uuid:public_id>/hamta/", views.FileView.as_view(), name="report_file"),
]
