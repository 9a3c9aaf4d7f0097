"""Addresses of SIP: random ids only."""

from django.urls import path

from sip.views import calling, meeting, pages

urlpatterns = [
    path("sip/", pages.ListView.as_view(), name="sip_list"),
    path("sip/<uuid:sip_id>/", pages.DetailView.as_view(), name="sip_detail"),
    path("sip/<uuid:sip_id>/mote/", meeting.MeetingView.as_view(), name="sip_meeting"),
    path("sip/<uuid:sip_id>/plan/", meeting.AgreedView.as_view(), name="sip_agreed"),
    path("sip/<uuid:sip_id>/uppfoljning/", meeting.FollowedUpView.as_view(), name="sip_followed_up"),
    path("sip/<uuid:sip_id>/avsluta/", meeting.CloseView.as_view(), name="sip_close"),
    path("sip/<uuid:sip_id>/kallelse.ics", pages.CalendarView.as_view(), name="sip_calendar"),
    path("arenden/<uuid:public_id>/sip/kalla/", calling.CallView.as_view(), name="sip_call"),
    path(
        "arenden/<uuid:public_id>/sip/behovs-inte/",
        calling.NotRequiredView.as_view(),
        name="sip_not_required",
    ),
]
