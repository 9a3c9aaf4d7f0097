"""Addresses of the liability app. Nothing in them tells who the patient is: cases and statements have random ids."""

from django.urls import path

from liability.views import decisions, drafts, forecast, settings, statement_files, statement_rows, statements
from liability.views.results import LiabilityView, OverviewView, TermsView

MONTH = "betalningsansvar/underlag/<uuid:statement_id>/"
ROW = f"{MONTH}rad/<int:number>/"
FILE = f"{MONTH}fil/<uuid:public_id>/"

urlpatterns = [
    path("arenden/<uuid:public_id>/betalningsansvar/", LiabilityView.as_view(), name="liability"),
    path(
        "arenden/<uuid:public_id>/betalningsansvar/bedom/",
        decisions.ProposeView.as_view(),
        name="decision_propose",
    ),
    path(
        "arenden/<uuid:public_id>/betalningsansvar/bedom/<uuid:decision_id>/",
        decisions.AnswerView.as_view(),
        name="decision_answer",
    ),
    path(
        "arenden/<uuid:public_id>/betalningsansvar/prova/",
        forecast.CaseWhatIfView.as_view(),
        name="liability_what_if",
    ),
    path("betalningsansvar/avtal/", drafts.AgreementsView.as_view(), name="agreements"),
    path(
        "betalningsansvar/avtal/forlang/<int:terms_id>/", drafts.ProlongView.as_view(), name="terms_prolong"
    ),
    path("betalningsansvar/avtal/utkast/<uuid:public_id>/", drafts.DraftView.as_view(), name="terms_draft"),
    path(
        "betalningsansvar/avtal/utkast/<uuid:public_id>/jamfor/",
        drafts.CompareView.as_view(),
        name="terms_compare",
    ),
    path(
        "betalningsansvar/avtal/utkast/<uuid:public_id>/giltigt/",
        drafts.MakeValidView.as_view(),
        name="terms_make_valid",
    ),
    path("betalningsansvar/avtal/nytt/", drafts.NewDraftView.as_view(), name="terms_new"),
    path("betalningsansvar/frister/", settings.DeadlinesView.as_view(), name="statement_deadlines"),
    path("betalningsansvar/ekonomifil/", settings.LayoutView.as_view(), name="finance_layout"),
    path("betalningsansvar/lasningar/", drafts.ReadingsView.as_view(), name="liability_readings"),
    path("betalningsansvar/prognos/", forecast.ForecastView.as_view(), name="liability_forecast"),
    path("betalningsansvar/bedomningar/", decisions.WaitingView.as_view(), name="decisions"),
    path("betalningsansvar/", OverviewView.as_view(), name="liability_overview"),
    path("betalningsansvar/villkor/", TermsView.as_view(), name="liability_terms"),
    path("betalningsansvar/underlag/", statements.StatementListView.as_view(), name="statements"),
    path(MONTH, statements.MonthView.as_view(), name="statement"),
    path(f"{MONTH}foresla/", statements.ProposeView.as_view(), name="statement_propose"),
    path(f"{MONTH}godkann/", statements.AgreeView.as_view(), name="statement_agree"),
    path(f"{MONTH}las/", statements.LockView.as_view(), name="statement_lock"),
    path(f"{MONTH}ta-tillbaka/", statement_rows.TakeBackView.as_view(), name="statement_take_back"),
    path(ROW, statement_rows.RowView.as_view(), name="statement_row"),
    path(f"{ROW}prova/", forecast.RowWhatIfView.as_view(), name="statement_what_if"),
    path(f"{ROW}bestrid/", statement_rows.DisputeView.as_view(), name="statement_dispute"),
    path(f"{ROW}svara/", statement_rows.AnswerView.as_view(), name="statement_answer"),
    path(f"{ROW}godta/", statement_rows.AcceptView.as_view(), name="statement_accept"),
    path(
        f"{MONTH}bilaga/<uuid:public_id>/",
        statement_rows.AttachmentView.as_view(),
        name="statement_attachment",
    ),
    path(f"{MONTH}fil/", statement_files.OrderView.as_view(), name="statement_order"),
    path(FILE, statement_files.FileView.as_view(), name="statement_file"),
    path(f"{FILE}hamta/", statement_files.DownloadView.as_view(), name="statement_download"),
]
