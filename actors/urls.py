"""Addresses of the actors app. No address holds anything personal: people are reached by their assignment's number."""

from django.urls import path

from actors.views import ChooseAssignmentView
from actors.views_access import (
    AssignmentView,
    EndAccessView,
    GiveAccessView,
    OwnAccessView,
    UnitAccessView,
)
from actors.views_account import OpenLoginView
from actors.views_directory import DirectoryView, UnitView
from actors.views_duty import AbsenceView, DaysView, DutyView, HoursView, PhonesView
from actors.views_operations import OperationsView
from actors.views_places import (
    EndOrganisationView,
    EndUnitView,
    NewOrganisationView,
    NewUnitView,
    OrganisationsView,
    OrganisationView,
)
from actors.views_portraits import OwnPortraitView, PortraitView
from actors.views_practice import PracticeView
from actors.views_protection import StaffProtectionView
from actors.views_sessions import (
    ConfirmIdentityView,
    DiscardDraftView,
    DraftView,
    LogOutEverywhereView,
    SessionView,
)
from actors.views_ways import LeadHoursView, WaysView
from actors.views_welcome import WelcomeView

urlpatterns = [
    path("uppdrag/", ChooseAssignmentView.as_view(), name="choose_assignment"),
    path("session/", SessionView.as_view(), name="session"),
    path("bekrafta/", ConfirmIdentityView.as_view(), name="confirm_identity"),
    path("utkast/", DraftView.as_view(), name="draft"),
    path("utkast/ta-bort/", DiscardDraftView.as_view(), name="draft_discard"),
    path("ny-i-hemvag/", WelcomeView.as_view(), name="welcome"),
    path("ova/", PracticeView.as_view(), name="practice"),
    path("installningar/bild/", OwnPortraitView.as_view(), name="own_portrait"),
    path("bild/<uuid:public_id>.jpg", PortraitView.as_view(), name="portrait"),
    path("enheter/", DirectoryView.as_view(), name="directory"),
    path("enheter/ny/", NewUnitView.as_view(), name="unit_new"),
    path("enheter/<int:unit_id>/", UnitView.as_view(), name="unit"),
    path("enheter/<int:unit_id>/tider/", HoursView.as_view(), name="unit_hours"),
    path("enheter/<int:unit_id>/dagar/", DaysView.as_view(), name="unit_days"),
    path("enheter/<int:unit_id>/vagar/", WaysView.as_view(), name="unit_ways"),
    path("installelsetider/", LeadHoursView.as_view(), name="lead_hours"),
    path("enheter/<int:unit_id>/jour/", DutyView.as_view(), name="unit_duty"),
    path("enheter/<int:unit_id>/franvaro/", AbsenceView.as_view(), name="unit_absence"),
    path("enheter/<int:unit_id>/telefoner/", PhonesView.as_view(), name="unit_phones"),
    path("enheter/<int:unit_id>/upphor/", EndUnitView.as_view(), name="unit_end"),
    path("behorigheter/enhet/<int:unit_id>/", UnitAccessView.as_view(), name="unit_access"),
    path("behorigheter/enhet/<int:unit_id>/ny/", GiveAccessView.as_view(), name="access_new"),
    path("behorigheter/", OwnAccessView.as_view(), name="access"),
    path("behorigheter/<int:assignment_id>/", AssignmentView.as_view(), name="assignment"),
    path("behorigheter/<int:assignment_id>/avsluta/", EndAccessView.as_view(), name="access_end"),
    path(
        "behorigheter/<int:assignment_id>/logga-ut/",
        LogOutEverywhereView.as_view(),
        name="log_out_everywhere",
    ),
    path("behorigheter/<int:assignment_id>/inloggning/", OpenLoginView.as_view(), name="open_login"),
    path("behorigheter/<int:assignment_id>/skydd/", StaffProtectionView.as_view(), name="staff_protection"),
    path("organisationer/", OrganisationsView.as_view(), name="organisations"),
    path("organisationer/ny/", NewOrganisationView.as_view(), name="organisation_new"),
    path("organisationer/<int:organisation_id>/", OrganisationView.as_view(), name="organisation"),
    path(
        "organisationer/<int:organisation_id>/upphor/", EndOrganisationView.as_view(), name="organisation_end"
    ),
    path("drift/", OperationsView.as_view(), name="operations"),
]
