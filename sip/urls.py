"""Addresses of SIP: random ids only."""

from django.urls import path

from sip.views import (
    at_home,
    calling,
    coordinator,
    followup,
    handing_over,
    inviting,
    meeting,
    pages,
    paper,
    plan,
    preparing,
    signals,
    times,
)

urlpatterns = [
    path("sip/", pages.ListView.as_view(), name="sip_list"),
    path("sip/hemma/", at_home.StartView.as_view(), name="sip_start"),
    path("sip/<uuid:sip_id>/", pages.DetailView.as_view(), name="sip_detail"),
    path("sip/<uuid:sip_id>/mote/", meeting.MeetingView.as_view(), name="sip_meeting"),
    path("sip/<uuid:sip_id>/plan/", meeting.AgreedView.as_view(), name="sip_agreed"),
    path("sip/<uuid:sip_id>/planen/", plan.PlanView.as_view(), name="sip_plan"),
    path("sip/<uuid:sip_id>/planen/gemensamt/", plan.PlanCommonView.as_view(), name="sip_plan_common"),
    path("sip/<uuid:sip_id>/planen/var-del/", plan.PlanPartView.as_view(), name="sip_plan_part"),
    path("sip/<uuid:sip_id>/planen/bekrafta/", plan.PlanConfirmView.as_view(), name="sip_plan_confirm"),
    path("sip/<uuid:sip_id>/planen/versioner/", plan.PlanVersionsView.as_view(), name="sip_plan_versions"),
    path("sip/<uuid:sip_id>/planen/sip-plan.txt", paper.PlanTextView.as_view(), name="sip_plan_text"),
    path("sip/<uuid:sip_id>/planen/sip-plan.pdf", paper.PlanPdfView.as_view(), name="sip_plan_pdf"),
    path("sip/<uuid:sip_id>/planen/lamna-over/", handing_over.HandOverView.as_view(), name="sip_hand_over"),
    path(
        "sip/<uuid:sip_id>/planen/ta-over/<int:hand_over_id>/",
        handing_over.TakeOverView.as_view(),
        name="sip_take_over",
    ),
    path("sip/<uuid:sip_id>/forberedelse/", preparing.PreparationView.as_view(), name="sip_preparation"),
    path("sip/<uuid:sip_id>/forberedelse/vem/", preparing.PrepareView.as_view(), name="sip_prepare"),
    path("sip/<uuid:sip_id>/forberedelse/svar/", preparing.OwnWordsView.as_view(), name="sip_own_words"),
    path("sip/<uuid:sip_id>/uppfoljning/", meeting.FollowedUpView.as_view(), name="sip_followed_up"),
    path("sip/<uuid:sip_id>/utvardering/", followup.EvaluationView.as_view(), name="sip_evaluation"),
    path("sip/<uuid:sip_id>/avsluta/", meeting.CloseView.as_view(), name="sip_close"),
    path("sip/<uuid:sip_id>/tider/", times.TimesView.as_view(), name="sip_times"),
    path("sip/<uuid:sip_id>/tider/foresla/", times.ProposeView.as_view(), name="sip_times_propose"),
    path("sip/<uuid:sip_id>/tider/bestam/", times.SettleView.as_view(), name="sip_times_settle"),
    path("sip/<uuid:sip_id>/tider/paminn/", times.RemindView.as_view(), name="sip_times_remind"),
    path("sip/<uuid:sip_id>/tider/vem-nar/", inviting.SlotsView.as_view(), name="sip_slots"),
    path(
        "sip/<uuid:sip_id>/tider/svara/<int:participant_id>/",
        times.AnswerTimesView.as_view(),
        name="sip_times_answer",
    ),
    path(
        "sip/<uuid:sip_id>/inbjudan/<int:participant_id>/", inviting.LetterView.as_view(), name="sip_letter"
    ),
    path("sip/<uuid:sip_id>/inbjudan/<int:participant_id>/sms/", inviting.SmsView.as_view(), name="sip_sms"),
    path("sip/<uuid:sip_id>/sip-mote.ics", inviting.WholeCalendarView.as_view(), name="sip_calendar_whole"),
    path("videomoten/", inviting.VideoView.as_view(), name="sip_video"),
    path(
        "arenden/<uuid:public_id>/sip/samordnare/",
        coordinator.CoordinatorView.as_view(),
        name="sip_coordinator",
    ),
    path("arenden/<uuid:public_id>/sip/tider/", times.OpenTimesView.as_view(), name="sip_times_open"),
    path("sip/<uuid:sip_id>/kallelse.ics", pages.CalendarView.as_view(), name="sip_calendar"),
    path("arenden/<uuid:public_id>/sip/kalla/", calling.CallView.as_view(), name="sip_call"),
    path("arenden/<uuid:public_id>/sip/signalera/", signals.SignalView.as_view(), name="sip_signal"),
    path("arenden/<uuid:public_id>/sip/signaler/", signals.SignalsView.as_view(), name="sip_signals"),
    path(
        "arenden/<uuid:public_id>/sip/signaler/svara/",
        signals.SignalAnswerView.as_view(),
        name="sip_signal_answer",
    ),
    path(
        "arenden/<uuid:public_id>/sip/behovs-inte/",
        calling.NotRequiredView.as_view(),
        name="sip_not_required",
    ),
]
